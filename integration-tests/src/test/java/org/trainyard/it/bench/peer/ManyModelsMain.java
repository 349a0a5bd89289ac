package org.trainyard.it.bench.peer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;

/**
 * What many models in one scan cost against one, in the local engine on packed data; see {@code
 * scripts/bench/many-models --help}.
 */
public final class ManyModelsMain {
  private static final int LIMIT_SECONDS = 600;

  /** Iterations of a run that measures scans, and how many of the first are left out. */
  private static final int SCANS = 12;

  private static final int WARMING = 4;
  private static final String VALUES = "l2=log:1e-7..1e-1/";
  private static final Pattern PASSES = Pattern.compile("configurations, ([0-9,]+) model-passes");
  private static final Pattern SCORE = Pattern.compile("by held-out [a-z]+ ([-0-9.e]+);");

  private final Place place;
  private final Task task;
  private final int rounds;

  /**
   * What is compared.
   *
   * @param name of the row
   * @param options beside input, output and engine
   * @param fixed whether the iterations are fixed in number, so that scans are compared
   */
  private record Case(String name, List<String> options, boolean fixed) {
    static Case of(String name, boolean fixed, String options) {
      return new Case(name, List.of(options.split(" ")), fixed);
    }
  }

  /**
   * A run of a case.
   *
   * @param seconds of the whole process
   * @param scan seconds of an iteration, the median
   * @param iterations of the run
   * @param passes model-passes; 0 where none are told
   * @param score of the published configuration; NaN where none is told
   */
  private record Outcome(double seconds, double scan, int iterations, long passes, double score) {}

  private ManyModelsMain(Place place, Task task, int rounds) {
    this.place = place;
    this.task = task;
    this.rounds = rounds;
  }

  /** House, target, folder of Hadoop's jars; data sets, scale, rounds. */
  public static void main(String[] args) throws IOException, InterruptedException {
    Place place = new Place(Path.of(args[0]), Path.of(args[1]), Path.of(args[2]));
    DataSets data = new DataSets(place, Double.parseDouble(args[4]));
    StringBuilder report = new StringBuilder();
    for (String name : args[3].equals("all") ? DataSets.NAMES : List.of(args[3].split(","))) {
      Task task = data.task(name);
      String part = new ManyModelsMain(place, task, Integer.parseInt(args[5])).measure();
      System.out.println(part);
      report.append(part);
      Files.writeString(place.target().resolve("many-models.md"), report);
    }
  }

  private List<Case> cases() {
    String one = "train --l2 " + task.l2() + " --validation-fraction 0.1";
    String sixteen = "tune --strategy grid --search " + VALUES + "16 --validation-fraction 0.1";
    String folds = "train --l2 " + task.l2() + " --folds 5";
    String search = " --search " + VALUES + "32 --validation-fraction 0.1";
    return List.of(
        Case.of("1 model, a scan", true, one),
        Case.of("16 values of l2, a scan", true, sixteen),
        Case.of("5 folds and all, a scan", true, folds),
        Case.of("1 model, whole run", false, one),
        Case.of("16 values of l2, whole run", false, sixteen),
        Case.of("5 folds and all, whole run", false, folds),
        Case.of("32 values of l2, grid", false, "tune --strategy grid" + search),
        Case.of("32 values of l2, halving", false, "tune --strategy halving" + search));
  }

  private String measure() throws IOException, InterruptedException {
    Path home = place.target().resolve("many-models").resolve(task.name());
    FileTree.delete(home);
    Files.createDirectories(home);
    String packed = home.resolve("packed").toUri().toString();
    trainyard(
        List.of("pack", "--format", "libsvm", "--input", task.file().toUri().toString()), packed);
    Map<Case, List<Outcome>> found = new LinkedHashMap<>();
    for (int round = 0; round < rounds; round++) {
      for (Case one : cases()) {
        System.err.println(task.name() + ", round " + (round + 1) + ": " + one.name());
        found.computeIfAbsent(one, c -> new ArrayList<>()).add(run(one, packed, home));
      }
    }
    FileTree.delete(home);
    return table(new ArrayList<>(found.keySet()), new ArrayList<>(found.values()));
  }

