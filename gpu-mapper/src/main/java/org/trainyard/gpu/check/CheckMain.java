package org.trainyard.gpu.check;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.trainyard.mapreduce.kernel.KernelFailedException;
import org.trainyard.mapreduce.kernel.KernelsUnavailableException;
import org.trainyard.mapreduce.kernel.Precision;

/** The command of the bundle: checks the sums of a device, then measures. */
public final class CheckMain {
  private static final int WRONG = 1;
  private static final int WRONG_OPTIONS = 2;
  private static final int NO_DEVICE = 3;

  private static final String USAGE =
      """
      Usage: CheckMain [--small] [--sums-only | --speed-only] [--precision NAME] [--only TEXT] [--json FILE]
             CheckMain --table FILE...

      Checks the kernels on the GPU of this machine: exact sums have the CPU's bytes, all sums are the same every time, an
      objective and the products of networks agree with plain double precision; then measures passes over data that lie in the GPU's memory.

        --small           problems that take seconds, whose speed says nothing
        --sums-only       measure nothing
        --speed-only      check nothing
        --precision NAME  exact, single, tf32 or bf16 only
        --only TEXT       only what has this in its name: sums logistic, products, objective, speed network…
        --json FILE       write all figures to a file too
        --table FILE...   no GPU: a table in Markdown of what such files hold, and which goals are met

      Exit codes: 0 all is right, 1 something is wrong, 2 wrong options, 3 there is no GPU.
      """;

  private final PrintStream out;
  private final ObjectNode document;
  private final DeviceChecks checks;

  private CheckMain(PrintStream out, boolean small, String only) {
    this.out = out;
    this.document = new ObjectMapper().createObjectNode();
    this.checks = new DeviceChecks(out, document, small, only);
  }

  /** Runs, and ends the process. */
  public static void main(String[] args) throws IOException {
    System.exit(run(List.of(args), System.out));
  }

  /** Runs; the exit code. */
  static int run(List<String> args, PrintStream out) throws IOException {
    if (args.size() > 1 && args.get(0).equals("--table")) {
      out.print(ResultsTable.of(args.stream().skip(1).map(Path::of).toList()));
      return 0;
    }
    List<String> left = new ArrayList<>(args);
    boolean small = left.remove("--small");
    boolean sumsOnly = left.remove("--sums-only");
    boolean speedOnly = left.remove("--speed-only");
    String precision = valueOf("--precision", left);
    String only = valueOf("--only", left);
    String file = valueOf("--json", left);
    List<Precision> precisions =
        Arrays.stream(Precision.values())
            .filter(each -> precision == null || DeviceChecks.name(each).equals(precision))
            .toList();
    if (!left.isEmpty() || precisions.isEmpty() || sumsOnly && speedOnly) {
      out.print(USAGE);
      return left.equals(List.of("--help")) ? 0 : WRONG_OPTIONS;
    }
    CheckMain check = new CheckMain(out, small, only == null ? "" : only);
    int exit = check.run(precisions, !speedOnly, !sumsOnly);
    if (file != null) {
      check.document.put("exitCode", exit);
      Files.writeString(Path.of(file), check.document.toPrettyString() + "\n");
    }
    return exit;
  }

  /** The value after an option, both removed; null if it is not there. */
  private static String valueOf(String option, List<String> args) {
    int at = args.indexOf(option);
    if (at < 0 || at + 1 == args.size()) {
      return null;
    }
    args.remove(at);
    return args.remove(at);
  }

  private int run(List<Precision> precisions, boolean sums, boolean speed) {
    try {
      Yardsticks yardsticks = checks.yardsticks();
      boolean right = true;
      for (Precision precision : precisions) {
        right &= checks.check(precision, yardsticks, sums, speed);
      }
      say(right ? "all is right" : "SOMETHING IS WRONG");
      return right ? 0 : WRONG;
    } catch (KernelsUnavailableException e) {
      say(e.getMessage());
      document.put("missing", e.getMessage());
      return NO_DEVICE;
    } catch (KernelFailedException e) {
      say(String.format(Locale.ROOT, "FAILED     %s", e.getMessage()));
      document.withArray("failures").add(String.valueOf(e.getMessage()));
      return WRONG;
    }
  }

  private void say(String sentence) {
    out.println(sentence);
  }
}
