package org.trainyard.mapreduce.pack;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.trainyard.formats.dataset.Dataset;
import org.trainyard.formats.dataset.DatasetDocument;
import org.trainyard.formats.dataset.DatasetDocument.Input;
import org.trainyard.formats.dataset.StoredBlock;
import org.trainyard.formats.raw.BadRecord;
import org.trainyard.formats.raw.InputFile;
import org.trainyard.formats.raw.RawReader;
import org.trainyard.formats.raw.RawReaders;
import org.trainyard.formats.raw.RawSink;

/** Reads the raw input of a dataset again and compares its checksums: is it what was packed? */
public final class InputVerification {
  private InputVerification() {}

  /** One sentence for each input file that is not what was packed; none if all are. */
  public static List<String> differences(Configuration conf, Dataset dataset) throws IOException {
    DatasetDocument document = dataset.document();
    RawReader reader =
        RawReaders.create(
            document.settings()::get,
            document.format(),
            document.schema(),
            conf,
            document.chunkBytes());
    List<String> differences = new ArrayList<>();
    for (int i = 0; i < document.inputs().size(); i++) {
      String difference = difference(conf, reader, i, document.inputs().get(i));
      if (difference != null) {
        differences.add(difference);
      }
    }
    return differences;
  }

  private static String difference(Configuration conf, RawReader reader, int index, Input input)
      throws IOException {
    Path path = new Path(input.path());
    FileStatus status;
    try {
      status = path.getFileSystem(conf).getFileStatus(path);
    } catch (FileNotFoundException e) {
      return path + " is gone";
    }
    if (status.getLen() != input.length()) {
      return path + " has " + status.getLen() + " bytes and had " + input.length();
    }
    InputFile file =
        new InputFile(
            index,
            input.path(),
            input.length(),
            input.modified(),
            input.splittable(),
            input.splittable() ? input.chunks() : 1);
    ChecksumSink sink = new ChecksumSink();
    reader.read(file, 0, file.chunks(), sink);
    String checksum = sink.checksum.hex();
    return checksum.equals(input.checksum())
        ? null
        : path + " has the checksum " + checksum + " and had " + input.checksum();
  }

  private static final class ChecksumSink implements RawSink {
    private final InputChecksum checksum = new InputChecksum();

    @Override
    public void block(StoredBlock block) {}

    @Override
    public void bad(BadRecord record) {}

    @Override
    public void chunkDone(InputFile file, long chunk, long bytes, byte[] sha256) {
      checksum.add(sha256);
    }
  }
}
