package org.trainyard.am.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trainyard.am.outcome.ExitCode;
import org.trainyard.formats.run.JsonFile;

/** The verb on real data, with the local engine. */
class TunesInThisProcessTest {

  @TempDir private Path folder;
  private Screen screen = new Screen();

  private ExitCode run(String... words) {
    screen = new Screen();
    return new Program(screen.terminal()).run(words);
  }

  private ExitCode tune(String... more) {
    List<String> words =
        new ArrayList<>(
            List.of(
                "tune",
                "--engine",
                "local",
                "--threads",
                "2",
                "--input",
                IRIS,
                "--output",
                folder.resolve("run").toString()));
    words.addAll(Arrays.asList(more));
    return run(words.toArray(String[]::new));
  }

  private static final String IRIS = "../integration-tests/data/iris/iris.csv";

  private JsonNode json(String file) throws IOException {
    return JsonFile.MAPPER.readTree(folder.resolve("run/model/" + file).toFile());
  }

  private List<String> leaderboard() throws IOException {
    return Files.readAllLines(folder.resolve("run/model/leaderboard.csv"));
  }

  @Test
  void halvingTellsItsPlanItsLeaderboardAndWhyEachLeft() throws IOException {
    assertEquals(
        ExitCode.DONE,
        tune(
            "--strategy",
            "halving",
            "--configurations",
            "9",
            "--search",
            "l2=log:1e-3..10",
            "--folds",
            "3",
            "--first-rung",
            "3"),
        screen::err);
    assertTrue(
        screen.out().contains("9 configurations of 4 models each share every scan"), screen.out());
    assertTrue(
        screen.out().contains("3 stay after iteration 3, 1 stay after iteration 9"), screen.out());
    assertTrue(screen.out().contains("other configurations do better"), screen.out());
    assertTrue(screen.out().contains("published"), screen.out());

    List<String> rows = leaderboard();
    assertEquals("rank,l2,loss,deviation,iterations,left,published", rows.get(0));
    assertEquals(10, rows.size());
    assertTrue(rows.get(1).endsWith(",true"), rows.get(1));
    assertEquals(6, rows.stream().filter(row -> row.contains(",3,OUTDONE,false")).count());
    JsonNode candidates = json("candidates.json");
    long passes = candidates.path("modelPasses").asLong();
    long iterations = json("summary.json").path("iterations").asLong();
    long planned = 4 * (9 * 3 + 3 * 6 + (iterations - 9));
    assertTrue(passes > 4 * 9 * 3 && passes <= planned, passes + " of at most " + planned);

    assertEquals(ExitCode.DONE, run("inspect", folder.resolve("run").toString()));
    assertTrue(screen.out().contains("left because"), screen.out());
    assertEquals(ExitCode.DONE, run("status", folder.resolve("run").toString()));
    assertTrue(screen.out().contains("… and 4 more in"), screen.out());
    assertEquals(ExitCode.DONE, run("verify", folder.resolve("run").toString()), screen::err);
  }

  @Test
  void aBudgetEndsTheSearchWithItsOwnReasonAndTheModelIsThere() throws IOException {
    assertEquals(
        ExitCode.STOPPED,
        tune(
            "--strategy",
            "grid",
            "--l2",
            "1e-6,1e-3",
            "--search",
            "l1=0,1e-5,1e-4",
            "--budget",
            "33",
            "--validation-fraction",
            "0.3"),
        screen::err);
    assertTrue(
        screen.out().contains("the budget of 33 model-passes lasts for 5 iterations"),
        screen.out());
    assertEquals("BUDGET", json("summary.json").path("stop").asText());
    assertEquals(30, json("candidates.json").path("modelPasses").asLong());
    assertEquals(7, leaderboard().size());
    assertTrue(leaderboard().get(0).startsWith("rank,l2,l1,loss"), leaderboard().get(0));
  }

  @Test
  void aRefitPublishesAModelOfEverySample() throws IOException {
    tune("--strategy", "grid", "--l2", "1e-4,1e-2", "--validation-fraction", "0.4", "--refit");
    JsonNode candidates = json("candidates.json");
    JsonNode published = candidates.path("models").get(candidates.path("published").asInt());
    assertTrue(published.path("label").asText().endsWith("refit"), published.toString());
    assertTrue(published.path("validation").isEmpty(), "nothing is held out from it");
    assertEquals(4, candidates.path("models").size());
    assertTrue(Double.isFinite(candidates.path("configurations").get(0).path("score").asDouble()));
  }

  @Test
  void aConfigurationThatDivergesLeavesTheOthersAlone() throws IOException {
    assertEquals(
        ExitCode.DONE,
        tune(
            "--strategy",
            "grid",
            "--search",
            "learning-rate=0.1,1e300",
            "--optimiser",
            "gradient-descent",
            "--max-iterations",
            "20",
            "--validation-fraction",
            "0.2"),
        screen::err);
    assertTrue(screen.out().contains("its numbers are not finite any more"), screen.out());
    List<String> rows = leaderboard();
    assertTrue(rows.get(1).startsWith("1,0.1,") && rows.get(1).endsWith(",true"), rows.get(1));
    assertTrue(rows.get(2).contains(",,"), "no score: " + rows.get(2));
    assertTrue(rows.get(2).contains("DIVERGED"), rows.get(2));
  }

  @Test
  void allProblemsAreToldAtOnceAndNothingIsWritten() {
    assertEquals(
        ExitCode.WRONG_USAGE,
        tune("--search", "l2=log:0..1", "--search", "penalty=1,2", "--budget", "-1", "--eta", "1"));
    for (String fragment :
        new String[] {
          "--strategy is missing",
          "begins above 0",
          "'penalty' cannot be searched",
          "--budget",
          "--eta"
        }) {
      assertTrue(screen.err().contains(fragment), fragment + " in\n" + screen.err());
    }
    assertFalse(Files.exists(folder.resolve("run")));
  }

  @Test
  void trainKnowsNoSearch() {
    assertEquals(
        ExitCode.WRONG_USAGE, run("train", "--input", IRIS, "--output", "x", "--search", "l2=1,2"));
    assertTrue(screen.err().contains("--search: there is no such option"), screen.err());
  }
}
