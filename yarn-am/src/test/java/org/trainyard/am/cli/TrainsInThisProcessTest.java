package org.trainyard.am.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trainyard.am.outcome.ExitCode;
import org.trainyard.formats.run.JsonFile;

/** The verbs together, on real data, with the local engine. */
class TrainsInThisProcessTest {
  private static final String IRIS = "../integration-tests/data/iris/iris.csv";

  @TempDir private Path folder;
  private Screen screen = new Screen();

  private ExitCode run(String... words) {
    screen = new Screen();
    return new Program(screen.terminal()).run(words);
  }

  private String folder(String name) {
    return folder.resolve(name).toString();
  }

  private ExitCode train(String... more) {
    String[] words =
        new String[] {
          "train", "--engine", "local", "--threads", "2", "--input", IRIS, "--l2", "1e-3"
        };
    String[] all = java.util.Arrays.copyOf(words, words.length + more.length);
    System.arraycopy(more, 0, all, words.length, more.length);
    return run(all);
  }

  @Test
  void aRunIsTrainedReturnedInspectedVerifiedAndNotMistakenForAnother() throws IOException {
    assertEquals(ExitCode.DONE, train("--output", folder("run")), screen::err);
    assertTrue(screen.out().contains("iteration    1"), screen.out());
    assertTrue(screen.out().contains("done: "), screen.out());

    assertEquals(ExitCode.DONE, train("--output", folder("run")), "the same command again");
    assertTrue(screen.out().contains("is finished; this is its result"), screen.out());

    assertEquals(ExitCode.WRONG_USAGE, train("--output", folder("run"), "--seed", "7"));
    assertTrue(screen.err().contains("has 42, asked for is 7"), screen.err());

    assertEquals(ExitCode.DONE, run("inspect", folder("run")));
    assertTrue(screen.out().contains("finished: "), screen.out());
    assertEquals(ExitCode.DONE, run("inspect", folder("run/model")));
    assertTrue(screen.out().contains("features   4"), screen.out());
    assertEquals(ExitCode.DONE, run("inspect", folder("run/data/train")));
    assertTrue(screen.out().contains("samples    150"), screen.out());

    assertTrue(
        Files.readString(folder.resolve("run/page.html")).contains("state-finished\">finished"));
    String page = folder("run.html");
    assertEquals(ExitCode.DONE, run("inspect", folder("run"), "--html", page), screen::err);
    assertTrue(Files.readString(Path.of(page)).contains("state-finished\">finished"));
    assertEquals(
        ExitCode.WRONG_USAGE, run("inspect", folder("run/model"), "--html", folder("no.html")));

    assertEquals(ExitCode.DONE, run("status", folder("run"), "--json"));
    assertEquals("finished", JsonFile.MAPPER.readTree(screen.out()).path("state").asText());
    assertEquals(ExitCode.DONE, run("stop", folder("run")));
    assertTrue(screen.out().contains("finished already"));

    assertEquals(ExitCode.DONE, run("verify", folder("run")), screen::err);
    byte[] model = Files.readAllBytes(folder.resolve("run/model/model.avro"));
    model[model.length - 20] ^= 1;
    Files.delete(folder.resolve("run/model/.model.avro.crc"));
    Files.write(folder.resolve("run/model/model.avro"), model);
    assertEquals(ExitCode.FAILED, run("verify", folder("run")));
    assertTrue(screen.err().contains("SHA-256"), screen.err());
  }

  @Test
  void whoAskedForAGpuIsToldWhatCameOfItLast() {
    assertEquals(ExitCode.DONE, train("--output", folder("run"), "--gpu", "auto"), screen::err);
    String last = screen.out().strip().lines().reduce("", (before, line) -> line);
    assertTrue(last.startsWith("computed   "), screen.out());
    // What it is depends on the machine.
    assertTrue(last.contains(" rows"), screen.out());
    assertEquals(ExitCode.DONE, train("--output", folder("other")), screen::err);
    assertFalse(screen.out().contains("computed   "), screen.out());
  }

  @Test
  void aLimitStopsWithItsOwnExitCodeAndTheModelIsThere() throws IOException {
    assertEquals(
        ExitCode.STOPPED,
        train("--output", folder("run"), "--max-iterations", "2", "--json"),
        screen::err);
    JsonNode document = JsonFile.MAPPER.readTree(screen.out());
    assertEquals(5, document.path("exitCode").asInt());
    assertEquals("MAX_ITERATIONS", document.path("summary").path("stop").asText());
    assertTrue(Files.exists(folder.resolve("run/model/model.avro")));
    assertTrue(screen.err().lines().allMatch(line -> line.startsWith("{\"event\"")), screen.err());
  }

  @Test
  void packMakesADatasetThatCanBeInspected() throws IOException {
    assertEquals(
        ExitCode.DONE,
        run("pack", "--engine", "local", "--input", IRIS, "--output", folder("data")),
        screen::err);
    assertTrue(screen.out().contains("samples    150"), screen.out());
    assertEquals(ExitCode.DONE, run("inspect", folder("data"), "--json"));
    assertEquals(150, JsonFile.MAPPER.readTree(screen.out()).path("dataset").path("rows").asInt());
  }

  @Test
  void allProblemsAreToldAtOnceAndNothingIsWritten() {
    assertEquals(
        ExitCode.WRONG_USAGE,
        run(
            "train",
            "--input",
            folder("nothing"),
            "--output",
            folder("run"),
            "--l2",
            "-1",
            "--folds",
            "1",
            "--algorithm",
            "magic",
            "--ouput",
            "x",
            "-Dtrainyard.modle.l1=3"));
    String told = screen.err();
    for (String fragment :
        new String[] {
          "there is nothing at",
          "--l2",
          "--folds",
          "magic",
          "nearest is --output",
          "nearest is trainyard.model.l1"
        }) {
      assertTrue(told.contains(fragment), fragment + " in\n" + told);
    }
    assertFalse(Files.exists(folder.resolve("run")));
  }

  @Test
  void requiredOptionsAreNamed() {
    assertEquals(ExitCode.WRONG_USAGE, run("train"));
    assertTrue(screen.err().contains("--input") && screen.err().contains("--output"), screen.err());
  }

  @Test
  void dataThatCannotBeUsedHaveAnExitCodeOfTheirOwn() throws IOException {
    Path bad = Files.writeString(folder.resolve("bad.libsvm"), "1 1:2\n1 x:y\n");
    assertEquals(
        ExitCode.BAD_DATA,
        run("train", "--engine", "local", "--input", bad.toString(), "--output", folder("run")));
    assertTrue(screen.err().contains("bad.libsvm"), screen.err());
  }

  @Test
  void aFirstCommandWithAMistakeDoesNotOccupyTheFolder() {
    assertEquals(ExitCode.WRONG_USAGE, train("--output", folder("run"), "--label", "nosuch"));
    assertEquals(ExitCode.DONE, train("--output", folder("run")), screen::err);
  }

  @Test
  void whatIsNotThereIsSaidSo() {
    assertEquals(ExitCode.WRONG_USAGE, run("inspect", folder("nothing")));
    assertTrue(screen.err().contains("There is no dataset, run or model"), screen.err());
    assertEquals(ExitCode.CLUSTER, run("status", folder("nothing")));
    assertTrue(screen.err().contains("There is no run in"), screen.err());
  }
}
