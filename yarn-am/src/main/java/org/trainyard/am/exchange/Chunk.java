package org.trainyard.am.exchange;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.apache.hadoop.io.Writable;
import org.apache.hadoop.io.WritableUtils;

/**
 * A piece of something large: version, length of the whole, length of the piece, the piece.
 * Whatever its size, the whole never is one message.
 */
final class Chunk implements Writable {
  /** Most bytes of a piece. */
  static final int MOST_BYTES = 4 << 20;

  private static final byte VERSION = 1;

  private int total;
  private byte[] bytes;
  private int from;
  private int count;

  /** Answers one request for a piece; fails if there is no whole. */
  @FunctionalInterface
  interface Source {
    Chunk from(int offset) throws IOException;
  }

  /** For Hadoop, which then reads the fields. */
  Chunk() {}

  /** The piece of {@code whole} at {@code offset}, not copied. */
  static Chunk of(byte[] whole, int offset) throws IOException {
    if (offset < 0 || offset > whole.length) {
      throw new IOException("There is no byte " + offset + " of " + whole.length);
    }
    Chunk chunk = new Chunk();
    chunk.total = whole.length;
    chunk.bytes = whole;
    chunk.from = offset;
    chunk.count = Math.min(MOST_BYTES, whole.length - offset);
    return chunk;
  }

  /** Fetches the whole, piece by piece. */
  static byte[] fetch(Source source) throws IOException {
    Chunk chunk = source.from(0);
    if (chunk.count == chunk.total) {
      return chunk.bytes;
    }
    byte[] whole = new byte[chunk.total];
    int have = 0;
    while (true) {
      if (chunk.total != whole.length || chunk.count == 0) {
        throw new IOException("A transfer of " + whole.length + " bytes broke off at " + have);
      }
      System.arraycopy(chunk.bytes, 0, whole, have, chunk.count);
      have += chunk.count;
      if (have == whole.length) {
        return whole;
      }
      chunk = source.from(have);
    }
  }

  @Override
  public void write(DataOutput out) throws IOException {
    out.writeByte(VERSION);
    WritableUtils.writeVInt(out, total);
    WritableUtils.writeVInt(out, count);
    out.write(bytes, from, count);
  }

  @Override
  public void readFields(DataInput in) throws IOException {
    Bounds.checkVersion("a chunk", in.readByte(), VERSION);
    total = Bounds.check("something", WritableUtils.readVInt(in), Integer.MAX_VALUE - 8);
    count = Bounds.check("a chunk", WritableUtils.readVInt(in), Math.min(MOST_BYTES, total));
    bytes = new byte[count];
    from = 0;
    in.readFully(bytes);
  }
}
