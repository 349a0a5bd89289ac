package org.trainyard.it.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.regex.MatchResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Every example does what its text promises. The first one to run starts the development cluster,
 * as it would for a user, and the others find it there. To save time they make fewer iterations
 * than the examples do by themselves; the bounds are what the methods reach in so few.
 */
class ExamplesIT {
  @RegisterExtension
  static final DevelopmentCluster CLUSTER = new DevelopmentCluster("examples-cluster");

  @Test
  void linearRegressionByMiniBatches() throws IOException, InterruptedException {
    Script example = run("linear-regression", 2);
    assertTrue(example.number(RMSE) < 71_500, example.output());
    assertTrue(example.number("^\\s*r2\\s+(\\S+)") > 0.61, example.output());
  }

  @Test
  void gradientDescentFindsTheCoefficients() throws IOException, InterruptedException {
    List<MatchResult> rows =
        run("gradient-descent", 4).all("^ *x\\d+ +found +(\\S+) +put in +(\\S+)$");
    assertEquals(10, rows.size());
    for (MatchResult row : rows) {
      assertEquals(Double.parseDouble(row.group(2)), Double.parseDouble(row.group(1)), 0.02);
    }
  }

  @Test
  void aNetworkDoesBetterThanALinearModel() throws IOException, InterruptedException {
    Script example = run("neural-network", 2);
    assertTrue(example.number(RMSE) < 62_000, example.output());
    assertTrue(example.output().contains("model/model/model.avro"), example.output());
  }

  @Test
  void linearSupportVectorMachine() throws IOException, InterruptedException {
    assertEquals(0.850, run("linear-svm", 5).number(ACCURACY), 0.003);
  }

  @Test
  void softmaxRegressionOnImages() throws IOException, InterruptedException {
    Script example = run("softmax-mnist", 5);
    assertTrue(example.number(ACCURACY) > 0.86, example.output());
  }

  private static final String RMSE = "^\\s*rmse\\s+(\\S+)";
  private static final String ACCURACY = "^\\s*accuracy\\s+(\\S+)";

  private static Script run(String example, int iterations)
      throws IOException, InterruptedException {
    return Script.run(
            CLUSTER.folder(),
            "scripts/examples/" + example,
            "--iterations",
            Integer.toString(iterations))
        .succeeded();
  }
}
