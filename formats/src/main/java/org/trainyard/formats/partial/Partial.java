package org.trainyard.formats.partial;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * What a mapper emits: sums that can be added in any order with the same result to the last bit.
 *
 * <p>The vector sums are cut into shards of consecutive coordinates, one shuffle key each;
 * everything else travels with shard 0. Not thread-safe.
 */
public final class Partial {
  private final PartialShape shape;
  private final BinnedSums vectors;
  private final BinnedSums scalars;
  private final Counts counts = new Counts();
  private final TopRows rows;
  private long samples;

  /** The empty partial of a shape. */
  public Partial(PartialShape shape) {
    this.shape = shape;
    this.vectors = new BinnedSums(shape.vectors());
    this.scalars = new BinnedSums(shape.scalars());
    this.rows = new TopRows(shape.groups(), shape.rowsInGroup());
  }

  /** The shape it was made with. */
  public PartialShape shape() {
    return shape;
  }

  /** The sums that are cut into shards. */
  public BinnedSums vectors() {
    return vectors;
  }

  /** The few other sums. */
  public BinnedSums scalars() {
    return scalars;
  }

  /** Whole-number counts. */
  public Counts counts() {
    return counts;
  }

  /** The kept rows. */
  public TopRows rows() {
    return rows;
  }

  /**
   * Counts samples as visited: whoever drives the iteration checks that none was missed and none
   * came twice.
   */
  public void visited(long more) {
    samples += more;
  }

  /** Adds another partial of the same shape. */
  public void add(Partial other) {
    samples += other.samples;
    vectors.add(other.vectors);
    scalars.add(other.scalars);
    counts.add(other.counts);
    rows.add(other.rows);
  }

  /**
   * Writes one of {@code shards} shards; {@link #readAndAdd} of a partial of the shard's shape
   * reads it.
   */
  public void writeShard(DataOutput out, int shard, int shards) throws IOException {
    vectors.write(out, shape.shardStart(shard, shards), shape.shardStart(shard + 1, shards));
    out.writeLong(shard == 0 ? samples : 0L);
    if (shard == 0) {
      scalars.write(out, 0, shape.scalars());
      counts.write(out);
      rows.write(out);
    } else {
      new Counts().write(out);
    }
  }

  /** Reads what {@link #writeShard} wrote for a shard of this shape, and adds it. */
  public void readAndAdd(DataInput in) throws IOException {
    vectors.readAndAdd(in, 0, shape.vectors());
    samples += in.readLong();
    scalars.readAndAdd(in, 0, shape.scalars());
    counts.readAndAdd(in);
    rows.readAndAdd(in);
  }

  /** The finished sums, rounded to double. */
  public Totals totals() {
    return new Totals(vectors.values(), scalars.values(), counts, rows, samples);
  }
}
