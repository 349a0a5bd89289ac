package org.trainyard.am.doctor.survey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileSurveyTest {
  @TempDir Path folder;

  private final FileSurvey survey = new FileSurvey(new Configuration());

  private org.apache.hadoop.fs.Path path(String name) {
    return new org.apache.hadoop.fs.Path(folder.resolve(name).toUri());
  }

  @Test
  void whatIsWrittenIsDeletedAgain() throws IOException {
    OutputSeen seen = survey.output(path("runs/a"));
    assertEquals("", seen.problem());
    assertEquals(OutputSeen.State.NEW, seen.state());
    assertTrue(seen.freeBytes() > 0);
    assertTrue(seen.ahead().orElseThrow().abs().toSeconds() < 60);
    try (Stream<Path> left = Files.list(folder)) {
      assertEquals(0, left.count());
    }
  }

  @Test
  void aRunAndSomethingElse() throws IOException {
    Files.createDirectories(folder.resolve("run"));
    Files.writeString(folder.resolve("run/run.json"), "{}");
    assertEquals(OutputSeen.State.RUN, survey.output(path("run")).state());
    Files.writeString(folder.resolve("file"), "x");
    assertEquals(OutputSeen.State.FOREIGN, survey.output(path("file")).state());
  }

  @Test
  void inputsAreCountedWithoutWhatIsHidden() throws IOException {
    Files.writeString(folder.resolve("a.csv"), "1,2\n");
    Files.writeString(folder.resolve("b.csv"), "3,4\n");
    Files.writeString(folder.resolve("_SUCCESS"), "");
    InputSeen seen = survey.input("--input", path(""));
    assertEquals(2, seen.files());
    assertEquals(8, seen.bytes());
    assertEquals("", seen.problem());
    assertEquals(0, survey.input("--input", path("nothing*")).files());
  }
}
