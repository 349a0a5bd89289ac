package org.trainyard.mapreduce.pack;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.WritableUtils;

/**
 * What a piece came to, in a file beside the folder with its blocks: its summary, then the columns
 * of sparse data, group by group in ascending order. It gets its name when all of it is there. Each
 * copy of a piece has a name of its own, and any one of them will do.
 */
final class PieceFile {
  /** Name of a finished copy, after the name of the folder with its blocks. */
  static final String FINISHED = ".finished";

  private static final int END = -1;
  private static final int BUFFER_BYTES = 1 << 16;

  private PieceFile() {}

  /** The folder with all copies of a piece. */
  static Path folder(PackOrder order, int piece) {
    return new Path(order.attemptPath(), "piece-%05d".formatted(piece));
  }

  /** The file of a copy that is finished, if one is. */
  static Optional<Path> find(FileSystem fs, PackOrder order, int piece) throws IOException {
    try {
      return Arrays.stream(fs.listStatus(folder(order, piece)))
          .map(FileStatus::getPath)
          .filter(path -> path.getName().endsWith(FINISHED))
          .findFirst();
    } catch (FileNotFoundException e) {
      return Optional.empty();
    }
  }

  /** Writes a file. */
  static void write(FileSystem fs, Path file, PackTask task) throws IOException {
    try (DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(fs.create(file, true), BUFFER_BYTES))) {
      task.summary().write(out);
      SparseColumns sparse = task.sparseColumns();
      int[] columns = sparse.columns();
      int from = 0;
      while (from < columns.length) {
        int to = PackMapper.endOfGroup(columns, from);
        WritableUtils.writeVInt(out, columns[from] / PackMapper.GROUP);
        sparse.write(out, columns, from, to);
        from = to;
      }
      WritableUtils.writeVInt(out, END);
    }
  }

  /** Reads a file from its beginning to its end. */
  static final class Reader implements Closeable {
    private final DataInputStream in;
    private int group;

    /** Opens a file and adds its summary. */
    Reader(FileSystem fs, Path file, PackSummary summary) throws IOException {
      in = new DataInputStream(new BufferedInputStream(fs.open(file), BUFFER_BYTES));
      try {
        summary.readAndAdd(in);
        group = WritableUtils.readVInt(in);
      } catch (IOException | RuntimeException e) {
        in.close();
        throw e;
      }
    }

    /** Number of the group that comes next, or {@link Integer#MAX_VALUE} if none does. */
    int group() {
      return group == END ? Integer.MAX_VALUE : group;
    }

    /** Adds the next group. */
    void readAndAdd(SparseColumns sum) throws IOException {
      sum.readAndAdd(in);
      group = WritableUtils.readVInt(in);
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
