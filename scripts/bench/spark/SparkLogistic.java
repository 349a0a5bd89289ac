import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.ml.classification.LogisticRegression;
import org.apache.spark.ml.classification.LogisticRegressionModel;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerStageCompleted;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Logistic regression with L2 by Spark MLlib, from LIBSVM text to coefficients: data, columns, l2,
 * tolerance, and the local folder for weights.txt and figures.txt (iterations, seconds of each).
 */
public final class SparkLogistic {
  private SparkLogistic() {}

  /** When the evaluations of loss and gradient ended, each a pass over the data. */
  private static final class Passes extends SparkListener {
    private long firstEndMs;
    private long lastEndMs;
    private int count;

    @Override
    public synchronized void onStageCompleted(SparkListenerStageCompleted stage) {
      if (stage.stageInfo().name().contains("RDDLossFunction")
          && stage.stageInfo().completionTime().isDefined()) {
        lastEndMs = (Long) stage.stageInfo().completionTime().get();
        firstEndMs = count++ == 0 ? lastEndMs : firstEndMs;
      }
    }
  }

  public static void main(String[] args) throws Exception {
    Path out = Path.of(args[4]);
    Passes passes = new Passes();
    SparkSession spark = SparkSession.builder().appName("SparkLogistic").getOrCreate();
    spark.sparkContext().addSparkListener(passes);
    Dataset<Row> data =
        spark.read().format("libsvm").option("numFeatures", args[1]).load(args[0]);
    LogisticRegressionModel model =
        new LogisticRegression()
            .setStandardization(false)
            .setFitIntercept(false)
            .setRegParam(Double.parseDouble(args[2]))
            .setTol(Double.parseDouble(args[3]))
            .setMaxIter(1000)
            .fit(data);
    try (PrintWriter weights =
        new PrintWriter(out.resolve("weights.txt").toFile(), StandardCharsets.US_ASCII)) {
      for (double coefficient : model.coefficients().toArray()) {
        weights.println(coefficient);
      }
    }
    int iterations = model.summary().totalIterations();
    spark.stop();
    double seconds = (passes.lastEndMs - passes.firstEndMs) / 1e3 / Math.max(1, iterations);
    Files.write(
        out.resolve("figures.txt"),
        List.of(Integer.toString(iterations), Double.toString(seconds), passes.count + " stages"));
  }
}
