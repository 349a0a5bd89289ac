package org.trainyard.mapreduce.kernel;

import java.util.function.Function;
import org.trainyard.formats.sample.SampleBlock;

/**
 * Which rows of a block are held out from which models. The same in every scan of a run, so that a
 * device keeps them beside the block.
 *
 * @param rule two marks with equal rules mark the same rows
 * @param marks for each row of a block its fold, from 0, or {@link #ALL}
 */
public record RowMarks(String rule, Function<SampleBlock, int[]> marks) {
  /** The row is held out from all models that hold rows out. */
  public static final int ALL = -1;
}
