package org.trainyard.formats.vector;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.util.Optional;
import org.apache.avro.file.DataFileStream;
import org.apache.avro.generic.GenericRecord;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * A vector in a {@link VectorFile}, read whenever it is visited, a piece at a time. The file must
 * stay as long as the vector is used.
 *
 * @param fs where the file is
 * @param path of the file
 * @param content what the file is
 * @param name of the vector in it
 * @param length of the vector
 */
public record StoredVector(FileSystem fs, Path path, String content, String name, int length)
    implements Vector {
  @Override
  public Optional<StoredVector> home() {
    return Optional.of(this);
  }

  @Override
  public Cursor cursor() {
    try {
      return new Visit(VectorFile.records(fs, path, content));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private final class Visit implements Cursor {
    private final DataFileStream<GenericRecord> in;
    private GenericRecord record;
    private DoubleBuffer piece = DoubleBuffer.allocate(0);

    Visit(DataFileStream<GenericRecord> in) {
      this.in = in;
    }

    @Override
    public void next(double[] into, int at, int count) {
      for (int done = 0; done < count; ) {
        if (!piece.hasRemaining()) {
          nextPiece();
        }
        int some = Math.min(piece.remaining(), count - done);
        piece.get(into, at + done, some);
        done += some;
      }
    }

    private void nextPiece() {
      try {
        do {
          if (!in.hasNext()) {
            throw new CorruptFileException(
                "Cannot read " + name + " from " + path + ": the file ends before the vector");
          }
          record = in.next(record);
        } while (!name.contentEquals((CharSequence) record.get("name")));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      ByteBuffer bytes = (ByteBuffer) record.get("values");
      piece = bytes.order(ByteOrder.LITTLE_ENDIAN).asDoubleBuffer();
    }

    @Override
    public void close() {
      try {
        in.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
