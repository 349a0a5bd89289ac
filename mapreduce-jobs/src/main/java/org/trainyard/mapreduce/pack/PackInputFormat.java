package org.trainyard.mapreduce.pack;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.BlockLocation;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.NullWritable;
import org.apache.hadoop.mapreduce.InputFormat;
import org.apache.hadoop.mapreduce.InputSplit;
import org.apache.hadoop.mapreduce.JobContext;
import org.apache.hadoop.mapreduce.RecordReader;
import org.apache.hadoop.mapreduce.TaskAttemptContext;
import org.apache.hadoop.mapreduce.security.TokenCache;
import org.trainyard.formats.raw.BadDataException;
import org.trainyard.formats.raw.InputFile;

/** Cuts the input of a plan into splits; a split is one record, itself. */
public final class PackInputFormat extends InputFormat<NullWritable, PackSplit> {
  @Override
  public List<InputSplit> getSplits(JobContext context) throws IOException {
    Configuration conf = context.getConfiguration();
    PackPlan plan = PackFolder.plan(conf, PackJob.folder(conf));
    Path[] paths =
        plan.inputs().files().stream()
            .map(InputFile::path)
            .map(Path::new)
            .map(path -> path.getParent())
            .distinct()
            .toArray(Path[]::new);
    TokenCache.obtainTokensForNamenodes(context.getCredentials(), paths, conf);
    long chunkBytes = plan.inputs().chunkBytes();
    List<InputSplit> splits = new ArrayList<>();
    for (List<ChunkRun> runs : ChunkRun.cut(plan.inputs(), PackJob.tasks(conf))) {
      long bytes = runs.stream().mapToLong(run -> run.bytes(chunkBytes)).sum();
      splits.add(new PackSplit(splits.size(), runs, bytes, hosts(runs, chunkBytes, conf)));
    }
    return splits;
  }

  /** Where the longest run of a split begins. */
  static String[] hosts(List<ChunkRun> runs, long chunkBytes, Configuration conf)
      throws IOException {
    ChunkRun longest =
        runs.stream().max(Comparator.comparingLong(run -> run.bytes(chunkBytes))).orElseThrow();
    Path path = new Path(longest.file().path());
    FileSystem fs = path.getFileSystem(conf);
    try {
      BlockLocation[] blocks = fs.getFileBlockLocations(path, longest.from() * chunkBytes, 1);
      return blocks == null || blocks.length == 0 ? new String[0] : blocks[0].getHosts();
    } catch (FileNotFoundException e) {
      throw new BadDataException("The input changed while it was packed: " + path + " is gone", e);
    }
  }

  @Override
  public RecordReader<NullWritable, PackSplit> createRecordReader(
      InputSplit split, TaskAttemptContext context) {
    return new SplitItself();
  }

  private static final class SplitItself extends RecordReader<NullWritable, PackSplit> {
    private PackSplit split;
    private boolean given;

    @Override
    public void initialize(InputSplit itself, TaskAttemptContext context) {
      split = (PackSplit) itself;
    }

    @Override
    public boolean nextKeyValue() {
      boolean first = !given;
      given = true;
      return first;
    }

    @Override
    public NullWritable getCurrentKey() {
      return NullWritable.get();
    }

    @Override
    public PackSplit getCurrentValue() {
      return split;
    }

    @Override
    public float getProgress() {
      return given ? 1f : 0f;
    }

    @Override
    public void close() {}
  }
}
