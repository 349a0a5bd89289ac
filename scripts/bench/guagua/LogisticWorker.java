import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.StringTokenizer;
import ml.shifu.guagua.hadoop.io.GuaguaLineRecordReader;
import ml.shifu.guagua.hadoop.io.GuaguaWritableAdapter;
import ml.shifu.guagua.io.GuaguaFileSplit;
import ml.shifu.guagua.worker.AbstractWorkerComputable;
import ml.shifu.guagua.worker.WorkerContext;
import org.apache.hadoop.io.LongWritable;
import org.apache.hadoop.io.Text;

/** Keeps its rows in memory, parsed once, and sums the gradient of the log loss over them. */
public final class LogisticWorker
    extends AbstractWorkerComputable<
        Numbers, Numbers, GuaguaWritableAdapter<LongWritable>, GuaguaWritableAdapter<Text>> {
  static final String COLUMNS = "bench.columns";

  private final List<Row> rows = new ArrayList<>();
  private int columns;

  /**
   * A row.
   *
   * @param y 1 or 0
   * @param at columns from 0
   */
  private record Row(double y, int[] at, float[] values) {}

  @Override
  public void initRecordReader(GuaguaFileSplit split) throws IOException {
    setRecordReader(new GuaguaLineRecordReader(split));
  }

  @Override
  public void init(WorkerContext<Numbers, Numbers> context) {
    columns = Integer.parseInt(context.getProps().getProperty(COLUMNS));
  }

  @Override
  public void load(
      GuaguaWritableAdapter<LongWritable> position,
      GuaguaWritableAdapter<Text> line,
      WorkerContext<Numbers, Numbers> context) {
    StringTokenizer words = new StringTokenizer(line.getWritable().toString());
    double y = Double.parseDouble(words.nextToken()) > 0 ? 1 : 0;
    int[] at = new int[words.countTokens()];
    float[] values = new float[at.length];
    for (int i = 0; i < at.length; i++) {
      String word = words.nextToken();
      int colon = word.indexOf(':');
      at[i] = Integer.parseInt(word, 0, colon, 10) - 1;
      values[i] = Float.parseFloat(word.substring(colon + 1));
    }
    rows.add(new Row(y, at, values));
  }

  /** The first time at the origin: the master has said nothing yet. */
  @Override
  public Numbers doCompute(WorkerContext<Numbers, Numbers> context) {
    double[] weights =
        context.isFirstIteration() ? new double[columns] : context.getLastMasterResult().values();
    double[] sums = new double[columns + 1];
    for (Row row : rows) {
      add(row, weights, sums);
    }
    sums[columns] = rows.size();
    return new Numbers(sums);
  }

  private static void add(Row row, double[] weights, double[] sums) {
    int[] at = row.at();
    float[] values = row.values();
    double margin = 0;
    for (int i = 0; i < at.length; i++) {
      margin += weights[at[i]] * values[i];
    }
    double error = 1 / (1 + Math.exp(-margin)) - row.y();
    for (int i = 0; i < at.length; i++) {
      sums[at[i]] += error * values[i];
    }
  }
}
