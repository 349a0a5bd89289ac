package org.trainyard.am.worker;

import java.io.IOException;
import org.apache.hadoop.io.NullWritable;
import org.apache.hadoop.mapreduce.InputSplit;
import org.apache.hadoop.mapreduce.RecordReader;
import org.apache.hadoop.mapreduce.TaskAttemptContext;
import org.trainyard.mapreduce.algorithm.Segment;

/** The segments of one split, for one mapper. Can be cancelled from another thread. */
final class SplitReader extends RecordReader<NullWritable, Segment> {
  private final SplitStore store;
  private final int split;
  private final int segments;
  private final SegmentSource.Opener sources;
  private SegmentSource source;
  private int done;
  private Segment current;
  private long readNanos;
  private volatile boolean cancelled;

  SplitReader(SplitStore store, int split, int segments, SegmentSource.Opener sources) {
    this.store = store;
    this.split = split;
    this.segments = segments;
    this.sources = sources;
  }

  /** The next segment is not given out. */
  void cancel() {
    cancelled = true;
  }

  /** Time spent on having segments. */
  long readNanos() {
    return readNanos;
  }

  /** Opened when a segment is not here. */
  SegmentSource source() throws IOException {
    if (source == null) {
      source = sources.open();
    }
    return source;
  }

  @Override
  public void initialize(InputSplit ignored, TaskAttemptContext context) {}

  @Override
  public boolean nextKeyValue() throws IOException {
    if (cancelled) {
      throw new CancelledException();
    }
    if (done == segments) {
      return false;
    }
    long began = System.nanoTime();
    current = store.get(split, done++, this);
    readNanos += System.nanoTime() - began;
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
    return segments == 0 ? 1f : (float) done / segments;
  }

  @Override
  public void close() throws IOException {
    if (source != null) {
      source.close();
    }
  }
}
