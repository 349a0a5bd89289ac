package org.trainyard.mapreduce.score;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.compress.CompressionCodec;
import org.apache.hadoop.io.compress.DefaultCodec;
import org.apache.hadoop.mapreduce.lib.output.FileOutputFormat;
import org.apache.hadoop.util.ReflectionUtils;
import org.trainyard.formats.raw.BadRecord;

/**
 * One file of predictions, compressed where Hadoop's {@code mapreduce.output.fileoutputformat.*}
 * say so, and beside it the bad records that are left out, if there are any.
 */
final class PredictionFile implements Closeable {
  /** Folder of the records that were left out; hidden from those who read the predictions. */
  static final String QUARANTINE = "_quarantine";

  private static final DelimitedText TABBED = new DelimitedText('\t');

  private final FileSystem fs;
  private final Path folder;
  private final String name;
  private final PredictionLayout layout;
  private final OutputStream out;
  private OutputStream quarantine;

  /**
   * Creates the file.
   *
   * @param folder of the predictions, or what becomes it
   * @param task number of the task in the order of the input, which names the file
   */
  PredictionFile(Configuration conf, Path folder, int task, PredictionLayout layout)
      throws IOException {
    this.fs = folder.getFileSystem(conf);
    this.folder = folder;
    this.layout = layout;
    this.name = "part-%05d".formatted(task);
    String ending = layout.delimiter() == '\t' ? ".tsv" : ".csv";
    CompressionCodec codec = codec(conf);
    String compressed = codec == null ? "" : codec.getDefaultExtension();
    OutputStream plain = fs.create(new Path(folder, name + ending + compressed), true);
    this.out = new BufferedOutputStream(codec == null ? plain : codec.createOutputStream(plain));
  }

  private static CompressionCodec codec(Configuration conf) {
    if (!conf.getBoolean(FileOutputFormat.COMPRESS, false)) {
      return null;
    }
    Class<? extends CompressionCodec> type =
        conf.getClass(FileOutputFormat.COMPRESS_CODEC, DefaultCodec.class, CompressionCodec.class);
    return ReflectionUtils.newInstance(type, conf);
  }

  /** Writes the names of the columns. */
  void header(List<String> names) throws IOException {
    line(layout.text().join(names));
  }

  /** Writes a row: what is kept of the record, as it is, and the columns of the prediction. */
  void row(byte[] kept, List<String> values) throws IOException {
    if (!layout.keptNames().isEmpty()) {
      out.write(kept);
      out.write(layout.delimiter());
    }
    line(layout.text().join(values));
  }

  private void line(String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.write('\n');
  }

  /** Keeps a bad record: file, place, reason and text, separated by tabs. */
  void quarantine(BadRecord record) throws IOException {
    if (quarantine == null) {
      Path file = new Path(new Path(folder, QUARANTINE), name + ".tsv");
      quarantine = new BufferedOutputStream(fs.create(file, true));
    }
    String line =
        TABBED.join(List.of(record.path(), record.place(), record.reason(), record.text()));
    quarantine.write(line.getBytes(StandardCharsets.UTF_8));
    quarantine.write('\n');
  }

  @Override
  public void close() throws IOException {
    try {
      out.close();
    } finally {
      if (quarantine != null) {
        quarantine.close();
      }
    }
  }
}
