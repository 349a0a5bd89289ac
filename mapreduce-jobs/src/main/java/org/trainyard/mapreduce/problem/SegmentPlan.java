package org.trainyard.mapreduce.problem;

import java.util.ArrayList;
import java.util.List;
import org.trainyard.formats.dataset.BlockReference;
import org.trainyard.mapreduce.algorithm.Segment;

/**
 * A segment before its blocks are read.
 *
 * @param index position among the segments of its dataset, from 0
 * @param role what its samples are for
 * @param blocks consecutive blocks
 */
public record SegmentPlan(long index, Segment.Role role, List<BlockReference> blocks) {

  /** Cuts a dataset into segments of so many consecutive blocks; the last one may be shorter. */
  public static List<SegmentPlan> cut(
      List<BlockReference> blocks, int blocksInSegment, Segment.Role role) {
    List<SegmentPlan> segments = new ArrayList<>();
    for (int from = 0; from < blocks.size(); from += blocksInSegment) {
      int to = Math.min(blocks.size(), from + blocksInSegment);
      segments.add(new SegmentPlan(segments.size(), role, List.copyOf(blocks.subList(from, to))));
    }
    return segments;
  }

  /** Bytes on disk. */
  public long bytes() {
    return blocks.stream().mapToLong(BlockReference::bytes).sum();
  }

  /** Samples. */
  public long rows() {
    return blocks.stream().mapToLong(BlockReference::rows).sum();
  }
}
