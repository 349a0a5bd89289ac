package org.trainyard.formats.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trainyard.formats.vector.CorruptFileException;

class EventLogTest {
  @TempDir private Path run;
  private FileSystem fs;
  private org.apache.hadoop.fs.Path folder;

  @BeforeEach
  void open() throws IOException {
    fs = FileSystem.getLocal(new Configuration());
    folder = new org.apache.hadoop.fs.Path(run.toUri().toString(), "events");
  }

  @Test
  void whatIsWrittenIsReadInTheOrderOfTheAttempts() throws IOException {
    try (EventLogWriter first = EventLogWriter.open(fs, folder, "attempt-1")) {
      EventCodecTest.oneOfEach().forEach(first);
    }
    EventLogTail tail = new EventLogTail(fs, folder);
    List<RunEvent> expected = new ArrayList<>(EventCodecTest.oneOfEach());
    // Sums of iteration 3 are held back until something tells that they are the last.
    expected.removeIf(RunEvent.Summed.class::isInstance);
    expected.add(
        expected.size() - 1,
        EventCodecTest.oneOfEach().stream()
            .filter(RunEvent.Summed.class::isInstance)
            .findFirst()
            .orElseThrow());
    assertEquals(expected, tail.next());
    try (EventLogWriter second = EventLogWriter.open(fs, folder, "attempt-2")) {
      second.accept(said("again"));
    }
    assertEquals(List.of(said("again")), tail.next());
    assertEquals(List.of(), tail.next());
    assertEquals(expected.size() + 1, EventLogTail.readAll(fs, folder).size());
  }

  @Test
  void isReadWhileItIsWritten() throws IOException {
    try (EventLogWriter writer = EventLogWriter.open(fs, folder, "attempt-1")) {
      EventLogTail tail = new EventLogTail(fs, folder);
      List<RunEvent> read = new ArrayList<>();
      writer.accept(said("here"));
      while (read.isEmpty()) {
        Thread.onSpinWait();
        read.addAll(tail.next());
      }
      assertEquals(List.of(said("here")), read);
    }
  }

  @Test
  void aTornLastLineIsNotThereAndABrokenOneIsCounted() throws IOException {
    Path file = file("0000000000001-a-0.jsonl");
    String whole = EventCodec.line(said("one"));
    Files.writeString(
        file, EventCodec.header("a") + "\n" + whole + "\n{broken\n" + whole.substring(0, 20));
    EventLogTail tail = new EventLogTail(fs, folder);
    assertEquals(List.of(said("one")), tail.next());
    assertEquals(1, tail.unreadable());
    Files.writeString(file, whole.substring(20) + "\n", StandardOpenOption.APPEND);
    assertEquals(List.of(said("one")), tail.next());
  }

  @Test
  void anotherFormatVersionIsRefusedWithTheFile() throws IOException {
    Files.writeString(file("0000000000001-a-0.jsonl"), "{\"event\":\"log\",\"formatVersion\":9}\n");
    String refusal =
        assertThrows(CorruptFileException.class, () -> EventLogTail.readAll(fs, folder))
            .getMessage();
    assertTrue(refusal.contains("0000000000001-a-0.jsonl"), refusal);
    assertTrue(refusal.contains("version 9"), refusal);
  }

  @Test
  void aFolderThatCannotBeWrittenCostsTheLogAndNothingElse() throws IOException {
    Files.write(run.resolve("events"), "a file".getBytes(StandardCharsets.UTF_8));
    try (EventLogWriter writer = EventLogWriter.open(fs, folder, "attempt-1")) {
      for (int e = 0; e < 100_000; e++) {
        writer.accept(said("lost"));
      }
    }
    assertEquals("a file", Files.readString(run.resolve("events")));
  }

  @Test
  void aRunWithoutEventsHasNone() throws IOException {
    assertEquals(List.of(), EventLogTail.readAll(fs, folder));
  }

  private Path file(String name) throws IOException {
    return Files.createDirectories(run.resolve("events")).resolve(name);
  }

  private static RunEvent said(String sentence) {
    return new RunEvent.Said(1, RunEvent.Level.INFO, sentence);
  }
}
