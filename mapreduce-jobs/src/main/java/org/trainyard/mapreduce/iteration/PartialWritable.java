package org.trainyard.mapreduce.iteration;

import java.io.ByteArrayInputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.io.DataInputBuffer;
import org.apache.hadoop.io.DataOutputBuffer;
import org.apache.hadoop.io.Writable;
import org.apache.hadoop.io.WritableUtils;
import org.trainyard.formats.partial.Partial;
import org.trainyard.formats.partial.PartialShape;

/**
 * One shard of a partial on its way through the shuffle: its shape and its bytes, which are
 * unpacked only to be added.
 */
public final class PartialWritable implements Writable {
  private static final byte VERSION = 1;

  private PartialShape shape;
  private byte[] bytes;

  /** Where the shard begins in {@code bytes}; it ends where they end. */
  private int from;

  /** For Hadoop, which then reads the fields. */
  public PartialWritable() {}

  /** The shards of a partial, in order. */
  public static List<PartialWritable> shards(Partial partial, int shards) throws IOException {
    List<PartialWritable> list = new ArrayList<>();
    for (int shard = 0; shard < shards; shard++) {
      list.add(shard(partial, shard, shards));
    }
    return list;
  }

  /** One shard of a partial. */
  public static PartialWritable shard(Partial partial, int shard, int shards) throws IOException {
    DataOutputBuffer out = new DataOutputBuffer();
    partial.writeShard(out, shard, shards);
    return of(partial.shape().shard(shard, shards), out);
  }

  private static PartialWritable of(PartialShape shape, DataOutputBuffer out) {
    PartialWritable writable = new PartialWritable();
    writable.shape = shape;
    writable.bytes = Arrays.copyOf(out.getData(), out.getLength());
    return writable;
  }

  /** The sum of several partials of the same shard. */
  public static PartialWritable sum(Iterable<PartialWritable> addends) throws IOException {
    Partial sum = add(addends);
    DataOutputBuffer out = new DataOutputBuffer();
    sum.writeShard(out, 0, 1);
    return of(sum.shape(), out);
  }

  /** Adds several partials of the same shard, at least one. */
  public static Partial add(Iterable<PartialWritable> addends) throws IOException {
    Partial sum = null;
    for (PartialWritable addend : addends) {
      if (sum == null) {
        sum = new Partial(addend.shape);
      }
      if (!sum.shape().equals(addend.shape)) {
        throw new IOException(
            "Cannot add partials of two shapes: " + sum.shape() + " and " + addend.shape);
      }
      sum.readAndAdd(new DataInputStream(addend.stream()));
    }
    if (sum == null) {
      throw new IOException("Nothing to add");
    }
    return sum;
  }

  /** A partial of {@link #toBytes}, which are kept and not copied. */
  public static PartialWritable ofBytes(byte[] written) throws IOException {
    PartialWritable writable = new PartialWritable();
    DataInputBuffer in = new DataInputBuffer();
    in.reset(written, written.length);
    int length = writable.readHead(in);
    if (length != in.getLength() - in.getPosition()) {
      throw new IOException(
          "Damaged partial: "
              + (in.getLength() - in.getPosition())
              + " bytes, and there should be "
              + length);
    }
    writable.bytes = written;
    writable.from = in.getPosition();
    return writable;
  }

  /** What {@link #write} writes, for those that move it in pieces. */
  public byte[] toBytes() throws IOException {
    DataOutputBuffer head = new DataOutputBuffer();
    writeHead(head);
    byte[] written = Arrays.copyOf(head.getData(), Math.addExact(head.getLength(), length()));
    System.arraycopy(bytes, from, written, head.getLength(), length());
    return written;
  }

  /** Bytes of the shard. */
  public int length() {
    return bytes.length - from;
  }

  private ByteArrayInputStream stream() {
    return new ByteArrayInputStream(bytes, from, length());
  }

  @Override
  public void write(DataOutput out) throws IOException {
    writeHead(out);
    out.write(bytes, from, length());
  }

  private void writeHead(DataOutput out) throws IOException {
    out.writeByte(VERSION);
    WritableUtils.writeVInt(out, shape.vectors());
    WritableUtils.writeVInt(out, shape.scalars());
    WritableUtils.writeVInt(out, shape.groups());
    WritableUtils.writeVInt(out, shape.rowsInGroup());
    WritableUtils.writeVInt(out, length());
  }

  @Override
  public void readFields(DataInput in) throws IOException {
    bytes = new byte[readHead(in)];
    from = 0;
    in.readFully(bytes);
  }

  /** Reads what stands before the shard; the shard's length. */
  private int readHead(DataInput in) throws IOException {
    byte version = in.readByte();
    if (version != VERSION) {
      throw new IOException(
          "Cannot read a partial: format version " + version + ", this build reads " + VERSION);
    }
    int vectors = WritableUtils.readVInt(in);
    int scalars = WritableUtils.readVInt(in);
    int groups = WritableUtils.readVInt(in);
    shape = new PartialShape(vectors, scalars, groups, WritableUtils.readVInt(in));
    return WritableUtils.readVInt(in);
  }
}
