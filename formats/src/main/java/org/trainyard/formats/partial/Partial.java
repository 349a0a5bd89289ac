package org.trainyard.formats.partial;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.IntFunction;

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
    writeRest(out, shard);
  }

  /**
   * One shard as {@link #writeShard} writes it, behind a head.
   *
   * @param head gives the head for the number of bytes that follow it
   */
  public byte[] shardBytes(int shard, int shards, IntFunction<byte[]> head) throws IOException {
    int from = shape.shardStart(shard, shards);
    int to = shape.shardStart(shard + 1, shards);
    ByteArrayOutputStream rest = new ByteArrayOutputStream();
    writeRest(new DataOutputStream(rest), shard);
    int length = Math.toIntExact(vectors.writtenBytes(from, to) + rest.size());
    byte[] before = head.apply(length);
    ByteBuffer bytes = ByteBuffer.allocate(Math.addExact(before.length, length)).put(before);
    vectors.write(bytes, from, to);
    return bytes.put(rest.toByteArray()).array();
  }

  private void writeRest(DataOutput out, int shard) throws IOException {
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
    readAndAddRest(in);
  }

  /** The same from a buffer over an array. */
  public void readAndAdd(ByteBuffer in) throws IOException {
    vectors.readAndAdd(in, 0, shape.vectors());
    readAndAddRest(rest(in));
  }

  private void readAndAddRest(DataInput in) throws IOException {
    samples += in.readLong();
    scalars.readAndAdd(in, 0, shape.scalars());
    counts.readAndAdd(in);
    rows.readAndAdd(in);
  }

  private static DataInput rest(ByteBuffer in) {
    int at = in.arrayOffset() + in.position();
    return new DataInputStream(new ByteArrayInputStream(in.array(), at, in.remaining()));
  }

  /**
   * What {@link #totals} is of a partial that had read nothing but one written shard: its vectors
   * are rounded as they are read.
   *
   * @param shape of the shard
   * @param in over an array
   * @param into modified: the vectors of the totals, which must be 0 where the shard's are written
   * @param first where the shard's first coordinate is in it
   */
  public static Totals totals(PartialShape shape, ByteBuffer in, double[] into, int first)
      throws IOException {
    SumsCodec.readRounded(in, shape.vectors(), into, first);
    Partial rest =
        new Partial(new PartialShape(0, shape.scalars(), shape.groups(), shape.rowsInGroup()));
    rest.readAndAddRest(rest(in));
    return new Totals(into, rest.scalars.values(), rest.counts, rest.rows, rest.samples);
  }

  /** The finished sums, rounded to double. */
  public Totals totals() {
    return new Totals(vectors.values(), scalars.values(), counts, rows, samples);
  }
}
