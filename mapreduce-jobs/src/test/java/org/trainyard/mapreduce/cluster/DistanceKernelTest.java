package org.trainyard.mapreduce.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trainyard.formats.sample.SampleBlock;
import org.trainyard.mapreduce.algorithm.Samples;

/** The fast kernels against the definition. */
class DistanceKernelTest {
  @ParameterizedTest
  @CsvSource({
    "1,1,1",
    "1,33,2",
    "2,3,1",
    "127,4,3",
    "128,31,2",
    "129,32,7",
    "200,33,64",
    "300,70,5",
    "257,1,9",
    "64,5,300"
  })
  void agreesWithTheDefinition(int rows, int features, int k) {
    Random random = new Random(rows * 31L + features);
    float[][] x = new float[rows][features];
    for (float[] row : x) {
      for (int j = 0; j < features; j++) {
        row[j] = random.nextInt(3) == 0 ? 0 : (float) random.nextGaussian();
      }
    }
    double[][] centroids = {gaussians(random, k * features), gaussians(random, features)};
    double[] scale = gaussians(random, features);
    Samples samples = new Samples(x);
    check(samples.dense(rows).get(0), x, centroids, null, 0);
    check(samples.dense(rows).get(0), x, centroids, scale, 0);
    check(samples.sparse(rows).get(0), x, centroids, null, 1e-12);
    check(samples.sparse(rows).get(0), x, centroids, scale, 1e-12);
  }

  private static void check(
      SampleBlock block, float[][] x, double[][] centroids, double[] scale, double tolerance) {
    Assignment[] assigned = {new Assignment(), new Assignment()};
    DistanceKernel kernel = new DistanceKernel(centroids, block.features(), scale);
    // Twice, so that scratch of the first visit would show.
    kernel.assign(block, assigned);
    kernel.assign(block, assigned);
    for (int m = 0; m < centroids.length; m++) {
      for (int r = 0; r < x.length; r++) {
        double[] distances = distances(x[r], centroids[m], scale);
        int best = 0;
        for (int c = 1; c < distances.length; c++) {
          best = distances[c] < distances[best] ? c : best;
        }
        assertEquals(best, assigned[m].nearest()[r]);
        assertEquals(distances[best], assigned[m].distance()[r], tolerance * (1 + x[r].length));
      }
    }
  }

  private static double[] distances(float[] row, double[] centroids, double[] scale) {
    double[] distances = new double[centroids.length / row.length];
    for (int c = 0; c < distances.length; c++) {
      for (int j = 0; j < row.length; j++) {
        double s = scale == null ? 1.0 : scale[j];
        double d = row[j] * s - centroids[c * row.length + j] * s;
        distances[c] += d * d;
      }
    }
    return distances;
  }

  private static double[] gaussians(Random random, int count) {
    return random.doubles(count).map(u -> 3 * (2 * u - 1)).toArray();
  }
}
