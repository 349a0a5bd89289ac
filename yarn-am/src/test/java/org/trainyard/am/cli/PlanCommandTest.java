package org.trainyard.am.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trainyard.am.outcome.ExitCode;
import org.trainyard.formats.run.JsonFile;

/** A dry run on a9a. */
class PlanCommandTest {
  @TempDir private Path folder;
  private Screen screen = new Screen();

  private String a9a() throws IOException {
    Path plain = folder.resolve("a9a.libsvm");
    Path packed = Path.of("../integration-tests/data/a9a/a9a.libsvm.gz");
    try (InputStream in = new GZIPInputStream(Files.newInputStream(packed))) {
      Files.copy(in, plain);
    }
    return plain.toString();
  }

  private JsonNode json(String... words) throws IOException {
    screen = new Screen();
    Program program = new Program(screen.terminal(Terminal.Mode.JSON));
    assertEquals(ExitCode.DONE, program.run(words), screen::err);
    return JsonFile.MAPPER.readTree(screen.out());
  }

  /** Of this process: others may plan at the same time. */
  private static long leftovers() throws IOException {
    String ours = "trainyard-plan-" + ProcessHandle.current().pid() + "-";
    try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return files.filter(file -> file.getFileName().toString().startsWith(ours)).count();
    }
  }

  @Test
  void rawInputIsSizedFromASampleAndThePackedDatasetIsCounted() throws IOException {
    long before = leftovers();
    String input = a9a();
    JsonNode plan = json("plan", "--json", "--engine", "local", "--input", input, "--l2", "1e-3");
    JsonNode found = plan.get("found");
    assertFalse(found.get("counted").asBoolean());
    assertEquals(32_561, found.get("rows").asLong(), 2000);
    assertEquals(Files.size(Path.of(input)), found.get("inputBytes").asLong());
    assertTrue(found.get("visitSeconds").asDouble() > 0);
    int iterations = found.get("iterations").asInt();
    assertTrue(iterations > 3 && iterations < 100, "" + iterations);
    assertEquals("local", plan.get("engines").get(0).get("engine").asText());
    assertEquals(before, leftovers(), "temporary folders");

    String dataset = folder.resolve("packed").toString();
    json("pack", "--json", "--engine", "local", "--input", input, "--output", dataset);
    JsonNode counted = json("plan", "--json", "--engine", "local", "--input", dataset);
    assertTrue(counted.get("found").get("counted").asBoolean());
    assertEquals(32_561, counted.get("found").get("rows").asLong());
    assertEquals(0.0, counted.get("found").get("packSeconds").asDouble());
  }

  @Test
  void peopleReadWhatItWouldTakeAndWhatLimitsIt() throws IOException {
    String input = a9a();
    ExitCode exit =
        new Program(screen.terminal()).run("plan", "--engine", "local", "--input", input);
    assertEquals(ExitCode.DONE, exit, screen::err);
    assertTrue(screen.out().contains("samples of at least 123 features"), screen.out());
    assertTrue(screen.out().contains("limited by"), screen.out());
    assertTrue(screen.out().contains("train would use engine local"), screen.out());
  }

  @Test
  void allProblemsAreToldBeforeAnythingIsRead() {
    ExitCode exit =
        new Program(screen.terminal())
            .run("plan", "--input", folder.resolve("none").toString(), "--l2", "-1");
    assertEquals(ExitCode.WRONG_USAGE, exit);
    assertTrue(screen.err().contains("--l2"), screen.err());
    assertTrue(screen.err().contains("there is nothing at"), screen.err());
  }
}
