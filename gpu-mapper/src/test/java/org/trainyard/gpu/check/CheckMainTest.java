package org.trainyard.gpu.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trainyard.mapreduce.kernel.Precision;

/** The check runs to its end on the stand-in; what it says of speed there means nothing. */
class CheckMainTest {
  @TempDir Path folder;

  private static String run(int expected, String... args) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
      int exit = CheckMain.run(List.of(args), out);
      String said = bytes.toString(StandardCharsets.UTF_8);
      assertEquals(expected, exit, said);
      return said;
    }
  }

  @Test
  void everySumHasTheBytesOfTheCpuAndEveryFigureIsInTheFile() throws IOException {
    Path file = folder.resolve("figures.json");
    String said = run(0, "--small", "--json", file.toString());
    JsonNode figures = new ObjectMapper().readTree(Files.readString(file));
    int same = 0;
    for (JsonNode sum : figures.path("sums")) {
      boolean exact = sum.path("precision").asText().equals("EXACT");
      same += exact && sum.path("verdict").asText().equals("SAME") ? 1 : 0;
    }
    assertEquals(CheckProblems.forSums(true, Precision.EXACT).size(), same, said);
    assertTrue(figures.path("objectives").path(0).path("error").asDouble(1) < 1e-9, said);
    assertTrue(
        figures.path("speed").size() >= CheckProblems.forSpeed(true, Precision.EXACT).size(), said);
    for (JsonNode speed : figures.path("speed")) {
      assertTrue(speed.path("seconds").asDouble() > 0, said);
    }
    String table = run(0, "--table", file.toString(), folder.resolve("absent").toString());
    assertEquals(
        figures.path("speed").size(),
        table.lines().filter(line -> line.matches("\\| (exact|single|tf32|bf16) .*")).count(),
        table);
    assertTrue(table.contains("16 model(s) (single), as times one model: "), table);
  }

  @Test
  void wrongOptionsAreRefusedAndHelpIsGiven() throws IOException {
    assertTrue(run(2, "--fast").startsWith("Usage"));
    assertTrue(run(2, "--small", "--precision", "half").startsWith("Usage"));
  }

  @Test
  void onlyWhatIsNamedIsChecked() throws IOException {
    String said = run(0, "--small", "--precision", "bf16", "--only", "products 17");
    assertEquals(1, said.lines().filter(line -> line.startsWith("products")).count(), said);
    assertTrue(said.lines().noneMatch(line -> line.startsWith("s")), said);
    assertTrue(run(0, "--help").startsWith("Usage"));
  }

  @Test
  void withoutADriverItSaysSoAndExitsWithThree() throws IOException, InterruptedException {
    // A folder without a driver, before those where there may be one.
    Path none = Files.createDirectory(folder.resolve("none"));
    Files.writeString(none.resolve("libcuda.so.1"), "no library");
    String said = process(3, Map.of("LD_LIBRARY_PATH", none.toString()), "--small");
    assertTrue(said.contains("No GPU"), said);
  }

  @Test
  void whatTheCpuDidForAFailedDeviceIsNotRightAndTheOtherChecksAreTried()
      throws IOException, InterruptedException {
    String said =
        process(
            1,
            Map.of("STAND_IN_FAIL_AT_LAUNCH", "70"),
            "--small",
            "--sums-only",
            "--precision",
            "exact");
    assertTrue(said.contains("FELL_BACK on the CPU: {the GPU failed="), said);
    assertTrue(said.contains("FAILED     products"), said);
    assertTrue(said.contains("it is not used any more"), said);
  }

  private String process(int expected, Map<String, String> environment, String... args)
      throws IOException, InterruptedException {
    Path said = folder.resolve("said");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Dlog4j.configuration=" + System.getProperty("log4j.configuration"),
                "-cp",
                System.getProperty("java.class.path"),
                CheckMain.class.getName()));
    command.addAll(List.of(args));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile());
    builder.environment().putAll(environment);
    assertEquals(expected, builder.start().waitFor(), Files.readString(said));
    return Files.readString(said);
  }
}
