package org.trainyard.mapreduce.pack;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.trainyard.formats.dataset.Dataset;
import org.trainyard.formats.dataset.DatasetLayout;
import org.trainyard.formats.raw.BadDataException;
import org.trainyard.formats.raw.RawSchema.Layout;
import org.trainyard.formats.run.JsonFile;

/**
 * Packs in pieces that others carry out ({@link PieceWork}), and puts together what they come to.
 */
public final class PiecePacker implements Packer {
  /** A piece should take seconds at most, so that a lost or slow one matters little … */
  private static final long MOST_BYTES = 64L << 20;

  /** … and much longer than opening and closing its files. */
  private static final long LEAST_BYTES = 4L << 20;

  /** Pieces for each thread that packs, so that all end at about the same time … */
  private static final int ROUNDS = 6;

  /** … but of sparse data each piece brings moments of many columns along. */
  private static final int SPARSE_ROUNDS = 2;

  /** So many files are read side by side at the end. */
  private static final int MOST_PIECES = 1024;

  private final Configuration conf;
  private final Hands hands;
  private final long leastBytes;

  /** Those who carry pieces out. */
  public interface Hands {
    /** How many pieces may be worked on at a time. */
    int places();

    /** Has all pieces carried out, by number from 0, each at least once. */
    void pack(PackOrder order, List<PackPiece> pieces) throws IOException, InterruptedException;
  }

  /** With the hands of others. */
  public PiecePacker(Configuration conf, Hands hands) {
    this(conf, hands, LEAST_BYTES);
  }

  /** In pieces of at least so many bytes. */
  PiecePacker(Configuration conf, Hands hands, long leastBytes) {
    this.conf = conf;
    this.hands = hands;
    this.leastBytes = leastBytes;
  }

  @Override
  public Dataset pack(PackRequest request) throws IOException, InterruptedException {
    return PackFolder.make(conf, request, this::fill);
  }

  private void fill(PackFolder folder, PackPlan plan) throws IOException, InterruptedException {
    Path attempt = folder.newAttempt();
    folder.path().getFileSystem(conf).mkdirs(attempt);
    PackOrder order =
        new PackOrder(folder.path().toString(), attempt.toString(), tasks(plan, hands.places()));
    List<PackPiece> pieces = pieces(plan, order);
    hands.pack(order, pieces);
    Optional<String> failure = new PackFailures(conf, attempt).first();
    if (failure.isPresent()) {
      throw new BadDataException(failure.get());
    }
    publish(plan, folder, order, pieces.size());
  }

  private int tasks(PackPlan plan, int places) {
    boolean sparse = plan.schema().layout() == Layout.SPARSE;
    long bytes = plan.inputs().totalBytes();
    long share = bytes / (Math.max(1, places) * (long) (sparse ? SPARSE_ROUNDS : ROUNDS));
    long each = Math.max(leastBytes, sparse ? share : Math.min(share, MOST_BYTES));
    return (int) Math.max(1, Math.min(MOST_PIECES, (bytes + each - 1) / each));
  }

  private List<PackPiece> pieces(PackPlan plan, PackOrder order) throws IOException {
    long chunkBytes = plan.inputs().chunkBytes();
    List<PackPiece> pieces = new ArrayList<>();
    for (List<ChunkRun> runs : ChunkRun.cut(plan.inputs(), order.tasks())) {
      Path file = new Path(order.folderPath(), PackFolder.blockFile(pieces.size()));
      pieces.add(
          new PackPiece(
              runs.stream().mapToLong(run -> run.bytes(chunkBytes)).sum(),
              Arrays.asList(PackInputFormat.hosts(runs, chunkBytes, conf)),
              file.toUri().getPath()));
    }
    return pieces;
  }

  /** Adds the pieces up and takes their blocks for the dataset. */
  private void publish(PackPlan plan, PackFolder folder, PackOrder order, int pieces)
      throws IOException {
    FileSystem fs = folder.path().getFileSystem(conf);
    PackSummary summary = new PackSummary(plan.schema(), plan.maxCategories());
    List<PieceFile.Reader> readers = new ArrayList<>();
    try {
      fs.mkdirs(new Path(folder.path(), DatasetLayout.DATA));
      for (int piece = 0; piece < pieces; piece++) {
        int number = piece;
        Path finished =
            PieceFile.find(fs, order, piece)
                .orElseThrow(() -> new IOException("Piece " + number + " is not packed"));
        readers.add(new PieceFile.Reader(fs, finished, summary));
        adopt(fs, folder, finished, piece);
      }
      DatasetPublisher publisher = new DatasetPublisher(fs, folder.path(), plan, summary);
      addSparse(readers, publisher);
      publisher.finish();
    } finally {
      for (PieceFile.Reader reader : readers) {
        reader.close();
      }
    }
  }

  private static void adopt(FileSystem fs, PackFolder folder, Path finished, int piece)
      throws IOException {
    String name = PackFolder.blockFile(piece);
    String copy = finished.getName();
    String work = copy.substring(0, copy.length() - PieceFile.FINISHED.length());
    Path written = new Path(new Path(finished.getParent(), work), name);
    // A piece of nothing but bad records has no file.
    if (fs.exists(written)) {
      JsonFile.rename(fs, written, new Path(folder.path(), name));
    }
  }

  private static void addSparse(List<PieceFile.Reader> readers, DatasetPublisher publisher)
      throws IOException {
    while (true) {
      int group =
          readers.stream().mapToInt(PieceFile.Reader::group).min().orElse(Integer.MAX_VALUE);
      if (group == Integer.MAX_VALUE) {
        return;
      }
      SparseColumns sum = new SparseColumns();
      for (PieceFile.Reader reader : readers) {
        if (reader.group() == group) {
          reader.readAndAdd(sum);
        }
      }
      sum.forEach(publisher::addSparse);
    }
  }
}
