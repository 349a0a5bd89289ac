package org.trainyard.am.worker;

import java.io.Closeable;
import java.io.IOException;
import org.trainyard.mapreduce.algorithm.Segment;
import org.trainyard.mapreduce.problem.RunProblem;
import org.trainyard.mapreduce.problem.SegmentPlan;
import org.trainyard.mapreduce.problem.SegmentReader;

/** Where segments come from when they are not here. Not thread-safe: one for each thread. */
interface SegmentSource extends Closeable {
  /** Reads and encodes a segment. */
  Segment read(SegmentPlan plan) throws IOException;

  /** Opens one. */
  @FunctionalInterface
  interface Opener {
    SegmentSource open() throws IOException;
  }

  /** From a run's datasets. */
  static SegmentSource of(RunProblem problem) throws IOException {
    SegmentReader reader = problem.reader();
    return new SegmentSource() {
      @Override
      public Segment read(SegmentPlan plan) throws IOException {
        return reader.read(plan);
      }

      @Override
      public void close() throws IOException {
        reader.close();
      }
    };
  }
}
