package org.trainyard.it.bench.generate;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Writes a data set for benchmarks; see {@code scripts/bench/generate --help}. */
public final class GenerateMain {
  private static final Set<String> OPTIONS =
      Set.of("rows", "columns", "non-zeros", "exponent", "seed", "format", "output", "source");

  private final Map<String, String> options = new HashMap<>();

  private GenerateMain(String[] args) {
    for (int i = 1; i < args.length; i += 2) {
      String name = args[i].replaceFirst("^--", "");
      if (!OPTIONS.contains(name) || i + 1 == args.length) {
        throw new IllegalArgumentException("'" + args[i] + "' is no option, or lacks its value");
      }
      options.put(name, args[i + 1]);
    }
  }

  /** The name of a data set, then options and values. */
  public static void main(String[] args) throws IOException {
    try {
      if (args.length == 0) {
        throw new IllegalArgumentException("which data set?");
      }
      new GenerateMain(args).write(args[0]);
    } catch (IllegalArgumentException e) {
      System.err.println("generate: " + e.getMessage() + "; see scripts/bench/generate --help");
      System.exit(2);
    }
  }

  private void write(String name) throws IOException {
    boolean csv = option("format", "libsvm").equals("csv");
    if (csv && !name.equals("dense")) {
      throw new IllegalArgumentException("--format csv: only the dense data set has it");
    }
    switch (name) {
      case "dense" -> dense(csv);
      case "sparse" -> sparse();
      case "a9a" -> {
        RepeatedRows rows = new RepeatedRows(Path.of(option("source", null)));
        save(rows, number("rows", 50L * rows.count()), null);
      }
      case "flights" -> {
        FlightsRows rows = new FlightsRows(Path.of(option("source", null)));
        save(rows, Math.min(number("rows", rows.count()), rows.count()), null);
      }
      default -> throw new IllegalArgumentException("there is no data set '" + name + "'");
    }
  }

  private void dense(boolean csv) throws IOException {
    int columns = Math.toIntExact(number("columns", 50));
    DenseRows.Form form = csv ? DenseRows.Form.CSV : DenseRows.Form.LIBSVM;
    TextBuffer header = new TextBuffer();
    DenseRows.appendHeader(columns, header);
    Rows rows = new DenseRows(columns, number("seed", 1), form);
    save(rows, number("rows", 1_000_000), csv ? header : null);
  }

  private void sparse() throws IOException {
    int columns = Math.toIntExact(number("columns", 1_000_000));
    int entries = Math.toIntExact(number("non-zeros", 40));
    double exponent = Double.parseDouble(option("exponent", "1.1"));
    Rows rows = new SparseRows(columns, entries, exponent, number("seed", 1));
    save(rows, number("rows", 500_000), null);
  }

  /** Under another name first: a file under its own name is complete. */
  private void save(Rows rows, long count, TextBuffer header) throws IOException {
    Path output = Path.of(option("output", null)).toAbsolutePath();
    Files.createDirectories(output.getParent());
    Path partial = output.resolveSibling("." + output.getFileName() + ".partial");
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(partial), 1 << 20)) {
      if (header != null) {
        header.writeTo(out);
      }
      Rows.write(rows, count, out);
    }
    Files.move(partial, output, StandardCopyOption.REPLACE_EXISTING);
  }

  private long number(String name, long usual) {
    long value = Long.parseLong(option(name, Long.toString(usual)));
    if (value < 0) {
      throw new IllegalArgumentException("--" + name + " " + value + ": must be at least 0");
    }
    return value;
  }

  private String option(String name, String usual) {
    String value = options.getOrDefault(name, usual);
    if (value == null) {
      throw new IllegalArgumentException("--" + name + " is missing");
    }
    return value;
  }
}
