package org.trainyard.it.bench.generate;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * The flights of 2013 in LIBSVM's form: does one arrive more than 15 minutes late? Four numbers,
 * brought to mean 0 and deviation 1, then a column of its own for each month, day, hour, carrier,
 * origin and destination. Flights with a missing value are left out.
 */
final class FlightsRows implements Rows {
  private static final List<String> NUMBERS =
      List.of("dep_delay", "air_time", "distance", "minute");
  private static final List<String> CATEGORIES =
      List.of("month", "day", "hour", "carrier", "origin", "dest");
  private static final int LATE_MINUTES = 15;

  private final List<int[]> categories = new ArrayList<>();
  private final List<double[]> numbers = new ArrayList<>();
  private final List<Boolean> late = new ArrayList<>();
  private final double[] mean = new double[NUMBERS.size()];
  private final double[] deviation = new double[NUMBERS.size()];

  /**
   * @param file the repository's flights.csv.gz
   */
  FlightsRows(Path file) throws IOException {
    List<String[]> texts = new ArrayList<>();
    try (BufferedReader in = reader(file)) {
      List<String> header = Arrays.asList(in.readLine().split(","));
      in.lines().map(line -> line.split(",", -1)).forEach(fields -> read(header, fields, texts));
    }
    number(texts);
    scale();
  }

  /** How many there are. */
  int count() {
    return late.size();
  }

  @Override
  public void append(long row, TextBuffer line) {
    int r = (int) row;
    line.append(late.get(r) ? '1' : '0');
    for (int i = 0; i < mean.length; i++) {
      double scaled = (numbers.get(r)[i] - mean[i]) / deviation[i];
      line.append(' ').append(i + 1L).append(':').append(Math.round(scaled * 1e6), 6);
    }
    for (int column : categories.get(r)) {
      line.append(' ').append(column).append(':').append('1');
    }
    line.append('\n');
  }

  private void read(List<String> header, String[] fields, List<String[]> texts) {
    String delay = fields[header.indexOf("arr_delay")];
    String[] chosen = chosen(CATEGORIES, header, fields);
    String[] wanted = chosen(NUMBERS, header, fields);
    if (Stream.of(chosen, wanted, new String[] {delay})
        .flatMap(Stream::of)
        .anyMatch(text -> text.isEmpty() || text.equals("NA"))) {
      return;
    }
    late.add(Double.parseDouble(delay) > LATE_MINUTES);
    numbers.add(Arrays.stream(wanted).mapToDouble(Double::parseDouble).toArray());
    texts.add(chosen);
  }

  private static String[] chosen(List<String> names, List<String> header, String[] fields) {
    return names.stream().map(name -> fields[header.indexOf(name)]).toArray(String[]::new);
  }

  /** Columns in the order of the categories' names, after the numbers. */
  private void number(List<String[]> texts) {
    int next = NUMBERS.size() + 1;
    List<Map<String, Integer>> columns = new ArrayList<>();
    for (int i = 0; i < CATEGORIES.size(); i++) {
      int category = i;
      Map<String, Integer> of = new TreeMap<>();
      TreeSet<String> names = new TreeSet<>();
      texts.forEach(row -> names.add(row[category]));
      for (String name : names) {
        of.put(name, next++);
      }
      columns.add(of);
    }
    for (String[] row : texts) {
      int[] found = new int[row.length];
      Arrays.setAll(found, i -> columns.get(i).get(row[i]));
      categories.add(found);
    }
  }

  private void scale() {
    for (int i = 0; i < mean.length; i++) {
      double sum = 0;
      for (double[] row : numbers) {
        sum += row[i];
      }
      mean[i] = sum / count();
      double squares = 0;
      for (double[] row : numbers) {
        squares += (row[i] - mean[i]) * (row[i] - mean[i]);
      }
      deviation[i] = StrictMath.sqrt(squares / count());
    }
  }

  private static BufferedReader reader(Path file) {
    try {
      return new BufferedReader(
          new InputStreamReader(
              new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    }
  }
}
