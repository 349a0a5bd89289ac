package org.trainyard.am.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trainyard.am.outcome.ExitCode;

class ScoreCommandsTest {
  @TempDir static Path folder;
  private static Path data;
  private static Path run;

  private final Screen screen = new Screen();

  @BeforeAll
  static void train() throws Exception {
    StringBuilder table = new StringBuilder("x,z,y\n");
    for (int i = 0; i < 60; i++) {
      table.append(i).append(",").append(i % 7).append(i < 30 ? ",low\n" : ",high\n");
    }
    data = Files.writeString(folder.resolve("data.csv"), table);
    run = folder.resolve("run");
    Screen trained = new Screen();
    ExitCode exit =
        new Program(trained.terminal())
            .run(
                "train",
                "--engine",
                "local",
                "--threads",
                "1",
                "--input",
                data.toString(),
                "--output",
                run.toString(),
                "--l2",
                "1e-3");
    assertEquals(ExitCode.DONE, exit, trained.err());
  }

  private ExitCode call(Terminal.Mode mode, String... words) {
    return new Program(screen.terminal(mode))
        .run(
            Stream.concat(
                    Stream.of(words), Stream.of("-D", "hadoop.tmp.dir=" + folder.resolve("tmp")))
                .toArray(String[]::new));
  }

  @Test
  void evaluateTellsMetricsAndTheTable() throws Exception {
    Path reports = folder.resolve("reports");
    ExitCode exit =
        call(
            Terminal.Mode.PLAIN,
            "evaluate",
            "--engine",
            "local",
            "--model",
            run.toString(),
            "--input",
            data.toString(),
            "--require",
            "accuracy=0.9",
            "--output",
            reports.toString());
    assertEquals(ExitCode.DONE, exit, screen.err());
    assertTrue(screen.out().contains("samples    60"), screen.out());
    assertTrue(screen.out().contains("accuracy   1.0000"), screen.out());
    assertTrue(screen.out().lines().anyMatch(line -> line.matches("high +30 +0")), screen.out());
    JsonNode document = new ObjectMapper().readTree(reports.resolve("evaluation.json").toFile());
    assertEquals(60, document.path("rows").asLong());
  }

  @Test
  void aMetricBelowItsBoundEndsWithOneAndJsonSaysSo() throws Exception {
    ExitCode exit =
        call(
            Terminal.Mode.JSON,
            "evaluate",
            "--model",
            run.toString(),
            "--input",
            data.toString(),
            "--json",
            "--require",
            "log-loss=1e-9,rmse=3");
    assertEquals(ExitCode.FAILED, exit);
    JsonNode document = new ObjectMapper().readTree(screen.out());
    assertEquals(1, document.path("exitCode").asInt());
    assertEquals(2, document.path("problems").size());
    assertEquals(1.0, document.at("/evaluation/metrics/auc").asDouble());
    assertTrue(screen.err().contains("rmse is required and does not apply"), screen.err());
  }

  @Test
  void predictWritesInThisProcessAndAsAJob() throws Exception {
    for (String engine : List.of("local", "chained")) {
      Path output = folder.resolve("scores-" + engine);
      ExitCode exit =
          call(
              Terminal.Mode.PLAIN,
              "predict",
              "--engine",
              engine,
              "--model",
              run.toString(),
              "--input",
              data.toString(),
              "--key",
              "x",
              "--output",
              output.toString());
      assertEquals(ExitCode.DONE, exit, screen.err());
    }
    assertTrue(screen.out().contains("done: 60 predictions"), screen.out());
    List<String> lines = Files.readAllLines(folder.resolve("scores-local/part-00000.csv"));
    assertEquals("x,prediction,p_low", lines.get(0));
    assertTrue(lines.get(1).matches("0,low,(1\\.0|0\\.9.*)"), lines.get(1));
    assertEquals(lines, Files.readAllLines(folder.resolve("scores-chained/part-00000.csv")));
  }

  @Test
  void everyProblemIsToldAtOnce() {
    ExitCode exit =
        call(
            Terminal.Mode.PLAIN,
            "evaluate",
            "--input",
            folder.resolve("nothing").toString(),
            "--require",
            "beauty=1");
    assertEquals(ExitCode.WRONG_USAGE, exit);
    assertTrue(screen.err().contains("--model"), screen.err());
    assertTrue(screen.err().contains("nothing at"), screen.err());
    assertTrue(screen.err().contains("no such metric"), screen.err());
  }

  @Test
  void dataWithoutTheColumnsIsBadData() throws Exception {
    Path other = Files.writeString(folder.resolve("other.csv"), "a,b\n1,2\n3,4\n");
    ExitCode exit =
        call(
            Terminal.Mode.PLAIN,
            "predict",
            "--model",
            run.toString(),
            "--input",
            other.toString(),
            "--output",
            folder.resolve("none").toString());
    assertEquals(ExitCode.BAD_DATA, exit);
    assertTrue(screen.err().contains("lacks columns of the training data: x, z"), screen.err());
  }
}
