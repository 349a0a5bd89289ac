package org.trainyard.formats.raw;

import java.io.EOFException;
import java.io.IOException;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.AvroFSInput;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;
import org.trainyard.formats.config.InvalidSettingsException;

/**
 * Reads Avro container files of records. A record belongs to the chunk in which the sync marker
 * before its Avro block begins, as with Avro's own splits.
 */
final class AvroReader implements RawReader {
  private final RawSettings settings;
  private final RawSchema schema;
  private final Configuration conf;
  private final long chunkBytes;

  AvroReader(RawSettings settings, RawSchema schema, Configuration conf, long chunkBytes) {
    this.settings = settings;
    this.schema = schema;
    this.conf = conf;
    this.chunkBytes = chunkBytes;
  }

  /** Opens a file. */
  static DataFileReader<GenericRecord> open(InputFile file, Configuration conf) throws IOException {
    if (!file.splittable()) {
      throw new BadDataException(
          file.path() + ": Avro files compress their own blocks; uncompress the file itself");
    }
    FSDataInputStream in = SourceStream.open(new Path(file.path()), conf);
    try {
      return new DataFileReader<>(
          new AvroFSInput(in, file.length()), new GenericDatumReader<GenericRecord>());
    } catch (IOException | RuntimeException e) {
      in.close();
      throw damage(file, 0, e);
    }
  }

  /** What Avro throws at damaged bytes as bad data; a failure of the file system as itself. */
  static IOException damage(InputFile file, long after, Exception thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      boolean below = cause.getClass().getName().startsWith("org.apache.hadoop.");
      if (cause instanceof BadDataException || below) {
        if (cause instanceof IOException failure) {
          return failure;
        }
      }
    }
    if (thrown instanceof InvalidSettingsException wrong) {
      throw wrong;
    }
    return new BadDataException(
        file.path()
            + " cannot be read as Avro after byte "
            + after
            + ": "
            + thrown.getMessage()
            + "; the file is damaged or cut off, or is no Avro container file",
        thrown);
  }

  @Override
  public void read(InputFile file, long fromChunk, long toChunk, RawSink sink) throws IOException {
    try (DataFileReader<GenericRecord> records = open(file, conf);
        ChunkStream bytes = ChunkStream.open(file, conf, chunkBytes, fromChunk, toChunk, 0)) {
      AvroRows rows = new AvroRows(settings, schema, file, records.getSchema(), sink);
      for (long chunk = fromChunk; chunk < toChunk; chunk++) {
        readChunk(file, records, rows, chunk);
        rows.endOfChunk(chunk);
        digest(bytes, chunk);
        bytes.tell(chunk, sink);
      }
    }
  }

  private void readChunk(
      InputFile file, DataFileReader<GenericRecord> records, AvroRows rows, long chunk)
      throws IOException {
    long start = chunk * chunkBytes;
    long end = start + chunkBytes;
    long block = start;
    long inBlock = 0;
    seek(file, records, start);
    while (hasNext(file, records, block)) {
      if (records.pastSync(end)) {
        return;
      }
      inBlock = records.previousSync() == block ? inBlock + 1 : 0;
      block = records.previousSync();
      GenericRecord record;
      try {
        record = records.next();
      } catch (RuntimeException e) {
        throw damage(file, block, e);
      }
      rows.add(record, chunk, block, inBlock);
    }
    if (records.previousSync() < file.length()) {
      // Avro takes a last block that is cut off for the end of the file.
      throw damage(file, records.previousSync(), new EOFException("the last block has no end"));
    }
  }

  private static void seek(InputFile file, DataFileReader<GenericRecord> records, long start)
      throws IOException {
    try {
      records.sync(start);
    } catch (IOException | RuntimeException e) {
      throw damage(file, start, e);
    }
  }

  private static boolean hasNext(InputFile file, DataFileReader<GenericRecord> records, long block)
      throws IOException {
    try {
      return records.hasNext();
    } catch (RuntimeException e) {
      throw damage(file, block, e);
    }
  }

  private void digest(ChunkStream bytes, long chunk) throws IOException {
    byte[] buffer = new byte[1 << 16];
    while (!bytes.isComplete(chunk)) {
      long left = (chunk + 1) * chunkBytes - bytes.position();
      if (bytes.read(buffer, 0, (int) Math.min(left, buffer.length)) < 0) {
        break;
      }
    }
  }
}
