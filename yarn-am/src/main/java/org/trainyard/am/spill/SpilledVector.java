package org.trainyard.am.spill;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import org.trainyard.formats.vector.Vector;

/**
 * A vector on the local disk, read whenever it is visited, a piece at a time.
 *
 * @param file that it lies in, which must stay open as long as the vector is used
 * @param at where it begins there
 * @param length of it
 */
public record SpilledVector(SpillFiles.Spill file, long at, int length) implements Vector {
  /** Coordinates read at a time: few enough for the processor's cache. */
  private static final int PIECE = 1 << 14;

  /** The files belong to this process alone. */
  private static final ByteOrder ORDER = ByteOrder.nativeOrder();

  /**
   * Copies a vector to the end of a file, to which nobody else writes.
   *
   * @throws IOException if the file takes no more
   * @throws UncheckedIOException if the vector cannot be read
   */
  public static SpilledVector copy(Vector vector, SpillFiles.Spill file) throws IOException {
    int length = vector.length();
    double[] values = new double[Math.min(PIECE, length)];
    ByteBuffer bytes = ByteBuffer.allocate(Double.BYTES * values.length).order(ORDER);
    long begin = -1;
    try (Cursor cursor = vector.cursor()) {
      for (int done = 0; done < length; ) {
        int count = Math.min(values.length, length - done);
        cursor.next(values, 0, count);
        bytes.clear().limit(Double.BYTES * count);
        bytes.asDoubleBuffer().put(values, 0, count);
        long written = file.append(bytes);
        begin = begin < 0 ? written : begin;
        done += count;
      }
    }
    return new SpilledVector(file, begin, length);
  }

  @Override
  public Cursor cursor() {
    return new Visit();
  }

  private final class Visit implements Cursor {
    private final ByteBuffer bytes =
        ByteBuffer.allocate(Double.BYTES * Math.min(PIECE, length)).order(ORDER);
    private int read;
    private DoubleBuffer piece = DoubleBuffer.allocate(0);

    @Override
    public void next(double[] into, int from, int count) {
      for (int done = 0; done < count; ) {
        if (!piece.hasRemaining()) {
          nextPiece();
        }
        int some = Math.min(piece.remaining(), count - done);
        piece.get(into, from + done, some);
        done += some;
      }
    }

    private void nextPiece() {
      int count = Math.min(PIECE, length - read);
      try {
        file.read(at + (long) Double.BYTES * read, bytes.clear().limit(Double.BYTES * count));
        piece = bytes.flip().asDoubleBuffer();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      read += count;
    }
  }
}
