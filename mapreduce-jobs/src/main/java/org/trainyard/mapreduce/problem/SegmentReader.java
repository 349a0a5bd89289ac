package org.trainyard.mapreduce.problem;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.trainyard.formats.dataset.BlockReference;
import org.trainyard.formats.dataset.DatasetReader;
import org.trainyard.formats.encode.BlockEncoder;
import org.trainyard.formats.sample.SampleBlock;
import org.trainyard.mapreduce.algorithm.Segment;

/** Reads segments: blocks from their files, encoded as the model sees them. Not thread-safe. */
public final class SegmentReader implements Closeable {
  /** How the blocks of one dataset are read. */
  private record Source(DatasetReader reader, BlockEncoder encoder) {}

  private final Map<Segment.Role, Source> sources = new EnumMap<>(Segment.Role.class);

  SegmentReader(Configuration conf, ProblemDocument problem) throws IOException {
    add(conf, problem, Segment.Role.TRAINING, problem.train());
    if (problem.validation() != null) {
      add(conf, problem, Segment.Role.VALIDATION, problem.validation());
    }
  }

  private void add(
      Configuration conf, ProblemDocument problem, Segment.Role role, ProblemDocument.Source source)
      throws IOException {
    DatasetReader reader = new DatasetReader(conf, new Path(source.path()));
    sources.put(role, new Source(reader, problem.encoding().encoder(source.schema())));
  }

  /** Reads all blocks of a segment. */
  public Segment read(SegmentPlan plan) throws IOException {
    Source source = sources.get(plan.role());
    List<SampleBlock> blocks = new ArrayList<>(plan.blocks().size());
    for (BlockReference block : plan.blocks()) {
      blocks.add(source.encoder().encode(source.reader().read(block), block.index()));
    }
    return new Segment(plan.index(), plan.role(), blocks);
  }

  @Override
  public void close() throws IOException {
    for (Source source : sources.values()) {
      source.reader().close();
    }
  }
}
