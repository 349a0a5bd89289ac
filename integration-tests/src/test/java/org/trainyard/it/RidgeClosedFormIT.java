package org.trainyard.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.QRDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trainyard.formats.model.ModelFile;
import org.trainyard.it.cluster.Trainyard;

/**
 * Ridge regression on housing, with a category and missing values, against the normal equations
 * solved by commons-math3.
 */
class RidgeClosedFormIT {
  private static final double L2 = 1e-3;

  @TempDir Path folder;

  @Test
  void theOptimumIsTheSolutionOfTheNormalEquations() throws Exception {
    Trainyard.Result result =
        Trainyard.withoutCluster()
            .run(
                "train",
                "--engine",
                "local",
                "--input",
                Trainyard.data("housing/housing.csv.gz").toString(),
                "--label",
                "median_house_value",
                "--l2",
                Double.toString(L2),
                "--max-iterations",
                "500",
                "--gradient-tolerance",
                "1e-10",
                "--relative-tolerance",
                "0",
                "--output",
                folder.resolve("run").toString());
    assertEquals(0, result.exit(), result.out());
    ModelFile model = TrainedRun.at(new Configuration(), folder.resolve("run").toString()).model();
    Table table = Table.read(model.about().encoding().names());
    assertEquals(1, model.about().objective() / table.closedFormObjective(), 1e-6);
  }

  /**
   * The encoded table: features as float32, missing numbers filled with the mean, categories as
   * one-hot.
   */
  private record Table(double[][] x, double[] y) {

    static Table read(List<String> names) throws IOException {
      List<String[]> lines = new ArrayList<>();
      try (BufferedReader in =
          new BufferedReader(
              new InputStreamReader(
                  new GZIPInputStream(
                      Files.newInputStream(Trainyard.data("housing/housing.csv.gz")))))) {
        in.lines().skip(1).forEach(line -> lines.add(line.split(",", -1)));
      }
      TreeSet<String> categories = new TreeSet<>();
      lines.forEach(line -> categories.add(line[9]));
      assertEquals(8 + categories.size(), names.size());
      double bedrooms =
          lines.stream()
              .filter(line -> !line[4].isEmpty())
              .mapToDouble(line -> Double.parseDouble(line[4]))
              .average()
              .orElseThrow();
      double[][] x = new double[lines.size()][names.size()];
      double[] y = new double[lines.size()];
      List<String> order = List.copyOf(categories);
      for (int r = 0; r < x.length; r++) {
        String[] line = lines.get(r);
        for (int c = 0; c < 8; c++) {
          x[r][c] = line[c].isEmpty() ? (float) bedrooms : Float.parseFloat(line[c]);
        }
        x[r][8 + order.indexOf(line[9])] = 1;
        y[r] = Double.parseDouble(line[8]);
      }
      return new Table(x, y);
    }

    /**
     * min over w, b of mean (xw + b - y)²/2 + l2/2 |w|²: centred, so that the intercept drops out.
     */
    double closedFormObjective() {
      RealMatrix a = new Array2DRowRealMatrix(x);
      RealVector b = new ArrayRealVector(y);
      int n = x.length;
      double yMean = b.getL1Norm() / n;
      b = b.mapSubtract(yMean);
      for (int c = 0; c < a.getColumnDimension(); c++) {
        RealVector column = a.getColumnVector(c);
        double mean = column.dotProduct(new ArrayRealVector(n, 1.0)) / n;
        a.setColumnVector(c, column.mapSubtract(mean));
      }
      RealMatrix normal = a.transpose().multiply(a).scalarMultiply(1.0 / n);
      for (int c = 0; c < normal.getColumnDimension(); c++) {
        normal.addToEntry(c, c, L2);
      }
      RealVector w =
          new QRDecomposition(normal).getSolver().solve(a.preMultiply(b).mapMultiply(1.0 / n));
      RealVector residual = a.operate(w).subtract(b);
      return residual.dotProduct(residual) / (2.0 * n) + L2 / 2 * w.dotProduct(w);
    }
  }
}
