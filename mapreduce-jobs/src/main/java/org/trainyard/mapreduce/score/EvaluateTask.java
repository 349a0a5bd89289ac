package org.trainyard.mapreduce.score;

import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.trainyard.formats.dataset.BlockReference;
import org.trainyard.formats.dataset.Dataset;
import org.trainyard.formats.dataset.DatasetReader;
import org.trainyard.formats.dataset.StoredBlock;
import org.trainyard.formats.partial.Partial;
import org.trainyard.formats.raw.BadDataException;
import org.trainyard.formats.raw.BadRecord;
import org.trainyard.formats.raw.InputFile;
import org.trainyard.formats.raw.RawReader;
import org.trainyard.formats.raw.RawSchema;
import org.trainyard.formats.raw.RawSink;
import org.trainyard.mapreduce.pack.ChunkRun;

/** Measures a model on some of the input. Used once, by one thread. */
final class EvaluateTask implements RawSink {
  private final ScoreSpec spec;
  private final Configuration conf;
  private final BlockScorer scorer;
  private final EvaluationSums sums;
  private final Partial partial;
  private final ScoreProgress progress;
  private long skipped;

  /** Of a job or of this process. */
  EvaluateTask(ScoreSpec spec, ScoringModel model, Configuration conf, ScoreProgress progress)
      throws IOException {
    this.spec = spec;
    this.conf = conf;
    this.progress = progress;
    this.scorer = new BlockScorer(model, schema());
    this.sums =
        new EvaluationSums(
            scorer.output(),
            scorer.outputs(),
            ClassTable.width(model, scorer.output()),
            model.labels(),
            spec.center());
    this.partial = new Partial(EvaluationSums.shape(scorer.output()));
  }

  private RawSchema schema() throws IOException {
    return spec.input() != null
        ? spec.input().schema()
        : Dataset.open(conf, new Path(spec.dataset())).document().schema();
  }

  /**
   * Measures.
   *
   * @throws BadDataException at the first bad record, or when there are too many
   */
  Partial evaluate(ScoreSplit.Work work) throws IOException {
    if (spec.input() != null) {
      RawReader reader = spec.input().reader(conf);
      for (ChunkRun run : work.runs()) {
        reader.read(run.file(), run.from(), run.to(), this);
      }
    } else {
      try (DatasetReader reader = new DatasetReader(conf, new Path(spec.dataset()))) {
        for (BlockReference block : work.blocks()) {
          block(reader.read(block));
          progress.read(block.bytes());
        }
      }
    }
    count(EvaluationSums.UNKNOWN_LABELS, scorer.unknownLabels());
    count(EvaluationSums.UNSEEN_VALUES, scorer.unseenValues());
    count(EvaluationSums.BAD_RECORDS, skipped);
    return partial;
  }

  private void count(long key, long more) {
    if (more > 0) {
      partial.counts().add(key, more);
    }
  }

  @Override
  public void block(StoredBlock block) throws IOException {
    double[] scores = scorer.score(block);
    sums.add(scorer.block(), scores, partial);
    progress.scored(block.rows());
  }

  @Override
  public void bad(BadRecord record) throws IOException {
    skipped++;
    spec.input().judge(record, skipped);
    progress.skipped();
  }

  @Override
  public void chunkDone(InputFile file, long chunk, long bytes, byte[] sha256) {
    progress.read(bytes);
  }
}
