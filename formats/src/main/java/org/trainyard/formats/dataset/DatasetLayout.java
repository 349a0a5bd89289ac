package org.trainyard.formats.dataset;

import org.apache.hadoop.fs.Path;

/** Names within a dataset's folder. */
public final class DatasetLayout {
  /** Says that the dataset is complete; written last. */
  public static final String SUCCESS = "_SUCCESS";

  /** The document. */
  public static final String DOCUMENT = "dataset.json";

  /** Where each block lies. */
  public static final String INDEX = "blocks.avro";

  /** Statistics of the columns when there are many. */
  public static final String COLUMNS = "columns.avro";

  /** Folder of the block files. */
  public static final String DATA = "data";

  /** Folder of the records that were left out. */
  public static final String QUARANTINE = "quarantine";

  private DatasetLayout() {}

  /** The mark of completeness of a dataset. */
  public static Path success(Path folder) {
    return new Path(folder, SUCCESS);
  }

  /** The document of a dataset. */
  public static Path document(Path folder) {
    return new Path(folder, DOCUMENT);
  }

  /** The block index of a dataset. */
  public static Path index(Path folder) {
    return new Path(folder, INDEX);
  }

  /** The records that were left out of a dataset. */
  public static Path quarantine(Path folder) {
    return new Path(folder, QUARANTINE);
  }
}
