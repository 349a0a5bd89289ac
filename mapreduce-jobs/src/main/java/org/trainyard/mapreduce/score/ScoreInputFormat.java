package org.trainyard.mapreduce.score;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.BlockLocation;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapreduce.InputFormat;
import org.apache.hadoop.mapreduce.InputSplit;
import org.apache.hadoop.mapreduce.JobContext;
import org.apache.hadoop.mapreduce.RecordReader;
import org.apache.hadoop.mapreduce.TaskAttemptContext;
import org.apache.hadoop.mapreduce.security.TokenCache;
import org.trainyard.formats.dataset.BlockReference;
import org.trainyard.formats.dataset.Dataset;
import org.trainyard.formats.raw.InputFile;
import org.trainyard.formats.raw.RawInputs;
import org.trainyard.mapreduce.pack.ChunkRun;

/** Cuts the input into splits; the only record of a split is the split itself. */
public final class ScoreInputFormat extends InputFormat<AtomicLong, ScoreSplit> {
  @Override
  public List<InputSplit> getSplits(JobContext context) throws IOException {
    Configuration conf = context.getConfiguration();
    ScoreSpec spec = ScoreSpec.of(conf);
    List<InputSplit> splits = new ArrayList<>();
    if (spec.dataset() != null) {
      Path folder = new Path(spec.dataset());
      obtainTokens(context, List.of(folder));
      for (ScoreSplit.Work work : blocks(Dataset.open(conf, folder), spec.tasks())) {
        BlockReference first = work.blocks().get(0);
        long bytes = work.blocks().stream().mapToLong(BlockReference::bytes).sum();
        Path file = new Path(folder, first.file());
        splits.add(new ScoreSplit(work, bytes, hosts(conf, file, first.position())));
      }
      return splits;
    }
    RawInputs files = RawInputs.find(spec.input().source(), conf);
    obtainTokens(
        context,
        files.files().stream().map(file -> new Path(file.path()).getParent()).distinct().toList());
    for (ScoreSplit.Work work : chunks(files, spec.tasks())) {
      ChunkRun first = work.runs().get(0);
      InputFile file = first.file();
      long bytes = work.runs().stream().mapToLong(run -> run.bytes(files.chunkBytes())).sum();
      long at = file.splittable() ? first.from() * files.chunkBytes() : 0;
      splits.add(new ScoreSplit(work, bytes, hosts(conf, new Path(file.path()), at)));
    }
    return splits;
  }

  /** The work of at most so many tasks on raw files. */
  static List<ScoreSplit.Work> chunks(RawInputs files, int tasks) {
    List<ScoreSplit.Work> works = new ArrayList<>();
    for (List<ChunkRun> runs : ChunkRun.cut(files, tasks)) {
      works.add(new ScoreSplit.Work(works.size(), runs, List.of()));
    }
    return works;
  }

  /** The work of at most so many tasks on a dataset. */
  static List<ScoreSplit.Work> blocks(Dataset dataset, int tasks) {
    List<BlockReference> blocks = dataset.blocks();
    List<ScoreSplit.Work> works = new ArrayList<>();
    int wanted = Math.max(1, Math.min(tasks, blocks.size()));
    for (int t = 0; t < wanted; t++) {
      int from = (int) ((long) blocks.size() * t / wanted);
      int to = (int) ((long) blocks.size() * (t + 1) / wanted);
      if (to > from) {
        works.add(
            new ScoreSplit.Work(works.size(), List.of(), List.copyOf(blocks.subList(from, to))));
      }
    }
    return works;
  }

  private static void obtainTokens(JobContext context, List<Path> paths) throws IOException {
    TokenCache.obtainTokensForNamenodes(
        context.getCredentials(), paths.toArray(Path[]::new), context.getConfiguration());
  }

  /** Where the first byte of a split lies. */
  private static String[] hosts(Configuration conf, Path file, long at) throws IOException {
    BlockLocation[] blocks = file.getFileSystem(conf).getFileBlockLocations(file, at, 1);
    return blocks == null || blocks.length == 0 ? new String[0] : blocks[0].getHosts();
  }

  @Override
  public RecordReader<AtomicLong, ScoreSplit> createRecordReader(
      InputSplit split, TaskAttemptContext context) {
    return new SplitItself();
  }

  /** The key counts the bytes that the mapper has read, for the progress of the task. */
  private static final class SplitItself extends RecordReader<AtomicLong, ScoreSplit> {
    private final AtomicLong read = new AtomicLong();
    private ScoreSplit split;
    private boolean given;

    @Override
    public void initialize(InputSplit itself, TaskAttemptContext context) {
      split = (ScoreSplit) itself;
    }

    @Override
    public boolean nextKeyValue() {
      boolean first = !given;
      given = true;
      return first;
    }

    @Override
    public AtomicLong getCurrentKey() {
      return read;
    }

    @Override
    public ScoreSplit getCurrentValue() {
      return split;
    }

    @Override
    public float getProgress() {
      return Math.min(1f, (float) read.get() / Math.max(1, split.getLength()));
    }

    @Override
    public void close() {}
  }
}
