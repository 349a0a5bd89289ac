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
      objective and the products of networks agree with plain double precision; then measures passes over data that lie in the GPU's memory.

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
      ObjectNode tensor = document.putObject("tensorFlopsPerSecond");
      yardsticks
          .tensorFlops()
          .forEach(
              (precision, flops) -> {
                say("at best    %.1f TFLOPS in %s on tensor cores", flops / 1e12, name(precision));
                tensor.put(precision.name(), flops);
              });
      boolean right = true;
      for (Precision precision : Precision.values()) {
        right &= check(precision, yardsticks);
      }
      say(right ? "all is right" : "SOMETHING IS WRONG");
      return right ? 0 : WRONG;
    } catch (KernelsUnavailableException e) {
      say("%s", e.getMessage());
      document.put("missing", e.getMessage());
      return NO_DEVICE;
    }
  }

  private boolean check(Precision precision, Yardsticks yardsticks)
      throws KernelsUnavailableException {
    say("precision  %s", name(precision));
    if (precision.onTensorCores() && yardsticks.tensorFlops().isEmpty()) {
      say("not here   compute capability below 8.0");
      return true;
    }
    try (Kernels kernels = new CudaProvider().open(new KernelSettings(precision, MEMORY))) {
      boolean right = sums(kernels, precision) && products(kernels);
      right &= precision.onTensorCores() || objective(kernels, precision);
      if (!sumsOnly) {
        speed(kernels, precision, yardsticks);
      }
      return right;
    }
  }

  private static String name(Precision precision) {
    return precision.name().toLowerCase(Locale.ROOT);
  }

  private boolean products(Kernels kernels) {
    boolean right = true;
    ArrayNode list = document.withArray("products");
    for (ProductsCheck.Size size : CheckProblems.forProducts(small)) {
      ProductsCheck.Outcome outcome = new ProductsCheck(kernels).check(size);
      String name = size.rows() + " x " + size.inputs() + " x " + size.outputs();
      say(
          "products   %-36s errors %.3f forward, %.3f back, %.3f gradient of their bounds",
          name, outcome.forward(), outcome.back(), outcome.gradient());
      list.addObject()
          .put("name", name)
          .put("precision", kernels.precision().name())
          .put("forward", outcome.forward())
          .put("back", outcome.back())
          .put("gradient", outcome.gradient());
      right &= outcome.largest() <= 1;
    }
    return right;
  }

  private boolean sums(Kernels kernels, Precision precision) {
    boolean right = true;
    SumsCheck check = new SumsCheck(kernels, precision, small ? 2 : 10);
    ArrayNode list = document.withArray("sums");
    for (MadeProblem problem : CheckProblems.forSums(small, precision)) {
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
    return right;
  }

  private boolean objective(Kernels kernels, Precision precision) {
    ObjectiveCheck.Outcome objective =
        ObjectiveCheck.of(CheckProblems.logistic(small ? 3000 : 100_000, 31, 1), 4, kernels);
    say("objective  %.12f here, error %.1e", objective.told(), objective.error());
    document
        .withArray("objectives")
        .addObject()
        .put("precision", precision.name())
        .put("told", objective.told())
        .put("error", objective.error());
    return objective.error() < (precision == Precision.EXACT ? MOST_ERROR : MOST_ERROR_SINGLE);
  }

  private void speed(Kernels kernels, Precision precision, Yardsticks yardsticks) {
    SpeedCheck check = new SpeedCheck(kernels, small ? 2 : 10);
    ArrayNode list = document.withArray("speed");
    for (CheckProblems.Timed timed : CheckProblems.forSpeed(small, precision)) {
      SpeedCheck.Outcome outcome =
          check.time(
              timed.problem(),
              timed.suitsCpu() ? SpeedCheck.Reference.CORE : SpeedCheck.Reference.NONE);
      if (outcome.onDevice() == 0) {
        say("speed      %-36s no kernel", outcome.name());
        continue;
      }
      double flops = timed.flopsPerRow() * timed.passes() * outcome.rows() / outcome.seconds();
      say(
          "speed      %-36s %9.3f ms  %6.1f GB/s (%3.0f %%)  %6.2f TFLOPS (%3.0f %%)  %6.1f times one core  %3.0f %% on the device",
          outcome.name(),
          1e3 * outcome.seconds(),
          outcome.bytesPerSecond() / 1e9,
          100 * outcome.bytesPerSecond() / yardsticks.bytesPerSecond(),
          flops / 1e12,
          100 * flops / yardsticks.flops(precision),
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
          .put("batch", timed.batch())
          .put("passes", timed.passes())
          .put("bytes", outcome.bytes())
          .put("seconds", outcome.seconds())
          .put("onDevice", outcome.onDevice())
          .put("flops", flops)
          .put("cpuSeconds", Double.isNaN(outcome.cpuSeconds()) ? null : outcome.cpuSeconds());
    }
  }

  private void say(String format, Object... arguments) {
    out.println(String.format(Locale.ROOT, format, arguments).stripTrailing());
  }
}
