package org.trainyard.am.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trainyard.am.outcome.ExitCode;

class RegistryCommandsTest {
  @TempDir static Path folder;
  private static Path data;
  private static Path good;
  private static Path poor;

  private final Path registry = folder.resolve("registry-" + System.nanoTime());
  private Screen screen = new Screen();

  @BeforeAll
  static void trainTwo() throws Exception {
    StringBuilder table = new StringBuilder("x,z,y\n");
    for (int i = 0; i < 60; i++) {
      table.append(i).append(",").append(i % 7).append(i < 30 ? ",low\n" : ",high\n");
    }
    data = Files.writeString(folder.resolve("data.csv"), table);
    good = trained("good", "1e-3");
    poor = trained("poor", "100");
  }

  private static Path trained(String name, String l2, String... options) {
    Path run = folder.resolve(name);
    Screen trained = new Screen();
    List<String> words = new ArrayList<>(List.of("train", "--engine", "local", "--threads", "1"));
    words.addAll(List.of("--input", data.toString(), "--output", run.toString(), "--l2", l2));
    words.addAll(List.of(options));
    ExitCode exit = new Program(trained.terminal()).run(words.toArray(String[]::new));
    assertEquals(ExitCode.DONE, exit, trained.err());
    return run;
  }

  private ExitCode call(String... words) {
    screen = new Screen();
    return new Program(screen.terminal())
        .run(
            Stream.concat(
                    Stream.of(words),
                    Stream.of(
                        "-Dtrainyard.registry.root=" + registry,
                        "-Dhadoop.tmp.dir=" + folder.resolve("tmp")))
                .toArray(String[]::new));
  }

  private JsonNode json(String... words) throws Exception {
    ExitCode exit =
        call(Stream.concat(Stream.of(words), Stream.of("--json")).toArray(String[]::new));
    assertEquals(ExitCode.DONE, exit, screen.err());
    return new ObjectMapper().readTree(screen.out());
  }

  @Test
  void publishesOnceAndOnlyWhatIsBetter() throws Exception {
    assertEquals(ExitCode.DONE, call("publish", "m", "--model", good.toString()), screen.err());
    assertArrayEquals(
        Files.readAllBytes(good.resolve("model/model.avro")),
        Files.readAllBytes(registry.resolve("m/versions/00001/model.avro")));

    String[] again = {"publish", "m", "--model", good.toString(), "--if-better", "log-loss"};
    JsonNode same = json(again);
    assertEquals(1, same.path("version").asInt());

    String[] worse = {"publish", "m", "--model", poor.toString(), "--if-better", "log-loss"};
    assertEquals(ExitCode.NOT_BETTER, call(worse));
    assertTrue(screen.out().contains("is no better than that of the current m@1"), screen.out());
    assertEquals(
        ExitCode.DONE,
        call(Stream.concat(Stream.of(worse), Stream.of("--exit-zero")).toArray(String[]::new)));
    assertEquals(1, json("models", "m").path("versions").size());

    assertEquals(ExitCode.DONE, call("publish", "m", "--model", poor.toString(), "--keep-current"));
    assertEquals(1, json("models", "m").path("current").asInt());
    assertEquals(2, json("models", "m").path("versions").size());
  }

  @Test
  void aCrossValidatedModelIsKnownByItsFolds() throws Exception {
    Path run = trained("folds", "1e-3,1", "--folds", "3", "--metric", "log-loss");
    JsonNode summary = new ObjectMapper().readTree(run.resolve("model/summary.json").toFile());
    JsonNode document = json("publish", "m", "--model", run.toString()).path("document");
    assertEquals(summary.path("score"), document.at("/metrics/log-loss"));
    assertTrue(document.at("/spread/log-loss").asDouble() > 0, document.toString());
    assertEquals(document.path("metrics").size(), document.path("spread").size());
    assertTrue(document.path("metrics").has("auc"), "not only the metric that chose");
    assertTrue(document.path("measuredOn").asText().startsWith("the 3 folds"), "and it is said");
    assertEquals(ExitCode.DONE, call("models", "m@1"));
    assertTrue(screen.out().contains(" (sd 0."), screen.out());
    // Its own training says less, and what was held out from nobody has no spread.
    JsonNode other = json("publish", "m", "--model", good.toString()).path("document");
    assertEquals("the training samples", other.path("measuredOn").asText());
    assertTrue(other.path("spread").isEmpty(), other.toString());
  }

