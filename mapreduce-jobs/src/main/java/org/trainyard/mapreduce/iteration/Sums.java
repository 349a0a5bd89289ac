package org.trainyard.mapreduce.iteration;

import java.io.IOException;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.IntWritable;
import org.apache.hadoop.io.SequenceFile;
import org.trainyard.formats.partial.PartialShape;
import org.trainyard.formats.partial.Totals;

/** Puts the shards that several reducers wrote together again. */
public final class Sums {
  private Sums() {}

  /** Reads all {@code shards} shards of a partial of {@code shape} from a job's output. */
  public static Totals read(Configuration conf, Path folder, PartialShape shape, int shards)
      throws IOException {
    double[] vectors = new double[shape.vectors()];
    Totals first = null;
    int found = 0;
    FileSystem fs = folder.getFileSystem(conf);
    for (FileStatus file : fs.listStatus(folder, path -> path.getName().startsWith("part-"))) {
      try (SequenceFile.Reader in =
          new SequenceFile.Reader(conf, SequenceFile.Reader.file(file.getPath()))) {
        IntWritable shard = new IntWritable();
        PartialWritable value = new PartialWritable();
        while (in.next(shard, value)) {
          Totals totals = PartialWritable.add(List.of(value)).totals();
          System.arraycopy(
              totals.vectors(),
              0,
              vectors,
              shape.shardStart(shard.get(), shards),
              totals.vectors().length);
          first = shard.get() == 0 ? totals : first;
          found++;
        }
      }
    }
    if (found != shards || first == null) {
      throw new IOException(
          "Cannot read the sums in "
              + folder
              + ": "
              + found
              + " of "
              + shards
              + " shards are there");
    }
    return new Totals(vectors, first.scalars(), first.counts(), first.rows(), first.samples());
  }
}
