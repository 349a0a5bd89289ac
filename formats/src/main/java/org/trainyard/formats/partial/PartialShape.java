package org.trainyard.formats.partial;

/**
 * How large a partial is: known from the state alone, so that every process makes the same one.
 *
 * @param vectors number of summed coordinates that are cut into shards (gradients, centroid sums,
 *     parameters)
 * @param scalars number of further sums (losses, weights), which travel with the first shard
 * @param groups number of groups of kept rows, usually one for each model
 * @param rowsInGroup most rows that a group keeps; 0 if none are kept
 */
public record PartialShape(int vectors, int scalars, int groups, int rowsInGroup) {
  /** A shape that keeps no rows. */
  public static PartialShape ofSums(int vectors, int scalars) {
    return new PartialShape(vectors, scalars, 0, 0);
  }

  /** First coordinate of shard {@code shard} of {@code shards}; the end of the one before. */
  public int shardStart(int shard, int shards) {
    return (int) ((long) vectors * shard / shards);
  }

  /** The shape of one shard alone. */
  public PartialShape shard(int shard, int shards) {
    int length = shardStart(shard + 1, shards) - shardStart(shard, shards);
    return shard == 0 ? new PartialShape(length, scalars, groups, rowsInGroup) : ofSums(length, 0);
  }
}