  @Test
  void aRefittedModelIsKnownByItsTwin() throws Exception {
    Path run = folder.resolve("refitted");
    screen = new Screen();
    new Program(screen.terminal())
        .run(
            "tune",
            "--engine",
            "local",
            "--threads",
            "1",
            "--strategy",
            "grid",
            "--search",
            "l2=1e-3,1",
            "--validation-fraction",
            "0.3",
            "--refit",
            "--input",
            data.toString(),
            "--output",
            run.toString());
    JsonNode summary = new ObjectMapper().readTree(run.resolve("model/summary.json").toFile());
    JsonNode document = json("publish", "m", "--model", run.toString()).path("document");
    assertEquals(
        summary.path("score"),
        document.path("metrics").path(summary.path("metric").asText()),
        screen.err());
    assertTrue(document.path("measuredOn").asText().contains("its twin"), document.toString());
  }

  @Test
  void theCurrentVersionMovesBackAndForwardAndChoosesTheModel() throws Exception {
    for (Path run : List.of(good, poor)) {
      assertEquals(ExitCode.DONE, call("publish", "m", "--model", run.toString()), screen.err());
    }
    assertEquals(2, json("models", "m").path("current").asInt());
    assertEquals(ExitCode.WRONG_USAGE, call("models", "m", "--forward"));
    assertEquals(1, json("models", "m", "--back").at("/version/version").asInt());
    assertEquals(measured(good.toString()), measured("m"));
    assertEquals(measured(poor.toString()), measured("m@2"));
    assertEquals(2, json("models", "m", "--forward").at("/version/version").asInt());
    assertEquals(measured(poor.toString()), measured("m@current"));
    assertEquals(1, json("models", "m@1", "--make-current").at("/version/version").asInt());
    assertEquals(5, json("models", "m").path("moves").size());
    assertEquals("m", json("models").at("/models/0/name").asText());
    assertEquals(ExitCode.DONE, call("models", "m"));
    assertTrue(
        screen.out().lines().anyMatch(line -> line.contains("--back leads to version 2")),
        screen.out());
  }

  private double measured(String model) throws Exception {
    return json("evaluate", "--engine", "local", "--model", model, "--input", data.toString())
        .at("/evaluation/metrics/log-loss")
        .asDouble();
  }

  @Test
  void keepsTheMetricsOfAnEvaluationOfThisModelAlone() throws Exception {
    Path report = folder.resolve("report-" + System.nanoTime());
    json(
        "evaluate",
        "--engine",
        "local",
        "--model",
        good.toString(),
        "--input",
        data.toString(),
        "--output",
        report.toString());
    assertEquals(
        ExitCode.WRONG_USAGE,
        call("publish", "m", "--model", poor.toString(), "--evaluation", report.toString()));
    assertTrue(screen.err().contains("is of the model"), screen.err());
    JsonNode published =
        json(
            "publish",
            "m",
            "--model",
            good.toString(),
            "--evaluation",
            report.toString(),
            "--if-better",
            "auc>=0.99");
    assertEquals(1.0, published.at("/document/metrics/auc").asDouble());
    assertTrue(published.at("/document/measuredOn").asText().contains("data.csv"));
  }

  @Test
  void saysWhatThereIsWhereSomethingIsNot() {
    assertEquals(
        ExitCode.WRONG_USAGE,
        call(
            "predict",
            "--model",
            "nobody",
            "--input",
            data.toString(),
            "--output",
            folder.resolve("none").toString()));
    assertTrue(screen.err().contains("There is no model 'nobody' in the registry"), screen.err());
    assertEquals(ExitCode.DONE, call("publish", "m", "--model", good.toString()), screen.err());
    assertEquals(ExitCode.WRONG_USAGE, call("models", "m@7"));
    assertTrue(screen.err().contains("has no version 7, only [1]"), screen.err());
    assertEquals(ExitCode.WRONG_USAGE, call("publish", "m@2", "--model", good.toString()));
    assertEquals(
        ExitCode.WRONG_USAGE,
        call("publish", "m", "--model", good.toString(), "--if-better", "beauty"));
    assertEquals(ExitCode.WRONG_USAGE, call("models", "--back"));
    assertEquals(ExitCode.WRONG_USAGE, call("models", "m@1", "--back", "--forward"));
  }
}
