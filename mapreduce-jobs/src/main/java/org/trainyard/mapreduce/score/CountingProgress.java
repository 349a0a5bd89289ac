package org.trainyard.mapreduce.score;

import java.util.concurrent.atomic.AtomicLong;
import org.apache.hadoop.mapreduce.TaskInputOutputContext;

/** Tells Hadoop of the progress of a task. */
record CountingProgress(TaskInputOutputContext<?, ?, ?, ?> context, AtomicLong read)
    implements ScoreProgress {
  @Override
  public void scored(int samples) {
    context.getCounter(ScoreCounter.ROWS).increment(samples);
    context.progress();
  }

  @Override
  public void skipped() {
    context.getCounter(ScoreCounter.BAD_RECORDS).increment(1);
  }

  @Override
  public void read(long bytes) {
    read.addAndGet(bytes);
    context.progress();
  }
}
