package org.trainyard.formats.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.trainyard.formats.vector.CorruptFileException;

class EventCodecTest {
  /** One of each kind, in the order in which they are declared. */
  static List<RunEvent> oneOfEach() {
    TreeMap<String, List<Double>> train = new TreeMap<>();
    train.put("auc", List.of(0.5, Double.NaN));
    return List.of(
        new RunEvent.AttemptBegan(
            1,
            RunEvent.Begin.RESUMED,
            2,
            "application_1_2",
            "auto",
            "h",
            "u",
            "0.1",
            7,
            "http://l"),
        new RunEvent.PhaseBegan(2, RunEvent.Phase.TRAINING, "training"),
        new RunEvent.Said(3, RunEvent.Level.WARNING, "a \"quoted\"\nline"),
        new RunEvent.ProblemKnown(4, "linear", 100, 10, 5, 4096, List.of("l2=1", "l2=2")),
        new RunEvent.Waiting(5, "root.ml", 4, 2, 1, 1, "the queue is full"),
        new RunEvent.ContainerGranted(6, "c_1", "n1", RunEvent.Origin.ASKED, 1024, 2, null),
        new RunEvent.WorkerCame(7, "c_1", "n1", 2, 0),
        new RunEvent.ContainerLeft(8, "c_1", "n1", RunEvent.Leaving.FAILED, "exit status 137"),
        new RunEvent.JobSubmitted(9, 3, "job_1_0001", "http://j"),
        new RunEvent.PackingEnded(
            9,
            "resident",
            2.5,
            70,
            new RunEvent.TimeSplit(1, 0.5, 0, 1, 0, 0),
            List.of(new RunEvent.WorkerSum("c_1", "n1", 3, 0, 70, 0, 900, null))),
        slow(Double.NaN),
        new RunEvent.IterationEnded(
            11,
            3,
            "resident",
            "it was asked for",
            5,
            1.5,
            new RunEvent.TimeSplit(0, 0.5, 0.25, 0.5, 0.125, 0.125),
            100,
            8,
            null,
            20),
        new RunEvent.ModelsMeasured(
            12,
            3,
            List.of(0.25, Double.POSITIVE_INFINITY),
            List.of(0.1, 0.2),
            train,
            new TreeMap<>(),
            Arrays.asList(null, "DIVERGED")),
        new RunEvent.Summed(
            13,
            3,
            List.of(new RunEvent.SplitSum(0, 3, 1, 50, 10, 20, 15, "n1", 0.7)),
            List.of(new RunEvent.WorkerSum("c_1", "n1", 3, 1, 150, 10, 20, null))),
        new RunEvent.AlertRaised(14, RunEvent.AlertKind.SKEWED, 3, "split 4", "twice the rows"),
        new RunEvent.AttemptEnded(15, RunEvent.End.FAILED, "BAD_DATA", "line 7: no number", 3));
  }

  @Test
  void everyKindComesBackAsItWas() throws IOException {
    for (RunEvent event : oneOfEach()) {
      String line = EventCodec.line(event);
      assertFalse(line.contains("\n"));
      assertEquals(Optional.of(event), EventCodec.parse(line));
    }
    assertEquals(
        Set.of(RunEvent.class.getPermittedSubclasses()),
        oneOfEach().stream().map(Object::getClass).collect(Collectors.toSet()));
  }

  private static RunEvent.TaskEnded slow(double loss) {
    return new RunEvent.TaskEnded(
        10,
        3,
        11,
        "c_1",
        "n1",
        9,
        40,
        60,
        1000,
        loss,
        RunEvent.Outcome.SLOW,
        "3 times as long",
        null);
  }

  @Test
  void theLossOfATaskIsToldAndIsUnknownInLogsOfEarlierBuilds() throws IOException {
    RunEvent.TaskEnded task = slow(0.3);
    assertEquals(Optional.of(task), EventCodec.parse(EventCodec.line(task)));
    String earlier = EventCodec.line(task).replace("\"loss\":0.3,", "");
    RunEvent.TaskEnded read = (RunEvent.TaskEnded) EventCodec.parse(earlier).orElseThrow();
    assertEquals(Double.NaN, read.loss());
  }

  @Test
  void readsTheGoldenFileOfVersion1() throws IOException {
    List<RunEvent> read = new ArrayList<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                EventCodecTest.class.getResourceAsStream("/golden/v1/events.jsonl"),
                StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        EventCodec.parse(line).ifPresent(read::add);
      }
    }
    // A kind that came later is not in it.
    List<RunEvent> written = new ArrayList<>(oneOfEach());
    written.removeIf(RunEvent.PackingEnded.class::isInstance);
    assertEquals(written, read);
  }

  @Test
  void skipsWhatLaterBuildsMayAdd() throws IOException {
    assertEquals(Optional.empty(), EventCodec.parse("{\"event\":\"unheard-of\",\"atMs\":1}"));
    assertEquals(
        Optional.of(new RunEvent.Said(1, RunEvent.Level.INFO, "s")),
        EventCodec.parse(
            "{\"event\":\"said\",\"atMs\":1,\"level\":\"INFO\",\"sentence\":\"s\",\"more\":2}"));
  }

  @Test
  void refusesAnotherVersionAndWhatIsNoEvent() {
    CorruptFileException other =
        assertThrows(
            CorruptFileException.class,
            () -> EventCodec.parse("{\"event\":\"log\",\"formatVersion\":2}"));
    assertTrue(other.getMessage().contains("version 2"), other.getMessage());
    assertThrows(
        CorruptFileException.class, () -> EventCodec.parse("{\"event\":\"said\",\"atMs\":"));
    assertThrows(CorruptFileException.class, () -> EventCodec.parse("{}"));
  }
}
