package org.trainyard.am.worker;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.trainyard.formats.sample.BlockHeader;
import org.trainyard.formats.sample.DenseBlock;
import org.trainyard.formats.sample.SampleBlock;
import org.trainyard.formats.sample.SparseBlock;
import org.trainyard.mapreduce.algorithm.Segment;

/**
 * A segment as it lies on the local disk of the process that wrote it, and of no other: the arrays
 * of its blocks as they are in memory, little-endian, and a CRC-32C at the end.
 */
final class SegmentCodec {
  private static final byte DENSE = 0;
  private static final byte SPARSE = 1;

  private SegmentCodec() {}

  /** Bytes of the written form, and about those in memory. */
  static long size(Segment segment) {
    long size = Long.BYTES + 1 + 2L * Integer.BYTES;
    for (SampleBlock block : segment.blocks()) {
      size += 2 + Long.BYTES + 2L * Integer.BYTES;
      size += (block.header().weights() == null ? 8L : 12L) * block.rows();
      if (block instanceof DenseBlock dense) {
        size += 4L * dense.values().length;
      } else if (block instanceof SparseBlock sparse) {
        size += 2L * Integer.BYTES + 4L * sparse.dictionary().length;
        size += 4L * sparse.rowStart().length + 8L * sparse.values().length;
      }
    }
    return size;
  }

  /** The written form, ready to be read from the buffer. */
  static ByteBuffer encode(Segment segment) throws IOException {
    long size = size(segment);
    if (size > Integer.MAX_VALUE - 8) {
      throw new IOException("A segment of " + size + " bytes is too large for one buffer");
    }
    ByteBuffer out = ByteBuffer.allocate((int) size).order(ByteOrder.LITTLE_ENDIAN);
    out.putLong(segment.index()).put((byte) segment.role().ordinal());
    out.putInt(segment.blocks().size());
    for (SampleBlock block : segment.blocks()) {
      encode(out, block);
    }
    out.putInt(checksum(out));
    return out.flip();
  }

  private static void encode(ByteBuffer out, SampleBlock block) {
    float[] weights = block.header().weights();
    out.put(block instanceof DenseBlock ? DENSE : SPARSE).put((byte) (weights == null ? 0 : 1));
    out.putLong(block.index()).putInt(block.rows()).putInt(block.features());
    put(out, block.header().labels());
    if (weights != null) {
      put(out, weights);
    }
    if (block instanceof DenseBlock dense) {
      put(out, dense.values());
    } else if (block instanceof SparseBlock sparse) {
      out.putInt(sparse.dictionary().length).putInt(sparse.values().length);
      put(out, sparse.dictionary());
      put(out, sparse.rowStart());
      put(out, sparse.columns());
      put(out, sparse.values());
    }
  }

  /**
   * The segment of a written form.
   *
   * @throws IOException if the bytes are not those that were written
   */
  static Segment decode(ByteBuffer in) throws IOException {
    in.order(ByteOrder.LITTLE_ENDIAN);
    int end = in.limit() - Integer.BYTES;
    if (in.getInt(end) != checksum(in.duplicate().position(end))) {
      throw new IOException("its checksum does not fit");
    }
    long index = in.getLong();
    Segment.Role role = Segment.Role.values()[in.get()];
    List<SampleBlock> blocks = new ArrayList<>();
    for (int left = in.getInt(); left > 0; left--) {
      blocks.add(block(in));
    }
    return new Segment(index, role, blocks);
  }

  private static SampleBlock block(ByteBuffer in) {
    byte kind = in.get();
    boolean weighted = in.get() == 1;
    long index = in.getLong();
    int rows = in.getInt();
    int features = in.getInt();
    BlockHeader header =
        new BlockHeader(index, doubles(in, rows), weighted ? floats(in, rows) : null);
    if (kind == DENSE) {
      return new DenseBlock(header, features, floats(in, Math.multiplyExact(rows, features)));
    }
    int dictionary = in.getInt();
    int values = in.getInt();
    return new SparseBlock(
        header,
        features,
        ints(in, dictionary),
        ints(in, rows + 1),
        ints(in, values),
        floats(in, values));
  }

  /** Of what lies before the position. */
  private static int checksum(ByteBuffer bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes.duplicate().flip());
    return (int) crc.getValue();
  }

  private static void put(ByteBuffer out, double[] values) {
    out.asDoubleBuffer().put(values);
    out.position(out.position() + Double.BYTES * values.length);
  }

  private static void put(ByteBuffer out, float[] values) {
    out.asFloatBuffer().put(values);
    out.position(out.position() + Float.BYTES * values.length);
  }

  private static void put(ByteBuffer out, int[] values) {
    out.asIntBuffer().put(values);
    out.position(out.position() + Integer.BYTES * values.length);
  }

  private static double[] doubles(ByteBuffer in, int count) {
    double[] values = new double[count];
    in.asDoubleBuffer().get(values);
    in.position(in.position() + Double.BYTES * count);
    return values;
  }

  private static float[] floats(ByteBuffer in, int count) {
    float[] values = new float[count];
    in.asFloatBuffer().get(values);
    in.position(in.position() + Float.BYTES * count);
    return values;
  }

  private static int[] ints(ByteBuffer in, int count) {
    int[] values = new int[count];
    in.asIntBuffer().get(values);
    in.position(in.position() + Integer.BYTES * count);
    return values;
  }
}
