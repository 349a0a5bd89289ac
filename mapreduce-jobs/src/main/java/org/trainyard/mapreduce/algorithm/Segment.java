package org.trainyard.mapreduce.algorithm;

import java.util.List;
import org.trainyard.formats.sample.SampleBlock;

/**
 * Consecutive blocks that are visited together.
 *
 * @param index position among the segments of its dataset, from 0
 * @param role what its samples are for
 * @param blocks the blocks in order
 */
public record Segment(long index, Role role, List<SampleBlock> blocks) {
  /** What the samples of a dataset are for. */
  public enum Role {
    /** Training data, of which a fraction or a fold may be held out by hash. */
    TRAINING,
    /** A validation dataset of its own: never trained on. */
    VALIDATION
  }

  /** Number of samples. */
  public long rows() {
    return blocks.stream().mapToLong(SampleBlock::rows).sum();
  }
}
