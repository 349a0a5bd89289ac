package org.trainyard.formats.dataset;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.trainyard.formats.run.JsonFile;
import org.trainyard.formats.vector.CorruptFileException;

/** A finished dataset: what it is, where its blocks lie, and how to read them. Immutable. */
public final class Dataset {
  private final Configuration conf;
  private final Path folder;
  private final DatasetDocument document;
  private final List<BlockReference> blocks;

  private Dataset(
      Configuration conf, Path folder, DatasetDocument document, List<BlockReference> blocks) {
    this.conf = conf;
    this.folder = folder;
    this.document = document;
    this.blocks = List.copyOf(blocks);
  }

  /** Whether a finished dataset is in a folder. */
  public static boolean isFinished(Configuration conf, Path folder) throws IOException {
    return folder.getFileSystem(conf).exists(DatasetLayout.success(folder));
  }

  /**
   * Opens a finished dataset: reads its document and its index.
   *
   * @throws FileNotFoundException if there is none, or it is unfinished
   * @throws CorruptFileException if it is damaged
   */
  public static Dataset open(Configuration conf, Path folder) throws IOException {
    FileSystem fs = folder.getFileSystem(conf);
    Path qualified = fs.makeQualified(folder);
    if (!fs.exists(DatasetLayout.success(qualified))) {
      throw new FileNotFoundException(
          "There is no finished dataset in "
              + qualified
              + ": it has no "
              + DatasetLayout.SUCCESS
              + ". Pack the input into it first");
    }
    DatasetDocument document =
        JsonFile.read(
            fs,
            DatasetLayout.document(qualified),
            DatasetDocument.class,
            DatasetDocument.FORMAT_VERSION);
    List<BlockReference> blocks = BlockIndex.read(conf, DatasetLayout.index(qualified));
    if (blocks.size() != document.blocks()) {
      throw new CorruptFileException(
          "Cannot use "
              + qualified
              + ": its index has "
              + blocks.size()
              + " blocks and its document says "
              + document.blocks()
              + ". Delete it and pack the input again");
    }
    return new Dataset(conf, qualified, document, blocks);
  }

  /** The folder, qualified. */
  public Path folder() {
    return folder;
  }

  /** What is known of it. */
  public DatasetDocument document() {
    return document;
  }

  /** Its blocks in order; the index of each is its position in this list. */
  public List<BlockReference> blocks() {
    return blocks;
  }

  /** A reader for one thread. */
  public DatasetReader reader() {
    return new DatasetReader(conf, folder);
  }

  /** Visits the statistics of all feature columns in order of their index. */
  public void forEachColumn(Consumer<ColumnStatistics> visitor) throws IOException {
    if (document.columnsFile() == null) {
      document.columns().forEach(visitor);
    } else {
      ColumnsFile.read(conf, new Path(folder, document.columnsFile()), visitor);
    }
  }
}