  private Outcome run(Case one, String packed, Path home) throws IOException, InterruptedException {
    Path folder = home.resolve("case");
    Files.createDirectories(folder);
    List<String> words = new ArrayList<>(one.options());
    words.addAll(List.of("--input", packed));
    if (one.fixed()) {
      words.addAll(List.of("--gradient-tolerance", "0", "--relative-tolerance", "0"));
      words.addAll(List.of("--max-iterations", Integer.toString(SCANS)));
    }
    String run = folder.resolve("run").toUri().toString();
    MeasuredProcess.Outcome outcome = trainyard(words, run);
    Trainyard.extract(place, false, run, folder);
    List<Trainyard.Iteration> iterations = Trainyard.iterations(folder);
    double[] scans =
        iterations.stream().skip(WARMING).mapToDouble(Trainyard.Iteration::seconds).toArray();
    FileTree.delete(folder);
    return new Outcome(
        outcome.seconds(),
        median(scans),
        iterations.size(),
        (long) told(outcome, PASSES, 0),
        told(outcome, SCORE, Double.NaN));
  }

  private static double told(MeasuredProcess.Outcome outcome, Pattern pattern, double otherwise) {
    for (MeasuredProcess.Line line : outcome.output()) {
      Matcher matcher = pattern.matcher(line.text());
      if (matcher.find()) {
        return Double.parseDouble(matcher.group(1).replace(",", ""));
      }
    }
    return otherwise;
  }

  private MeasuredProcess.Outcome trainyard(List<String> words, String output)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(place.script("trainyard").toString()));
    command.addAll(words);
    command.addAll(List.of("--engine", "local", "--output", output));
    Trainyard peer = new Trainyard(place, "local");
    Path folder = place.target().resolve("many-models").resolve("last");
    MeasuredProcess.Outcome outcome =
        new MeasuredProcess(folder, peer.environment(), List.of()).run(command, LIMIT_SECONDS);
    if (!peer.succeeded(outcome.exitCode())) {
      throw new IOException(command + " ended with " + outcome.exitCode() + ", see " + folder);
    }
    return outcome;
  }

  private String table(List<Case> cases, List<List<Outcome>> found) {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%n**%s**: %,d rows, %,d columns; packed, local engine%n%n"
                + "| | seconds | ratio | iterations | model-passes | held-out loss |%n"
                + "| --- | --- | --- | --- | --- | --- |%n",
            task.name(),
            task.rows(),
            task.columns()));
    List<Outcome> base = null;
    for (int c = 0; c < cases.size(); c++) {
      boolean first = cases.get(c).name().startsWith("1 ") || cases.get(c).name().endsWith("grid");
      base = first ? found.get(c) : base;
      text.append(row(cases.get(c), found.get(c), base));
    }
    return text.toString();
  }

  private static String row(Case one, List<Outcome> outcomes, List<Outcome> base) {
    double[] seconds = seconds(one, outcomes);
    double[] against = seconds(one, base);
    double[] ratios = new double[seconds.length];
    Arrays.setAll(ratios, round -> seconds[round] / against[round]);
    Outcome last = outcomes.get(outcomes.size() - 1);
    return String.format(
        Locale.ROOT,
        "| %s | %s | %s | %d | %s | %s |%n",
        one.name(),
        range(seconds, "%.3f"),
        outcomes == base ? "" : range(ratios, "%.2f"),
        last.iterations(),
        last.passes() == 0 ? "" : String.format(Locale.ROOT, "%,d", last.passes()),
        Double.isNaN(last.score()) ? "" : String.format(Locale.ROOT, "%.6f", last.score()));
  }

  private static double[] seconds(Case one, List<Outcome> outcomes) {
    return outcomes.stream()
        .mapToDouble(outcome -> one.fixed() ? outcome.scan() : outcome.seconds())
        .toArray();
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  private static String range(double[] values, String format) {
    return String.format(
        Locale.ROOT,
        format + " (" + format + "–" + format + ")",
        median(values),
        DoubleStream.of(values).min().orElseThrow(),
        DoubleStream.of(values).max().orElseThrow());
  }
}
