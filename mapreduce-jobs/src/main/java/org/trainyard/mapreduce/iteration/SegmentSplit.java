package org.trainyard.mapreduce.iteration;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.io.Writable;
import org.apache.hadoop.io.WritableUtils;
import org.apache.hadoop.mapreduce.InputSplit;
import org.trainyard.formats.dataset.BlockReference;
import org.trainyard.mapreduce.algorithm.Segment;
import org.trainyard.mapreduce.problem.SegmentPlan;

/** The work of one map task: some segments, with the exact places of their blocks. */
public final class SegmentSplit extends InputSplit implements Writable {
  private List<SegmentPlan> segments;
  private String[] hosts;

  /** For Hadoop, which then reads the fields. */
  public SegmentSplit() {}

  /** Of segments, to be read best on {@code hosts}. */
  public SegmentSplit(List<SegmentPlan> segments, String[] hosts) {
    this.segments = List.copyOf(segments);
    this.hosts = hosts.clone();
  }

  /** The segments, in order. */
  public List<SegmentPlan> segments() {
    return segments;
  }

  @Override
  public long getLength() {
    return segments.stream().mapToLong(SegmentPlan::bytes).sum();
  }

  @Override
  public String[] getLocations() {
    return hosts == null ? new String[0] : hosts.clone();
  }

  @Override
  public void write(DataOutput out) throws IOException {
    WritableUtils.writeVInt(out, segments.size());
    for (SegmentPlan segment : segments) {
      WritableUtils.writeVLong(out, segment.index());
      WritableUtils.writeVInt(out, segment.role().ordinal());
      WritableUtils.writeVInt(out, segment.blocks().size());
      for (BlockReference block : segment.blocks()) {
        WritableUtils.writeVLong(out, block.index());
        Text.writeString(out, block.file());
        WritableUtils.writeVLong(out, block.position());
        WritableUtils.writeVInt(out, block.bytes());
        WritableUtils.writeVInt(out, block.rows());
      }
    }
  }

  @Override
  public void readFields(DataInput in) throws IOException {
    List<SegmentPlan> read = new ArrayList<>();
    for (int s = WritableUtils.readVInt(in); s > 0; s--) {
      long index = WritableUtils.readVLong(in);
      Segment.Role role = Segment.Role.values()[WritableUtils.readVInt(in)];
      List<BlockReference> blocks = new ArrayList<>();
      for (int b = WritableUtils.readVInt(in); b > 0; b--) {
        long block = WritableUtils.readVLong(in);
        String file = Text.readString(in);
        long position = WritableUtils.readVLong(in);
        int bytes = WritableUtils.readVInt(in);
        blocks.add(new BlockReference(block, file, position, bytes, WritableUtils.readVInt(in)));
      }
      read.add(new SegmentPlan(index, role, blocks));
    }
    segments = read;
  }
}
