package org.trainyard.gpu.check;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import org.trainyard.gpu.CudaProvider;
import org.trainyard.mapreduce.kernel.KernelSettings;
import org.trainyard.mapreduce.kernel.Kernels;
import org.trainyard.mapreduce.kernel.KernelsUnavailableException;
import org.trainyard.mapreduce.kernel.Precision;

/**
 * The checks of a device, one line each. One that cannot be finished is told and is wrong; the next
 * ones are tried all the same, and say so where the device was lost with it.
 */
final class DeviceChecks {
  private static final double MEMORY = 0.9;

  /** More than two orders of summation of so many doubles differ by. */
  private static final double MOST_ERROR = 1e-9;

  /** Losses of products in floats, added in doubles. */
  private static final double MOST_ERROR_SINGLE = 1e-5;

  private final PrintStream out;
  private final ObjectNode document;
  private final boolean small;
  private final String only;

  /**
   * Nothing was checked.
   *
   * @param out one line for each check
   * @param document all figures
   * @param small whether problems are to take seconds
   * @param only what the name of a check has in it; empty for all
   */
  DeviceChecks(PrintStream out, ObjectNode document, boolean small, String only) {
    this.out = out;
    this.document = document;
    this.small = small;
    this.only = only;
  }

  /** What the device can do at best. */
  Yardsticks yardsticks() throws KernelsUnavailableException {
    Yardsticks yardsticks =
        small ? Yardsticks.measure(1 << 20, 64) : Yardsticks.measure(1L << 30, 1 << 16);
    document.put("when", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    document.put("small", small);
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
    return yardsticks;
  }

  /** All of them in one precision; whether all is right. */
  boolean check(Precision precision, Yardsticks yardsticks, boolean sums, boolean speed) {
    say("precision  %s", name(precision));
    if (precision.onTensorCores() && yardsticks.tensorFlops().isEmpty()) {
      say("not here   compute capability below 8.0");
      return true;
    }
    try (Kernels kernels = new CudaProvider().open(new KernelSettings(precision, MEMORY))) {
      boolean right = true;
      if (sums) {
        right &= sums(kernels, precision);
        right &= products(kernels);
        right &=
            precision.onTensorCores() || attempt("objective", () -> objective(kernels, precision));
      }
      if (speed) {
        right &= speed(kernels, precision, yardsticks);
      }
      return right;
    } catch (KernelsUnavailableException e) {
      return attempt(
          "opening for " + only,
          () -> {
            throw new IllegalStateException(e.getMessage(), e);
          });
    }
  }

  static String name(Precision precision) {
    return precision.name().toLowerCase(Locale.ROOT);
  }

  private boolean attempt(String what, BooleanSupplier check) {
    try {
      return !what.contains(only) || check.getAsBoolean();
    } catch (RuntimeException e) {
      say("FAILED     %-36s %s", what, e.getMessage());
      document.withArray("failures").add(what + ": " + e.getMessage());
      return false;
    }
  }

  private boolean products(Kernels kernels) {
    boolean right = true;
    for (ProductsCheck.Size size : CheckProblems.forProducts(small)) {
      String name = size.rows() + " x " + size.inputs() + " x " + size.outputs();
      right &= attempt("products " + name, () -> product(kernels, size, name));
    }
    return right;
  }

  private boolean product(Kernels kernels, ProductsCheck.Size size, String name) {
    ProductsCheck.Outcome outcome = new ProductsCheck(kernels).check(size);
    say(
        "products   %-36s errors %.3f forward, %.3f back, %.3f gradient of their bounds",
        name, outcome.forward(), outcome.back(), outcome.gradient());
    document
        .withArray("products")
        .addObject()
        .put("name", name)
        .put("precision", kernels.precision().name())
        .put("forward", outcome.forward())
        .put("back", outcome.back())
        .put("gradient", outcome.gradient());
    return outcome.largest() <= 1;
  }

  private boolean sums(Kernels kernels, Precision precision) {
    boolean right = true;
    SumsCheck check = new SumsCheck(kernels, precision, small ? 2 : 10);
    for (MadeProblem problem : CheckProblems.forSums(small, precision)) {
      right &= attempt("sums " + problem.name(), () -> sum(check, problem, precision));
    }
    return right;
  }

  private boolean sum(SumsCheck check, MadeProblem problem, Precision precision) {
    SumsCheck.Outcome outcome = check.check(problem);
    say(
        "sums       %-36s %-9s %s",
        outcome.name(),
        outcome.verdict(),
        outcome.fallbacks().isEmpty() ? "" : "on the CPU: " + outcome.fallbacks());
    ObjectNode one = document.withArray("sums").addObject().put("name", outcome.name());
    one.put("precision", precision.name());
    one.put("verdict", outcome.verdict().name()).put("rowsOnDevice", outcome.rows());
    outcome.fallbacks().forEach(one.putObject("fallbacks")::put);
    return outcome.verdict() == SumsCheck.Verdict.SAME;
  }

  private boolean objective(Kernels kernels, Precision precision) {
    long before = kernels.tally().rowsOnDevice();
    ObjectiveCheck.Outcome objective =
        ObjectiveCheck.of(CheckProblems.logistic(small ? 3000 : 100_000, 31, 1), 4, kernels);
    say("objective  %.12f here, error %.1e", objective.told(), objective.error());
    document
        .withArray("objectives")
        .addObject()
        .put("precision", precision.name())
        .put("told", objective.told())
        .put("error", objective.error());
    boolean onDevice = kernels.tally().rowsOnDevice() > before;
    return onDevice
        && objective.error() < (precision == Precision.EXACT ? MOST_ERROR : MOST_ERROR_SINGLE);
  }

  private boolean speed(Kernels kernels, Precision precision, Yardsticks yardsticks) {
    boolean right = true;
    SpeedCheck check = new SpeedCheck(kernels, small ? 2 : 10);
    for (CheckProblems.Timed timed : CheckProblems.forSpeed(small, precision)) {
      right &=
          attempt(
              "speed " + timed.problem().name(), () -> pace(check, timed, precision, yardsticks));
    }
    return right;
  }

  private boolean pace(
      SpeedCheck check, CheckProblems.Timed timed, Precision precision, Yardsticks yardsticks) {
    SpeedCheck.Outcome outcome =
        check.time(
            timed.problem(),
            timed.suitsCpu() ? SpeedCheck.Reference.CORE : SpeedCheck.Reference.NONE);
    if (outcome.onDevice() < 1) {
      say(
          "speed      %-36s FELL_BACK: %.0f %% on the device",
          outcome.name(), 100 * outcome.onDevice());
      return false;
    }
    String core =
        Double.isNaN(outcome.cpuSeconds())
            ? ""
            : String.format(
                Locale.ROOT, "  %6.1f times one core", outcome.cpuSeconds() / outcome.seconds());
    double flops = timed.flopsPerRow() * timed.passes() * outcome.rows() / outcome.seconds();
    say(
        "speed      %-36s %9.3f ms  %6.1f GB/s (%3.0f %%)  %6.2f TFLOPS (%3.0f %%)%s",
        outcome.name(),
        1e3 * outcome.seconds(),
        outcome.bytesPerSecond() / 1e9,
        100 * outcome.bytesPerSecond() / yardsticks.bytesPerSecond(),
        flops / 1e12,
        100 * flops / yardsticks.flops(precision),
        core);
    document
        .withArray("speed")
        .addObject()
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
    return true;
  }

  private void say(String format, Object... arguments) {
    out.println(String.format(Locale.ROOT, format, arguments).stripTrailing());
  }
}
