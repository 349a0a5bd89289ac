package org.trainyard.it.script;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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

  /** The shell twin of the nightly workflow, which takes the same properties. */
  @Test
  void aNightOfTheShellTwin() throws IOException, InterruptedException {
    Script.run(CLUSTER.folder(), "scripts/cluster", "start", "--dir", CLUSTER.folder().toString())
        .succeeded();
    Script done = nightly(night("2026-04-12")).succeeded();
    assertTrue(done.output().contains("published as churn@1"), done.output());
    assertTrue(done.output().contains("done: 16281 predictions"), done.output());
    Script again = nightly(night("2026-04-12", "publish", "predict")).succeeded();
    assertTrue(again.output().contains("published as churn@1"), again.output());
    Script poor = nightly(night("2026-04-12", "bound=0.99", "evaluate", "publish"));
    assertEquals(1, poor.exitCode(), poor.output());
    assertTrue(poor.output().contains("not good enough, and nothing was published"), poor.output());
    assertEquals(2, nightly("beauty=1").exitCode());
  }

  private static Script nightly(String... words) throws IOException, InterruptedException {
    return Script.run(CLUSTER.folder(), "scripts/workflows/nightly/nightly", words);
  }

  /**
   * Words for a night on local files, with its models in HDFS, and in this process for the sake of
   * time.
   */
  private static String[] night(String night, String... more) throws IOException {
    Path folder = Files.createDirectories(CLUSTER.folder().resolveSibling("nightly"));
    Path properties = folder.resolve("job.properties");
    Path shipped = Script.HOUSE.resolve("scripts/workflows/nightly");
    Files.copy(shipped.resolve("job.properties"), properties, REPLACE_EXISTING);
    Files.writeString(
        folder.resolve("training.xml"),
        """
        <configuration>
          <property><name>trainyard.stop.max-iterations</name><value>5</value></property>
          <property><name>trainyard.engine.engine</name><value>local</value></property>
        </configuration>
        """);
    Path data = Script.HOUSE.resolve("integration-tests/data/a9a");
    put(data.resolve("a9a.libsvm.gz"), folder.resolve("samples").resolve(night));
    put(data.resolve("a9a.t.libsvm.gz"), folder.resolve("records").resolve(night));
    List<String> words =
        new ArrayList<>(
            List.of("--properties", properties.toString(), "night=" + night, "l2=1e-4,1e-2"));
    words.addAll(List.of("folds=2", "work=/nightly", "registry=/models"));
    words.addAll(List.of("samples=" + folder.resolve("samples").toUri()));
    words.addAll(List.of("records=" + folder.resolve("records").toUri()));
    words.addAll(List.of("test=" + data.resolve("a9a.t.libsvm.gz").toUri()));
    words.addAll(List.of(more));
    return words.toArray(String[]::new);
  }

  private static void put(Path file, Path folder) throws IOException {
    Files.copy(file, Files.createDirectories(folder).resolve(file.getFileName()), REPLACE_EXISTING);
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
