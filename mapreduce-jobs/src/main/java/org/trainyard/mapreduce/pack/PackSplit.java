package org.trainyard.mapreduce.pack;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.io.Writable;
import org.apache.hadoop.io.WritableUtils;
import org.apache.hadoop.mapreduce.InputSplit;
import org.trainyard.formats.raw.InputFile;

/** Runs of chunks that one map task packs, and its number. */
public final class PackSplit extends InputSplit implements Writable {
  private int task;
  private List<ChunkRun> runs = List.of();
  private long bytes;
  private String[] hosts = new String[0];

  /** For Hadoop, which then calls {@link #readFields}. */
  public PackSplit() {}

  PackSplit(int task, List<ChunkRun> runs, long bytes, String[] hosts) {
    this.task = task;
    this.runs = runs;
    this.bytes = bytes;
    this.hosts = hosts;
  }

  /** The number of the task among all, in the order of the input. */
  int task() {
    return task;
  }

  List<ChunkRun> runs() {
    return runs;
  }

  @Override
  public long getLength() {
    return bytes;
  }

  @Override
  public String[] getLocations() {
    return hosts;
  }

  @Override
  public void write(DataOutput out) throws IOException {
    WritableUtils.writeVInt(out, task);
    WritableUtils.writeVLong(out, bytes);
    WritableUtils.writeVInt(out, runs.size());
    for (ChunkRun run : runs) {
      InputFile file = run.file();
      WritableUtils.writeVInt(out, file.index());
      Text.writeString(out, file.path());
      WritableUtils.writeVLong(out, file.length());
      WritableUtils.writeVLong(out, file.modified());
      out.writeBoolean(file.splittable());
      WritableUtils.writeVLong(out, file.chunks());
      WritableUtils.writeVLong(out, run.from());
      WritableUtils.writeVLong(out, run.to());
    }
  }

  @Override
  public void readFields(DataInput in) throws IOException {
    task = WritableUtils.readVInt(in);
    bytes = WritableUtils.readVLong(in);
    int count = WritableUtils.readVInt(in);
    runs = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      InputFile file =
          new InputFile(
              WritableUtils.readVInt(in),
              Text.readString(in),
              WritableUtils.readVLong(in),
              WritableUtils.readVLong(in),
              in.readBoolean(),
              WritableUtils.readVLong(in));
      runs.add(new ChunkRun(file, WritableUtils.readVLong(in), WritableUtils.readVLong(in)));
    }
  }

  @Override
  public String toString() {
    ChunkRun first = runs.get(0);
    return "task " + task + " from chunk " + first.from() + " of " + first.file().path();
  }
}
