package org.trainyard.mapreduce.algorithm;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

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

  /** Adult as LIBSVM's a9a: 123 binary features, labels -1 and +1 as classes 0 and 1. */
  public static Samples a9a() throws IOException {
    return libsvm("a9a/a9a.libsvm.gz", 123);
  }

  /** The 16,281 rows that a9a is tested on. */
  public static Samples a9aTest() throws IOException {
    return libsvm("a9a/a9a.t.libsvm.gz", 123);
  }

  private static Samples libsvm(String file, int features) throws IOException {
    List<float[]> x = new ArrayList<>();
    List<Double> labels = new ArrayList<>();
    for (String line : gunzip(file)) {
      String[] fields = line.trim().split(" ");
      float[] row = new float[features];
      for (int f = 1; f < fields.length; f++) {
        int colon = fields[f].indexOf(':');
        int column = Integer.parseInt(fields[f].substring(0, colon)) - 1;
        row[column] = Float.parseFloat(fields[f].substring(colon + 1));
      }
      x.add(row);
      labels.add(Double.parseDouble(fields[0]) > 0 ? 1.0 : 0.0);
    }
    return new Samples(
        x.toArray(float[][]::new), labels.stream().mapToDouble(Double::doubleValue).toArray());
  }

  private static List<String> gunzip(String file) throws IOException {
    try (InputStream in = new GZIPInputStream(Files.newInputStream(DATA.resolve(file)))) {
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII).lines().toList();
    }
  }

  /** The first so many of MNIST's training images: 784 pixels of 0 to 255, 10 classes. */
  public static Samples mnist(int rows) throws IOException {
    byte[] images = bytes("mnist/train-images-idx3-ubyte.gz", 16 + 784 * rows);
    byte[] digits = bytes("mnist/train-labels-idx1-ubyte.gz", 8 + rows);
    float[][] x = new float[rows][784];
    double[] labels = new double[rows];
    for (int r = 0; r < rows; r++) {
      labels[r] = digits[8 + r];
      for (int j = 0; j < 784; j++) {
        x[r][j] = images[16 + 784 * r + j] & 0xFF;
      }
    }
    return new Samples(x, labels);
  }

  private static byte[] bytes(String file, int count) throws IOException {
    try (InputStream in = new GZIPInputStream(Files.newInputStream(DATA.resolve(file)))) {
      return in.readNBytes(count);
    }
  }
}
