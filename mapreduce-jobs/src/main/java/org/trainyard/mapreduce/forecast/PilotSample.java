package org.trainyard.mapreduce.forecast;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.trainyard.formats.sample.SampleBlock;
import org.trainyard.formats.sample.SparseBlock;
import org.trainyard.mapreduce.algorithm.Segment;
import org.trainyard.mapreduce.algorithm.TrainingProblem;
import org.trainyard.mapreduce.problem.RunProblem;
import org.trainyard.mapreduce.problem.SegmentPlan;
import org.trainyard.mapreduce.problem.SegmentReader;

/**
 * Some segments of the training data, spread over it, and the problem of training on them alone. Of
 * sparse data only the features that occur are left, so that the work follows the sample and not
 * the width of the model.
 *
 * @param problem over the sample
 * @param segments decoded
 * @param rows in them
 * @param mostOccurring features that occur in the sparse block that was read with the most of them;
 *     0 if there was none
 * @param read what it took to get them
 */
record PilotSample(
    TrainingProblem problem,
    List<Segment> segments,
    long rows,
    int mostOccurring,
    Pilot.Read read) {
  /**
   * Segments that a sample is thinned out of: more cost reading, fewer are less alike the whole.
   */
  private static final int SEGMENTS = 12;

  /**
   * Reads segments that are evenly spread, and takes every n-th of their rows.
   *
   * @param wantedRows about so many rows come out, if there are as many
   */
  static PilotSample of(RunProblem run, long wantedRows) throws IOException {
    List<SegmentPlan> plans = spread(run.segments());
    long started = System.nanoTime();
    List<Segment> segments = new ArrayList<>();
    try (SegmentReader reader = run.reader()) {
      for (SegmentPlan plan : plans) {
        segments.add(reader.read(plan));
      }
    }
    double seconds = (System.nanoTime() - started) / 1e9;
    long read = plans.stream().mapToLong(SegmentPlan::rows).sum();
    int most = mostOccurring(segments);
    int step = (int) Math.max(1, read / Math.max(1, wantedRows));
    segments.replaceAll(segment -> thinned(segment, step));
    long rows = segments.stream().mapToLong(Segment::rows).sum();
    int[] occurring = occurring(segments);
    List<Segment> narrow = occurring == null ? segments : narrowed(segments, occurring);
    return new PilotSample(
        part(run.training(null), narrow, blocks(plans), occurring),
        narrow,
        rows,
        most,
        new Pilot.Read(read, plans.stream().mapToLong(SegmentPlan::bytes).sum(), seconds));
  }

  private static List<SegmentPlan> spread(List<SegmentPlan> all) {
    List<SegmentPlan> training =
        all.stream().filter(segment -> segment.role() == Segment.Role.TRAINING).toList();
    int many = Math.min(SEGMENTS, training.size());
    List<SegmentPlan> chosen = new ArrayList<>();
    for (int i = 0; i < many; i++) {
      chosen.add(training.get((int) ((2L * i + 1) * training.size() / (2L * many))));
    }
    return chosen;
  }

  private static int mostOccurring(List<Segment> segments) {
    return segments.stream()
        .flatMap(segment -> segment.blocks().stream())
        .mapToInt(block -> block instanceof SparseBlock sparse ? sparse.dictionary().length : 0)
        .max()
        .orElse(0);
  }

  private static Segment thinned(Segment segment, int step) {
    return new Segment(
        segment.index(),
        segment.role(),
        segment.blocks().stream().map(block -> Thinning.every(step, block)).toList());
  }

  private static long blocks(List<SegmentPlan> plans) {
    return plans.stream().mapToLong(plan -> plan.blocks().size()).sum();
  }

  /** The features that occur in sparse blocks, ascending; null if there is a dense block. */
  private static int[] occurring(List<Segment> segments) {
    List<int[]> dictionaries = new ArrayList<>();
    for (Segment segment : segments) {
      for (SampleBlock block : segment.blocks()) {
        if (!(block instanceof SparseBlock sparse)) {
          return null;
        }
        dictionaries.add(sparse.dictionary());
      }
    }
    return dictionaries.stream().flatMapToInt(Arrays::stream).sorted().distinct().toArray();
  }

  private static List<Segment> narrowed(List<Segment> segments, int[] occurring) {
    List<Segment> narrow = new ArrayList<>();
    for (Segment segment : segments) {
      List<SampleBlock> blocks = new ArrayList<>();
      for (SampleBlock block : segment.blocks()) {
        SparseBlock sparse = (SparseBlock) block;
        int[] places = new int[sparse.dictionary().length];
        for (int e = 0; e < places.length; e++) {
          places[e] = Arrays.binarySearch(occurring, sparse.dictionary()[e]);
        }
        blocks.add(
            new SparseBlock(
                sparse.header(),
                occurring.length,
                places,
                sparse.rowStart(),
                sparse.columns(),
                sparse.values()));
      }
      narrow.add(new Segment(segment.index(), segment.role(), blocks));
    }
    return narrow;
  }

  private static TrainingProblem part(
      TrainingProblem whole, List<Segment> segments, long blocks, int[] occurring) {
    long rows = segments.stream().mapToLong(Segment::rows).sum();
    int width = occurring == null ? whole.features().count() : occurring.length;
    SampleStatistics statistics = SampleStatistics.of(segments, width);
    TrainingProblem.Labels labels = whole.labels();
    double share = (double) rows / whole.rows();
    long[] classRows =
        LongStream.of(labels.classRows()).map(n -> Math.max(1, Math.round(n * share))).toArray();
    return new TrainingProblem(
        new TrainingProblem.Features(
            width,
            occurring == null ? whole.features().names() : null,
            statistics.mean(),
            statistics.deviation()),
        new TrainingProblem.Labels(labels.classes(), classRows, labels.mean(), labels.deviation()),
        rows,
        blocks,
        whole.models(),
        whole.holdout(),
        whole.hasValidation(),
        whole.settings(),
        whole.seed(),
        null);
  }
}
