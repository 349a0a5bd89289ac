package org.trainyard.mapreduce.iteration;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.hadoop.io.DataInputBuffer;
import org.apache.hadoop.io.DataOutputBuffer;
import org.apache.hadoop.io.Writable;
import org.apache.hadoop.io.WritableUtils;
import org.trainyard.formats.partial.Partial;
import org.trainyard.formats.partial.PartialShape;
import org.trainyard.formats.partial.Totals;

/**
 * One shard of a partial on its way through the shuffle: its shape and its bytes, which are
 * unpacked only to be added.
 */
public final class PartialWritable implements Writable {
  private static final byte VERSION = 1;

  private PartialShape shape;
  private byte[] bytes;

  /**
   * Where the shard begins in {@code bytes}, behind its head if it has one; it ends where they end.
   */
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
    PartialShape shape = partial.shape().shard(shard, shards);
    return ofBytes(partial.shardBytes(shard, shards, length -> head(shape, length)));
  }

  /** The sum of several partials of the same shard; of one it is this very one. */
  public static PartialWritable sum(Iterable<PartialWritable> addends) throws IOException {
    Iterator<PartialWritable> left = addends.iterator();
    PartialWritable first = first(left);
    return left.hasNext() ? shard(add(first, left), 0, 1) : first;
  }

  /** Adds several partials of the same shard, at least one. */
  public static Partial add(Iterable<PartialWritable> addends) throws IOException {
    Iterator<PartialWritable> left = addends.iterator();
    return add(first(left), left);
  }

  private static PartialWritable first(Iterator<PartialWritable> addends) throws IOException {
    if (!addends.hasNext()) {
      throw new IOException("Nothing to add");
    }
    return addends.next();
  }

  /** Hadoop may give the same object again with the next one in it. */
  private static Partial add(PartialWritable first, Iterator<PartialWritable> others)
      throws IOException {
    Partial sum = new Partial(first.shape);
    sum.readAndAdd(first.body());
    while (others.hasNext()) {
      PartialWritable addend = others.next();
      if (!sum.shape().equals(addend.shape)) {
        throw new IOException(
            "Cannot add partials of two shapes: " + sum.shape() + " and " + addend.shape);
      }
      sum.readAndAdd(addend.body());
    }
    return sum;
  }

  /**
   * The totals of the shards that this is one of, as far as they are of this one.
   *
   * @param expected shape of this shard
   * @param vectors of the totals; modified at {@code start}, where the shard begins, and on
   */
  Totals totals(PartialShape expected, double[] vectors, int start) throws IOException {
    if (!shape.equals(expected)) {
      throw new IOException("Cannot take a partial of " + shape + " for one of " + expected);
    }
    return Partial.totals(shape, body(), vectors, start);
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

  /** What {@link #write} writes, for those that move it in pieces; not to be modified. */
  public byte[] toBytes() {
    if (from > 0) {
      return bytes;
    }
    byte[] head = head(shape, length());
    byte[] written = Arrays.copyOf(head, Math.addExact(head.length, length()));
    System.arraycopy(bytes, 0, written, head.length, length());
    return written;
  }

  /** Bytes of the shard. */
  public int length() {
    return bytes.length - from;
  }

  private ByteBuffer body() {
    return ByteBuffer.wrap(bytes, from, length());
  }

  @Override
  public void write(DataOutput out) throws IOException {
    out.write(head(shape, length()));
    out.write(bytes, from, length());
  }

  /** What stands before a shard of so many bytes. */
  private static byte[] head(PartialShape shape, int length) {
    try {
      DataOutputBuffer out = new DataOutputBuffer();
      out.writeByte(VERSION);
      WritableUtils.writeVInt(out, shape.vectors());
      WritableUtils.writeVInt(out, shape.scalars());
      WritableUtils.writeVInt(out, shape.groups());
      WritableUtils.writeVInt(out, shape.rowsInGroup());
      WritableUtils.writeVInt(out, length);
      return Arrays.copyOf(out.getData(), out.getLength());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
