package org.trainyard.it.bench.peer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Objective against iterations and time for each optimiser of linear models, in the local engine on
 * packed data; see {@code scripts/bench/optimisers --help}. An iteration is one scan.
 */
public final class OptimisersMain {
  private static final double[] GAPS = {1e-2, 1e-4, 1e-6};

  private final Place place;
  private final Task task;
  private final int limitSeconds;

  /** Options of an optimiser, its learning rate tried by hand among 1, 3, 10, … */
  private record Method(String name, List<String> options) {
    static Method of(String name, String options) {
      return new Method(name, List.of(options.split(" ")));
    }
  }

  private OptimisersMain(Place place, Task task, int limitSeconds) {
    this.place = place;
    this.task = task;
    this.limitSeconds = limitSeconds;
  }

  /** House, target, folder of Hadoop's jars; data sets, scale, seconds for each optimiser. */
  public static void main(String[] args) throws IOException, InterruptedException {
    Place place = new Place(Path.of(args[0]), Path.of(args[1]), Path.of(args[2]));
    DataSets data = new DataSets(place, Double.parseDouble(args[4]));
    StringBuilder report = new StringBuilder();
    List<String> curves = new ArrayList<>(List.of("data,optimiser,scan,seconds,objective,gap"));
    for (String name : args[3].equals("all") ? DataSets.NAMES : List.of(args[3].split(","))) {
      Task task = data.task(name);
      double reference = new Contest(place, task, 3600).reference();
      OptimisersMain on = new OptimisersMain(place, task, Integer.parseInt(args[5]));
      String part = on.table(on.measure(), reference, curves);
      System.out.println(part);
      report.append(part);
      Files.writeString(place.target().resolve("optimisers.md"), report);
      Files.write(place.target().resolve("optimisers.csv"), curves);
    }
  }

  private static List<Method> methods(boolean wide) {
    return List.of(
        Method.of("L-BFGS", "--optimiser lbfgs"),
        Method.of("trust-region Newton", "--optimiser newton"),
        Method.of("gradient descent, rate 1", "--optimiser gradient-descent --learning-rate 1"),
        Method.of("Adam, rate 0.1", "--optimiser adam --learning-rate 0.1"),
        wide
            ? Method.of(
                "local SGD, rate 1, batches of 4096",
                "--optimiser local-sgd --learning-rate 1 --batch-size 4096")
            : Method.of(
                "local SGD, rate 0.03, batches of 64",
                "--optimiser local-sgd --learning-rate 0.03 --batch-size 64"));
  }

  /** The iterations of each method, in the order of the methods. */
  private Map<String, List<Trainyard.Iteration>> measure()
      throws IOException, InterruptedException {
    Path home = place.target().resolve("optimisers").resolve(task.name());
    String packed = home.resolve("packed").toUri().toString();
    FileTree.delete(home);
    Files.createDirectories(home);
    trainyard(
        Stream.of(
            "pack",
            "--engine",
            "local",
            "--format",
            "libsvm",
            "--input",
            task.file().toUri().toString()),
        packed);
    Map<String, List<Trainyard.Iteration>> found = new LinkedHashMap<>();
    for (Method method : methods(task.columns() > 100_000)) {
      System.err.println(task.name() + ": " + method.name());
      Path folder = home.resolve(method.options().get(1));
      Files.createDirectories(folder);
      Stream<String> words =
          Stream.of(
                  Stream.of("train", "--engine", "local", "--input", packed),
                  Stream.of("--gradient-tolerance", "1e-7", "--time-limit", "" + limitSeconds),
                  method.options().stream(),
                  Trainyard.objective(task).stream().skip(2))
              .flatMap(part -> part);
      String run = folder.resolve("run").toUri().toString();
      trainyard(words, run);
      Trainyard.extract(place, false, run, folder);
      found.put(method.name(), Trainyard.iterations(folder));
      FileTree.delete(folder);
    }
    FileTree.delete(home);
    return found;
  }

  private void trainyard(Stream<String> words, String output)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(place.script("trainyard").toString()));
    words.forEach(command::add);
    command.addAll(List.of("--output", output));
    Trainyard peer = new Trainyard(place, "local");
    Path folder = place.target().resolve("optimisers").resolve("last");
    MeasuredProcess.Outcome outcome =
        new MeasuredProcess(folder, peer.environment(), List.of()).run(command, 3600);
    if (!peer.succeeded(outcome.exitCode())) {
      throw new IOException(command + " ended with " + outcome.exitCode() + ", see " + folder);
    }
  }

  private String table(
      Map<String, List<Trainyard.Iteration>> found, double reference, List<String> curves) {
    double best =
        found.values().stream()
            .flatMap(List::stream)
            .mapToDouble(Trainyard.Iteration::objective)
            .filter(Double::isFinite)
            .reduce(reference, Math::min);
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%n**%s**: %,d rows, %,d columns; l2 %.3g; best objective %.9f%n%n"
                + "| optimiser | scans; s to 1e-2 | scans; s to 1e-4 | scans; s to 1e-6 | scans; s in all |%n"
                + "| --- | --- | --- | --- | --- |%n",
            task.name(),
            task.rows(),
            task.columns(),
            task.l2(),
            best));
    found.forEach(
        (name, iterations) -> {
          text.append("| ").append(name);
          for (double gap : GAPS) {
            text.append(" | ").append(reached(iterations, best * (1 + gap)));
          }
          text.append(" | ").append(place(iterations, iterations.size())).append(" |\n");
          for (int k = 1; k <= iterations.size(); k++) {
            double objective = iterations.get(k - 1).objective();
            curves.add(
                "%s,%s,%d,%s,%s,%s"
                    .formatted(
                        task.name(),
                        name.replace(",", ""),
                        k,
                        seconds(iterations, k),
                        objective,
                        (objective - best) / best));
          }
        });
    return text.toString();
  }

  private static String reached(List<Trainyard.Iteration> iterations, double objective) {
    for (int k = 1; k <= iterations.size(); k++) {
      if (iterations.get(k - 1).objective() <= objective) {
        return place(iterations, k);
      }
    }
    return "–";
  }

  private static String place(List<Trainyard.Iteration> iterations, int scans) {
    return String.format(Locale.ROOT, "%d; %.2f", scans, seconds(iterations, scans));
  }

  /** From the start of the first iteration to the end of this one. */
  private static double seconds(List<Trainyard.Iteration> iterations, int scans) {
    Trainyard.Iteration last = iterations.get(scans - 1);
    return (last.startedMs() - iterations.get(0).startedMs()) / 1e3 + last.seconds();
  }
}
