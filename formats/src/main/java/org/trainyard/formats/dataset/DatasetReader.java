package org.trainyard.formats.dataset;

import java.io.Closeable;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.ChecksumException;
import org.apache.hadoop.fs.Path;
import org.trainyard.formats.vector.CorruptFileException;

/**
 * Reads blocks of a dataset by reference. Keeps the last file open, so that blocks read in order
 * are one stream. Not thread-safe: one for each thread.
 */
public final class DatasetReader implements Closeable {
  private final Configuration conf;
  private final Path folder;
  private DataFileReader<GenericRecord> file;
  private String fileName;
  private long nextPosition;

  /** A reader of the dataset in {@code folder}; opens nothing yet. */
  public DatasetReader(Configuration conf, Path folder) {
    this.conf = conf;
    this.folder = folder;
  }

  /**
   * Reads a block.
   *
   * @throws CorruptFileException if the bytes are not those that were written
   */
  public StoredBlock read(BlockReference reference) throws IOException {
    try {
      open(reference);
      StoredBlock block = StoredBlockCodec.decode(file.nextBlock());
      if (file.getBlockCount() != 1) {
        throw new IllegalArgumentException("it does not stand alone between its sync markers");
      }
      nextPosition = reference.position() + reference.bytes();
      if (block.rows() != reference.rows()) {
        throw new IllegalArgumentException(
            "it has " + block.rows() + " rows and should have " + reference.rows());
      }
      return block;
    } catch (RuntimeException | IOException e) {
      close();
      throw explain(reference, e);
    }
  }

  private void open(BlockReference reference) throws IOException {
    if (!reference.file().equals(fileName)) {
      close();
      SeekableFile input = new SeekableFile(conf, new Path(folder, reference.file()));
      try {
        file = new DataFileReader<>(input, new GenericDatumReader<>(StoredBlockCodec.SCHEMA));
      } catch (IOException | RuntimeException e) {
        input.close();
        throw e;
      }
      fileName = reference.file();
      nextPosition = -1;
    }
    if (reference.position() != nextPosition) {
      // Not when reading on: a seek, even by nothing, makes HDFS connect anew.
      file.seek(reference.position());
    }
  }

  private IOException explain(BlockReference reference, Exception e) {
    Throwable cause = e;
    while (cause instanceof AvroRuntimeException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    boolean gone = cause instanceof FileNotFoundException;
    boolean damaged =
        cause instanceof RuntimeException
            || cause instanceof ChecksumException
            || cause instanceof EOFException
            // Avro's own complaints, such as "Invalid sync!"; file systems throw subclasses.
            || cause.getClass() == IOException.class;
    String place =
        "block "
            + reference.index()
            + " in "
            + new Path(folder, reference.file())
            + " at byte "
            + reference.position();
    if (gone || damaged) {
      return new CorruptFileException(
          "Cannot read "
              + place
              + ": "
              + (gone ? "the file is gone" : reason(cause))
              + ". The dataset is damaged; delete "
              + folder
              + " and pack the input again, or restore the file",
          e);
    }
    return new IOException("Cannot read " + place + ": " + reason(cause), e);
  }

  private static String reason(Throwable cause) {
    return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
  }

  @Override
  public void close() throws IOException {
    DataFileReader<GenericRecord> open = file;
    file = null;
    fileName = null;
    if (open != null) {
      open.close();
    }
  }
}
