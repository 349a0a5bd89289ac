package org.trainyard.mapreduce.algorithm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The project's data sets, read without the project's readers. */
public final class RealSamples {
  private static final Path DATA = Path.of("../integration-tests/data");

  private RealSamples() {}

  /** Fisher's iris as UCI has it: 150 rows, 4 features, 3 classes. */
  public static Samples iris() throws IOException {
    List<String> names = new ArrayList<>();
    List<float[]> x = new ArrayList<>();
    List<Double> labels = new ArrayList<>();
    for (String line : Files.readAllLines(DATA.resolve("iris/iris.csv"))) {
      String[] fields = line.split(",");
      if (fields.length == 5) {
        float[] row = new float[4];
        for (int j = 0; j < 4; j++) {
          row[j] = Float.parseFloat(fields[j]);
        }
        x.add(row);
        if (!names.contains(fields[4])) {
          names.add(fields[4]);
        }
        labels.add((double) names.indexOf(fields[4]));
      }
    }
    return new Samples(
        x.toArray(float[][]::new), labels.stream().mapToDouble(Double::doubleValue).toArray());
  }
}
