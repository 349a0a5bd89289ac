import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import ml.shifu.guagua.master.BasicMasterInterceptor;
import ml.shifu.guagua.master.MasterContext;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Writes the result at the end: a line with the iterations and the seconds of each without the
 * first, then a line for each coefficient.
 */
public final class WeightsOutput extends BasicMasterInterceptor<Numbers, Numbers> {
  static final String FILE = "bench.output";

  private long firstEnd;
  private long lastEnd;
  private int iterations;

  @Override
  public void postIteration(MasterContext<Numbers, Numbers> context) {
    lastEnd = System.nanoTime();
    firstEnd = iterations++ == 0 ? lastEnd : firstEnd;
  }

  @Override
  public void postApplication(MasterContext<Numbers, Numbers> context) {
    Path file = new Path(context.getProps().getProperty(FILE));
    try (PrintWriter out =
        new PrintWriter(
            FileSystem.get(new Configuration()).create(file), false, StandardCharsets.US_ASCII)) {
      double each = (lastEnd - firstEnd) / 1e9 / Math.max(1, iterations - 1);
      out.println(iterations + " " + each);
      for (double weight : context.getMasterResult().values()) {
        out.println(weight);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + file, e);
    }
  }
}
