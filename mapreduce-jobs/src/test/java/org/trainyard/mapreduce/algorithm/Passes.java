package org.trainyard.mapreduce.algorithm;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.trainyard.formats.partial.Partial;
import org.trainyard.formats.partial.PartialShape;
import org.trainyard.formats.partial.Totals;
import org.trainyard.formats.sample.SampleBlock;
import org.trainyard.formats.state.State;

/** Runs an algorithm in one thread: the smallest engine there is. */
public final class Passes {
  private static final int SHARDS = 3;

  private Passes() {}

  /** Up to so many iterations, in one partial; ends early when all models have stopped. */
  public static State run(Algorithm algorithm, List<SampleBlock> blocks, int iterations) {
    return run(algorithm, algorithm.initial(), blocks, List.of(), iterations, 1);
  }

  /**
   * Up to so many iterations from a state.
   *
   * @param validation blocks of a validation dataset
   * @param tasks number of partials that the segments are dealt to, last segment first when more
   *     than one, and then sent through three shards
   */
  public static State run(
      Algorithm algorithm,
      State from,
      List<SampleBlock> blocks,
      List<SampleBlock> validation,
      int iterations,
      int tasks) {
    State state = from;
    List<Segment> segments = segments(blocks, Segment.Role.TRAINING, algorithm.blocksInSegment());
    segments.addAll(segments(validation, Segment.Role.VALIDATION, algorithm.blocksInSegment()));
    for (int i = 0; i < iterations && !algorithm.progress(state).finished(); i++) {
      state = algorithm.next(state, sum(algorithm, state, segments, tasks));
    }
    return state;
  }

  /** The sums of one iteration from a state, in one partial. */
  public static Totals sum(Algorithm algorithm, State state, List<SampleBlock> blocks) {
    int together = algorithm.blocksInSegment();
    return sum(algorithm, state, segments(blocks, Segment.Role.TRAINING, together), 1);
  }

  private static Totals sum(Algorithm algorithm, State state, List<Segment> segments, int tasks) {
    PartialShape shape = algorithm.shape(state);
    List<Partial> partials = new ArrayList<>();
    List<Accumulator> accumulators = new ArrayList<>();
    for (int t = 0; t < tasks; t++) {
      partials.add(new Partial(shape));
      accumulators.add(algorithm.accumulator(state));
    }
    for (int s = 0; s < segments.size(); s++) {
      Segment segment = segments.get(tasks == 1 ? s : segments.size() - 1 - s);
      accumulators.get(s % tasks).accumulate(segment, partials.get(s % tasks));
    }
    return tasks == 1 ? partials.get(0).totals() : shuffle(shape, partials);
  }

  /** Adds partials shard by shard, as three reducers would. */
  private static Totals shuffle(PartialShape shape, List<Partial> partials) {
    double[] vectors = new double[shape.vectors()];
    Totals first = null;
    for (int shard = 0; shard < SHARDS; shard++) {
      Partial sum = new Partial(shape.shard(shard, SHARDS));
      for (Partial partial : partials) {
        send(partial, shard, sum);
      }
      Totals totals = sum.totals();
      int at = shape.shardStart(shard, SHARDS);
      System.arraycopy(totals.vectors(), 0, vectors, at, totals.vectors().length);
      first = first == null ? totals : first;
    }
    return new Totals(vectors, first.scalars(), first.counts(), first.rows(), first.samples());
  }

  private static void send(Partial partial, int shard, Partial into) {
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      partial.writeShard(new DataOutputStream(bytes), shard, SHARDS);
      into.readAndAdd(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Segment> segments(
      List<SampleBlock> blocks, Segment.Role role, int blocksInSegment) {
    List<Segment> segments = new ArrayList<>();
    for (int from = 0; from < blocks.size(); from += blocksInSegment) {
      int to = Math.min(blocks.size(), from + blocksInSegment);
      segments.add(new Segment(segments.size(), role, blocks.subList(from, to)));
    }
    return segments;
  }
}
