package org.trainyard.formats.dataset;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.trainyard.formats.vector.CorruptFileException;

/** {@code blocks.avro}: where each block of a dataset lies, in the order of blocks. */
public final class BlockIndex {
  private static final Schema SCHEMA = StoredBlockCodec.schema("BlockEntry.avsc");

  private BlockIndex() {}

  /** Writes entries, which are in order, and closes the stream. */
  public static void write(OutputStream out, Iterable<BlockEntry> entries) throws IOException {
    try (DataFileWriter<GenericRecord> writer =
        new DataFileWriter<GenericRecord>(new GenericDatumWriter<>(SCHEMA))
            .create(SCHEMA, out, SyncMarker.of(SCHEMA.getFullName()))) {
      for (BlockEntry entry : entries) {
        GenericRecord record = new GenericData.Record(SCHEMA);
        record.put("file", entry.id().file());
        record.put("chunk", entry.id().chunk());
        record.put("part", entry.id().part());
        record.put("container", entry.file());
        record.put("position", entry.position());
        record.put("bytes", entry.bytes());
        record.put("rows", entry.rows());
        writer.append(record);
      }
    }
  }

  /** Reads the index of a dataset; the blocks are numbered from 0. */
  static List<BlockReference> read(Configuration conf, Path file) throws IOException {
    List<BlockReference> blocks = new ArrayList<>();
    try (SeekableFile input = new SeekableFile(conf, file);
        DataFileReader<GenericRecord> reader =
            new DataFileReader<>(input, new GenericDatumReader<>(SCHEMA))) {
      for (GenericRecord record : reader) {
        blocks.add(
            new BlockReference(
                blocks.size(),
                record.get("container").toString(),
                (Long) record.get("position"),
                (Integer) record.get("bytes"),
                (Integer) record.get("rows")));
      }
    } catch (AvroRuntimeException e) {
      throw new CorruptFileException(
          "Cannot read "
              + file
              + ": "
              + e.getMessage()
              + ". Delete "
              + file.getParent()
              + " and pack the input again",
          e);
    }
    return blocks;
  }
}
