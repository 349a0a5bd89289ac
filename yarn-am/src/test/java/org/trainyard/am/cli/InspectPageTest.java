package org.trainyard.am.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.trainyard.am.outcome.ExitCode;

/** {@code inspect --html} of runs that are not finished: live, stopped, failed, half-written. */
@Timeout(120)
class InspectPageTest {
  @TempDir private Path folder;
  private Screen screen = new Screen();
  private Path data;

  @BeforeEach
  void write() throws IOException {
    StringBuilder table = new StringBuilder("x,z,y\n");
    for (int i = 0; i < 200; i++) {
      table.append(i % 17).append(",").append(i % 7).append(i % 3 == 0 ? ",low\n" : ",high\n");
    }
    data = Files.writeString(folder.resolve("data.csv"), table);
  }

  private ExitCode call(String... words) {
    screen = new Screen();
    return new Program(screen.terminal()).run(words);
  }

  private ExitCode train(Path input, String... more) {
    List<String> words = new ArrayList<>(List.of("train", "--engine", "local", "--threads", "1"));
    words.addAll(List.of("--input", input.toString(), "--output", run().toString()));
    words.addAll(List.of("--label", "y"));
    words.addAll(List.of(more));
    return new Program(new Screen().terminal()).run(words.toArray(String[]::new));
  }

  private Path run() {
    return folder.resolve("run");
  }

  private String page() throws IOException {
    Path page = folder.resolve("page.html");
    Files.deleteIfExists(page);
    assertEquals(
        ExitCode.DONE, call("inspect", run().toString(), "--html", page.toString()), screen::err);
    return Files.readString(page);
  }

  private static boolean told(String page, String state) {
    return page.contains("<span class=\"state state-" + state + "\">");
  }

  private void trainUntilStopped() throws IOException {
    CompletableFuture<ExitCode> training =
        CompletableFuture.supplyAsync(
            () ->
                train(
                    data,
                    "--optimiser",
                    "gradient-descent",
                    "--learning-rate",
                    "1e-4",
                    "--max-iterations",
                    "1000000"));
    while (!Files.exists(run().resolve("iterations/00004/_SUCCESS")) && !training.isDone()) {
      LockSupport.parkNanos(1_000_000);
    }
    // What the run tells of itself is written by a thread of its own, sooner or later.
    String live = page();
    while (!told(live, "training") && !training.isDone()) {
      live = page();
    }
    assertTrue(told(live, "training"), "while it is trained");
    assertTrue(live.contains("iteration "), "and how far it is");
    assertEquals(ExitCode.DONE, call("stop", run().toString()));
    assertEquals(ExitCode.STOPPED, training.join());
  }

  @Test
  void ofALiveRunAStoppedOneAndOneThatIsOnlyThereInPart() throws IOException {
    trainUntilStopped();
    String stopped = page();
    assertTrue(told(stopped, "stopped"), "after a person stopped it");

    // The process died in its last iteration, in the middle of a line of its log.
    int last = iterations() - 1;
    Files.delete(run().resolve(String.format("iterations/%05d/_SUCCESS", last)));
    Path log = only(run().resolve("events"));
    String lines = Files.readString(log);
    Files.writeString(log, lines.substring(0, lines.indexOf("\"attempt-ended\"")));
    Files.deleteIfExists(log.resolveSibling("." + log.getFileName() + ".crc"));
    String died = page();
    assertFalse(told(died, "stopped"), "nobody told that it ended");
    assertTrue(died.contains("iteration "), died);

    // Nothing but what was asked for is there.
    for (String part : List.of("events", "iterations", "data", "problem.avro", "page.html")) {
      delete(run().resolve(part));
    }
    assertTrue(told(page(), "idle"), "a run that nobody began");

    String document = Files.readString(run().resolve("run.json"));
    Files.writeString(run().resolve("run.json"), document.substring(0, document.length() / 2));
    Files.deleteIfExists(run().resolve(".run.json.crc"));
    assertFalse(
        call("inspect", run().toString(), "--html", folder.resolve("no.html").toString())
            == ExitCode.DONE);
    assertTrue(screen.err().contains("Cannot read") && screen.err().contains("run.json"));
    assertFalse(Files.exists(folder.resolve("no.html")));
  }

  @Test
  void ofAFailedRunItTellsTheCause() throws IOException {
    Path bad =
        Files.writeString(folder.resolve("bad.csv"), Files.readString(data) + "oops,1,low\n");
    assertEquals(ExitCode.BAD_DATA, train(bad, "--numeric", "x"));
    String page = page();
    assertTrue(told(page, "failed"), page);
    assertTrue(page.contains("bad.csv, line 202"), page);
  }

  private int iterations() throws IOException {
    try (Stream<Path> folders = Files.list(run().resolve("iterations"))) {
      return (int) folders.filter(path -> path.getFileName().toString().matches("\\d+")).count();
    }
  }

  private static Path only(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".jsonl")).findFirst().orElseThrow();
    }
  }

  private static void delete(Path path) throws IOException {
    if (Files.exists(path)) {
      try (Stream<Path> inside = Files.walk(path)) {
        for (Path each : inside.sorted(java.util.Comparator.reverseOrder()).toList()) {
          Files.delete(each);
        }
      }
    }
  }
}
