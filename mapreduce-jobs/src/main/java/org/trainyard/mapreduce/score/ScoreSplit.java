package org.trainyard.mapreduce.score;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import org.apache.hadoop.io.Writable;
import org.apache.hadoop.io.WritableUtils;
import org.apache.hadoop.mapreduce.InputSplit;
import org.trainyard.formats.dataset.BlockReference;
import org.trainyard.formats.run.JsonFile;
import org.trainyard.mapreduce.pack.ChunkRun;

/** The work of one map task. */
public final class ScoreSplit extends InputSplit implements Writable {
  private Work work;
  private long bytes;
  private String[] hosts = new String[0];

  /**
   * What a task reads: chunks of raw files, or blocks of a dataset.
   *
   * @param task its number in the order of the input
   * @param runs of raw input; empty for a dataset
   * @param blocks of a dataset; empty for raw input
   */
  record Work(int task, List<ChunkRun> runs, List<BlockReference> blocks) {}

  /** For Hadoop, which then calls {@link #readFields}. */
  public ScoreSplit() {}

  ScoreSplit(Work work, long bytes, String[] hosts) {
    this.work = work;
    this.bytes = bytes;
    this.hosts = hosts;
  }

  Work work() {
    return work;
  }

  @Override
  public long getLength() {
    return bytes;
  }

  @Override
  public String[] getLocations() {
    return hosts.clone();
  }

  @Override
  public void write(DataOutput out) throws IOException {
    byte[] json = JsonFile.MAPPER.writeValueAsBytes(work);
    WritableUtils.writeVLong(out, bytes);
    WritableUtils.writeCompressedByteArray(out, json);
  }

  @Override
  public void readFields(DataInput in) throws IOException {
    bytes = WritableUtils.readVLong(in);
    work = JsonFile.MAPPER.readValue(WritableUtils.readCompressedByteArray(in), Work.class);
  }

  @Override
  public String toString() {
    return "task " + work.task() + " of scoring";
  }
}
