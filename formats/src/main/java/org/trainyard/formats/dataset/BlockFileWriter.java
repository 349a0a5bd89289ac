package org.trainyard.formats.dataset;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;

/** Writes blocks to an Avro container file, each with a sync marker of its own after it. */
public final class BlockFileWriter implements Closeable {
  private static final byte[] SYNC = SyncMarker.of("org.trainyard.formats.dataset.StoredBlock");

  private final DataFileWriter<GenericRecord> writer;
  private long position;

  /**
   * Where a block was written.
   *
   * @param position for {@code DataFileReader.seek}
   * @param bytes length on disk
   */
  public record Written(long position, int bytes) {}

  /** Begins a file; the stream is closed with this writer. */
  public BlockFileWriter(OutputStream out) throws IOException {
    writer =
        new DataFileWriter<GenericRecord>(new GenericDatumWriter<>(StoredBlockCodec.SCHEMA))
            .setCodec(CodecFactory.nullCodec())
            .create(StoredBlockCodec.SCHEMA, out, SYNC);
    position = writer.sync();
  }

  /** Writes a block. */
  public Written write(StoredBlock block) throws IOException {
    writer.appendEncoded(StoredBlockCodec.encode(block));
    long end = writer.sync();
    Written written = new Written(position, Math.toIntExact(end - position));
    position = end;
    return written;
  }

  @Override
  public void close() throws IOException {
    writer.close();
  }
}
