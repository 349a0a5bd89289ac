package org.trainyard.mapreduce.engine;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.trainyard.formats.sample.SampleBlock;
import org.trainyard.mapreduce.algorithm.Segment;
import org.trainyard.mapreduce.problem.SegmentPlan;
import org.trainyard.mapreduce.problem.SegmentReader;

/**
 * Keeps decoded segments over the iterations while they fit; reads the others again each time.
 * Thread-safe.
 */
final class SegmentCache {
  private final List<SegmentPlan> segments;
  private final AtomicReferenceArray<Segment> kept;
  private final AtomicLong left;

  private SegmentCache(List<SegmentPlan> segments, long bytes) {
    this.segments = segments;
    this.kept = new AtomicReferenceArray<>(segments.size());
    this.left = new AtomicLong(bytes);
  }

  /** A cache of so many bytes. */
  static SegmentCache of(List<SegmentPlan> segments, long bytes) {
    return new SegmentCache(segments, bytes);
  }

  List<SegmentPlan> segments() {
    return segments;
  }

  Segment get(int s, SegmentReader reader) throws IOException {
    Segment segment = kept.get(s);
    if (segment == null) {
      segment = reader.read(segments.get(s));
      if (left.addAndGet(-bytes(segment)) >= 0) {
        kept.set(s, segment);
      }
    }
    return segment;
  }

  private static long bytes(Segment segment) {
    return segment.blocks().stream().mapToLong(SampleBlock::memoryBytes).sum();
  }
}
