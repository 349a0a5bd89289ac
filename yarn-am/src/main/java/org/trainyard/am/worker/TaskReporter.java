package org.trainyard.am.worker;

import org.apache.hadoop.mapreduce.Counter;
import org.apache.hadoop.mapreduce.Counters;
import org.apache.hadoop.mapreduce.StatusReporter;

/** Counters of one task in this process. */
final class TaskReporter extends StatusReporter {
  private final Counters counters = new Counters();

  @Override
  public Counter getCounter(Enum<?> name) {
    return counters.findCounter(name);
  }

  @Override
  public Counter getCounter(String group, String name) {
    return counters.findCounter(group, name);
  }

  /** All of them. */
  Counters counters() {
    return counters;
  }

  @Override
  public void progress() {}

  @Override
  public float getProgress() {
    return 0f;
  }

  @Override
  public void setStatus(String status) {}
}
