package org.trainyard.am.facts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trainyard.formats.event.EventLogWriter;
import org.trainyard.formats.event.RunEvent;
import org.trainyard.formats.run.IterationDocument;
import org.trainyard.formats.run.JsonFile;
import org.trainyard.formats.run.RunLayout;

class RunFactsReaderTest {
  @TempDir private Path folder;
  private final Configuration conf = new Configuration();
  private RunLayout layout;
  private FileSystem fs;

  @BeforeEach
  void create() throws IOException {
    layout = new RunLayout(new org.apache.hadoop.fs.Path(folder.toUri()));
    fs = layout.run().getFileSystem(conf);
    JsonFile.write(fs, layout.runDocument(), FactsExample.document(50));
  }

  @Test
  void aRunOfAnOlderBuildShowsWhatItsIterationsTell() throws IOException {
    finish(1);
    finish(2);
    RunFacts facts = new RunFactsReader(conf, layout.run()).read(1);
    assertEquals(RunFacts.State.IDLE, facts.head().state());
    assertEquals(2, facts.head().iteration());
    assertEquals(List.of(1.0, 0.5), objectives(facts));
    assertFalse(facts.iterations().get(0).time().known());
    assertEquals(0.5, facts.models().get(0).train().get("auc").lastValue());
    publish();
    facts = new RunFactsReader(conf, layout.run()).read(1);
    assertEquals(RunFacts.State.FINISHED, facts.head().state());
    assertEquals("MAX_ITERATIONS", facts.head().stop());
    assertEquals("enough", facts.head().sentence());
  }

  @Test
  void whatALaterBuildGoesOnWithIsOneRun() throws IOException {
    finish(1);
    finish(2);
    try (EventLogWriter log = EventLogWriter.open(fs, layout.events(), "attempt-2")) {
      log.accept(
          new RunEvent.AttemptBegan(
              5000,
              RunEvent.Begin.RESUMED,
              2,
              "application_1_1",
              "auto",
              "h",
              "ann",
              "1",
              2,
              null));
      FactsExample.iteration(3, 1).forEach(log);
    }
    finish(3);
    RunFacts facts = new RunFactsReader(conf, layout.run()).read(1);
    assertEquals(List.of(1.0, 0.5, 1.0 / 3), objectives(facts));
    assertEquals(0.004, facts.iterations().get(2).time().read());
  }

  @Test
  void aReaderThatIsAskedAgainReadsWhatIsNew() throws IOException {
    RunFactsReader reader = new RunFactsReader(conf, layout.run());
    assertEquals(RunFacts.State.IDLE, reader.read(1).head().state());
    try (EventLogWriter log = EventLogWriter.open(fs, layout.events(), "local")) {
      FactsExample.events(1, 1).forEach(log);
    }
    assertEquals(1, reader.read(1).head().iteration());
    assertEquals(1, reader.read(1).attempts().size());
    // The process died after this one was marked and before its log told of it.
    finish(1);
    finish(2);
    publish();
    RunFacts facts = reader.read(1);
    assertEquals(2, facts.head().iteration());
    assertEquals(RunFacts.State.FINISHED, facts.head().state());
  }

  @Test
  void whereThereIsNoRunThereAreNoFacts() {
    assertThrows(
        FileNotFoundException.class,
        () -> new RunFactsReader(conf, new org.apache.hadoop.fs.Path(folder.toUri() + "/none")));
  }

  private static List<Double> objectives(RunFacts facts) {
    return facts.iterations().stream().map(RunFacts.Iteration::objective).toList();
  }

  private void finish(int k) throws IOException {
    TreeMap<String, Double> metrics = new TreeMap<>(Map.of("auc", 1 - 1.0 / k));
    JsonFile.write(
        fs,
        layout.stats(k),
        new IterationDocument(
            IterationDocument.VERSION,
            k,
            "local",
            null,
            1000L * k,
            0.5,
            10,
            null,
            null,
            List.of(
                new IterationDocument.Model("", 1.0 / k, 0.1, 1, metrics, new TreeMap<>(), null))));
    JsonFile.write(fs, layout.iterationSuccess(k), Map.of("formatVersion", 1, "iteration", k));
  }

  private void publish() throws IOException {
    JsonFile.write(
        fs,
        layout.summary(),
        Map.of("formatVersion", 1, "stop", "MAX_ITERATIONS", "sentence", "enough"));
    JsonFile.write(fs, layout.modelSuccess(), Map.of("formatVersion", 1));
  }
}
