import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import ml.shifu.guagua.io.HaltBytable;

/** What goes between workers and master: a gradient's sum and behind it the rows; coefficients. */
public final class Numbers extends HaltBytable {
  private double[] values;

  /** For Guagua, which then reads them. */
  public Numbers() {
    this(new double[0]);
  }

  Numbers(double[] values) {
    this.values = values;
  }

  double[] values() {
    return values;
  }

  @Override
  public void doWrite(DataOutput out) throws IOException {
    out.writeInt(values.length);
    for (double value : values) {
      out.writeDouble(value);
    }
  }

  @Override
  public void doReadFields(DataInput in) throws IOException {
    values = new double[in.readInt()];
    for (int i = 0; i < values.length; i++) {
      values[i] = in.readDouble();
    }
  }
}
