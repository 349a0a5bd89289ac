package org.trainyard.mapreduce.iteration;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
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
    PartialWritable[] sums = new PartialWritable[shards];
    FileSystem fs = folder.getFileSystem(conf);
    for (FileStatus file : fs.listStatus(folder, path -> path.getName().startsWith("part-"))) {
      try (SequenceFile.Reader in =
          new SequenceFile.Reader(conf, SequenceFile.Reader.file(file.getPath()))) {
        IntWritable shard = new IntWritable();
        PartialWritable value = new PartialWritable();
        while (in.next(shard, value)) {
          sums[shard.get()] = value;
          value = new PartialWritable();
        }
      }
    }
    long found = Arrays.stream(sums).filter(Objects::nonNull).count();
    if (found != shards) {
      throw new IOException(
          "Cannot read the sums in "
              + folder
              + ": "
              + found
              + " of "
              + shards
              + " shards are there");
    }
    return join(shape, Arrays.asList(sums));
  }

  /**
   * The totals of a partial of {@code shape}.
   *
   * @param sums its shards in order; modified: each is let go of once it is added
   */
  public static Totals join(PartialShape shape, List<PartialWritable> sums) throws IOException {
    double[] vectors = new double[shape.vectors()];
    Totals first = null;
    for (int shard = 0; shard < sums.size(); shard++) {
      int start = shape.shardStart(shard, sums.size());
      Totals totals = sums.set(shard, null).totals(shape.shard(shard, sums.size()), vectors, start);
      first = shard == 0 ? totals : first;
    }
    return first;
  }
}
