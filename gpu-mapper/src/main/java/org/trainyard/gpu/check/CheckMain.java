package org.trainyard.gpu.check;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.trainyard.gpu.CudaProvider;
import org.trainyard.mapreduce.algorithm.TrainingKeys;
import org.trainyard.mapreduce.kernel.KernelSettings;
import org.trainyard.mapreduce.kernel.Kernels;
import org.trainyard.mapreduce.kernel.KernelsUnavailableException;
import org.trainyard.mapreduce.kernel.Precision;

/** The command of the bundle: checks the sums of a device, then measures. */
public final class CheckMain {
  private static final int WRONG = 1;
  private static final int NO_DEVICE = 3;
  private static final double MEMORY = 0.9;

  /** More than two orders of summation of so many doubles differ by. */
  private static final double MOST_ERROR = 1e-9;

  /** Losses of products in floats, added in doubles. */
  private static final double MOST_ERROR_SINGLE = 1e-5;

  private static final String USAGE =
      """
      Usage: run [--small] [--sums-only] [--json FILE]

      Checks the kernels on the GPU of this machine: exact sums have the CPU's bytes, all sums are the same every time, an
      objective agrees with plain double precision; then measures passes over data that lie in the GPU's memory.

        --small      problems that take seconds, whose speed says nothing
        --sums-only  measure nothing
        --json FILE  write all figures to a file too

      Exit codes: 0 all is right, 1 something is wrong, 2 wrong options, 3 there is no GPU.
      """;

  private final PrintStream out;
  private final boolean small;
  private final boolean sumsOnly;
  private final ObjectNode document = new ObjectMapper().createObjectNode();

  private CheckMain(PrintStream out, boolean small, boolean sumsOnly) {
    this.out = out;
    this.small = small;
    this.sumsOnly = sumsOnly;
  }

  /** Runs, and ends the process. */
  public static void main(String[] args) throws IOException {
    System.exit(run(List.of(args), System.out));
  }

  /** Runs; the exit code. */
  static int run(List<String> args, PrintStream out) throws IOException {
    List<String> left = new ArrayList<>(args);
    boolean small = left.remove("--small");
    boolean sumsOnly = left.remove("--sums-only");
    int at = left.indexOf("--json");
    boolean json = at >= 0 && at + 1 < left.size();
    Path file = json ? Path.of(left.remove(at + 1)) : null;
    if (json) {
      left.remove(at);
    }
    if (!left.isEmpty()) {
      out.print(USAGE);
      return left.equals(List.of("--help")) ? 0 : 2;
    }
    CheckMain check = new CheckMain(out, small, sumsOnly);
    int exit = check.run();
    if (file != null) {
      check.document.put("exitCode", exit);
      Files.writeString(file, check.document.toPrettyString() + "\n");
    }
    return exit;
  }

  private int run() {
    try {
      Yardsticks yardsticks =
          small ? Yardsticks.measure(1 << 20, 64) : Yardsticks.measure(1L << 30, 1 << 16);
      say("device     %s", yardsticks.device());
      document.put("device", yardsticks.device());
      say(
          "at best    %.0f GB/s copied, %.1f TFLOPS in single precision",
          yardsticks.bytesPerSecond() / 1e9, yardsticks.flopsPerSecond() / 1e12);
      document.put("copyBytesPerSecond", yardsticks.bytesPerSecond());
      document.put("flopsPerSecond", yardsticks.flopsPerSecond());
      boolean right = true;
      for (Precision precision : Precision.values()) {
        say("precision  %s", precision.name().toLowerCase(Locale.ROOT));
        try (Kernels kernels = new CudaProvider().open(new KernelSettings(precision, MEMORY))) {
          right &= sums(kernels, precision);
          if (!sumsOnly) {
            speed(kernels, precision, yardsticks);
          }
        }
      }
      say(right ? "all is right" : "SOMETHING IS WRONG");
      return right ? 0 : WRONG;
    } catch (KernelsUnavailableException e) {
      say("%s", e.getMessage());
      document.put("missing", e.getMessage());
      return NO_DEVICE;
    }
  }

  private boolean sums(Kernels kernels, Precision precision) {
    boolean right = true;
    SumsCheck check = new SumsCheck(kernels, precision, small ? 2 : 10);
    ArrayNode list = document.withArray("sums");
    for (MadeProblem problem : CheckProblems.forSums(small)) {
      SumsCheck.Outcome outcome = check.check(problem);
      say(
          "sums       %-36s %-9s %s",
          outcome.name(),
          outcome.verdict(),
          outcome.fallbacks().isEmpty() ? "" : "on the CPU: " + outcome.fallbacks());
      ObjectNode one = list.addObject().put("name", outcome.name());
      one.put("precision", precision.name());
      one.put("verdict", outcome.verdict().name()).put("rowsOnDevice", outcome.rows());
      outcome.fallbacks().forEach(one.putObject("fallbacks")::put);
      right &=
          outcome.verdict() == SumsCheck.Verdict.SAME
              || outcome.verdict() == SumsCheck.Verdict.NO_KERNEL;
    }
    ObjectiveCheck.Outcome objective =
        ObjectiveCheck.of(CheckProblems.logistic(small ? 3000 : 100_000, 31, 1), 4, kernels);
    say("objective  %.12f here, error %.1e", objective.told(), objective.error());
    document
        .withArray("objectives")
        .addObject()
        .put("precision", precision.name())
        .put("told", objective.told())
        .put("error", objective.error());
    return right
        && objective.error() < (precision == Precision.EXACT ? MOST_ERROR : MOST_ERROR_SINGLE);
  }

  private void speed(Kernels kernels, Precision precision, Yardsticks yardsticks) {
    SpeedCheck check = new SpeedCheck(kernels, small ? 2 : 10);
    ArrayNode list = document.withArray("speed");
    for (CheckProblems.Timed timed : CheckProblems.forSpeed(small)) {
      SpeedCheck.Outcome outcome = check.time(timed.problem());
      if (outcome.onDevice() == 0) {
        say("speed      %-36s no kernel", outcome.name());
        continue;
      }
      double flops = timed.flopsPerRow() * outcome.rows() / outcome.seconds();
      say(
          "speed      %-36s %9.3f ms  %6.1f GB/s (%3.0f %%)  %6.2f TFLOPS (%3.0f %%)  %6.1f times one core  %3.0f %% on the device",
          outcome.name(),
          1e3 * outcome.seconds(),
          outcome.bytesPerSecond() / 1e9,
          100 * outcome.bytesPerSecond() / yardsticks.bytesPerSecond(),
          flops / 1e12,
          100 * flops / yardsticks.flopsPerSecond(),
          outcome.cpuSeconds() / outcome.seconds(),
          100 * outcome.onDevice());
      list.addObject()
          .put("name", outcome.name())
          .put("precision", precision.name())
          .put("kind", timed.kind())
          .put("rows", outcome.rows())
          .put("features", timed.problem().blocks().get(0).features())
          .put("models", outcome.models())
          .put("units", timed.units())
          .put("batch", TrainingKeys.BATCH_SIZE.get(name -> null))
          .put("bytes", outcome.bytes())
          .put("seconds", outcome.seconds())
          .put("cpuSeconds", outcome.cpuSeconds())
          .put("onDevice", outcome.onDevice())
          .put("flops", flops);
    }
  }

  private void say(String format, Object... arguments) {
    out.println(String.format(Locale.ROOT, format, arguments).stripTrailing());
  }
}
