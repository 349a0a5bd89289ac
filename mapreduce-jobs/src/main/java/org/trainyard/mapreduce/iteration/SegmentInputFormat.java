package org.trainyard.mapreduce.iteration;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.BlockLocation;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.NullWritable;
import org.apache.hadoop.mapreduce.InputFormat;
import org.apache.hadoop.mapreduce.InputSplit;
import org.apache.hadoop.mapreduce.JobContext;
import org.apache.hadoop.mapreduce.RecordReader;
import org.apache.hadoop.mapreduce.TaskAttemptContext;
import org.trainyard.formats.dataset.BlockReference;
import org.trainyard.mapreduce.algorithm.Segment;
import org.trainyard.mapreduce.problem.RunProblem;
import org.trainyard.mapreduce.problem.SegmentPlan;
import org.trainyard.mapreduce.problem.SegmentReader;

/**
 * Splits of whole segments, about as many as asked for; each record is one segment, decoded and
 * encoded.
 */
public final class SegmentInputFormat extends InputFormat<NullWritable, Segment> {
  @Override
  public List<InputSplit> getSplits(JobContext context) throws IOException {
    Configuration conf = context.getConfiguration();
    RunProblem problem = IterationJob.problem(conf);
    if (context instanceof HeldJob held) {
      held.awaitWord();
    }
    return new ArrayList<>(splits(conf, problem, conf.getInt(IterationJob.SPLITS, 1)));
  }

  /** The segments of a problem as about {@code wanted} splits, with the hosts that hold them. */
  public static List<SegmentSplit> splits(Configuration conf, RunProblem problem, int wanted)
      throws IOException {
    Map<Path, BlockLocation[]> locations = new HashMap<>();
    List<SegmentSplit> splits = new ArrayList<>();
    for (List<SegmentPlan> segments : SplitPlan.combine(problem.segments(), wanted)) {
      splits.add(new SegmentSplit(segments, hosts(conf, problem, segments, locations)));
    }
    return splits;
  }

  /**
   * The hosts of the split's largest share of bytes: those that hold its first block are good
   * enough for a run of blocks.
   */
  private static String[] hosts(
      Configuration conf,
      RunProblem problem,
      List<SegmentPlan> segments,
      Map<Path, BlockLocation[]> locations)
      throws IOException {
    SegmentPlan first = segments.get(0);
    BlockReference block = first.blocks().get(0);
    Path file = new Path(problem.dataset(first.role()), block.file());
    BlockLocation[] known = locations.get(file);
    if (known == null) {
      FileSystem fs = file.getFileSystem(conf);
      FileStatus status = fs.getFileStatus(file);
      known = fs.getFileBlockLocations(status, 0, status.getLen());
      locations.put(file, known);
    }
    for (BlockLocation location : known) {
      if (block.position() < location.getOffset() + location.getLength()) {
        return location.getHosts();
      }
    }
    return new String[0];
  }

  @Override
  public RecordReader<NullWritable, Segment> createRecordReader(
      InputSplit split, TaskAttemptContext context) {
    return new SegmentRecordReader();
  }

  /** Reads the segments of one split in order. */
  private static final class SegmentRecordReader extends RecordReader<NullWritable, Segment> {
    private List<SegmentPlan> segments;
    private SegmentReader reader;
    private int done;
    private Segment current;

    @Override
    public void initialize(InputSplit split, TaskAttemptContext context) throws IOException {
      segments = ((SegmentSplit) split).segments();
      reader = IterationJob.problem(context.getConfiguration()).reader();
    }

    @Override
    public boolean nextKeyValue() throws IOException {
      if (done == segments.size()) {
        return false;
      }
      current = reader.read(segments.get(done++));
      return true;
    }

    @Override
    public NullWritable getCurrentKey() {
      return NullWritable.get();
    }

    @Override
    public Segment getCurrentValue() {
      return current;
    }

    @Override
    public float getProgress() {
      return segments.isEmpty() ? 1f : (float) done / segments.size();
    }

    @Override
    public void close() throws IOException {
      if (reader != null) {
        reader.close();
      }
    }
  }
}
