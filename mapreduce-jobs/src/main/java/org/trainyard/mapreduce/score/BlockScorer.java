package org.trainyard.mapreduce.score;

import java.io.IOException;
import org.trainyard.formats.dataset.StoredBlock;
import org.trainyard.formats.encode.BlockEncoder;
import org.trainyard.formats.raw.RawSchema;
import org.trainyard.formats.sample.SampleBlock;
import org.trainyard.mapreduce.algorithm.Scorer;

/** Encodes blocks as in training, and scores them. One for each thread. */
final class BlockScorer {
  private final Scorer scorer;
  private final BlockEncoder encoder;
  private double[] scores = new double[0];
  private SampleBlock block;

  /** For blocks with a schema. */
  BlockScorer(ScoringModel model, RawSchema schema) throws IOException {
    this.scorer = model.scorer();
    this.encoder = model.about().encoding().encoder(schema);
  }

  /** The scores of a block, row-major; overwritten by those of the next. */
  double[] score(StoredBlock stored) throws IOException {
    block = encoder.encode(stored, 0);
    int length = Math.multiplyExact(block.rows(), scorer.outputs());
    if (scores.length < length) {
      scores = new double[length];
    }
    scorer.score(block, scores);
    return scores;
  }

  /** The block that was scored last, encoded. */
  SampleBlock block() {
    return block;
  }

  /** Scores of a sample. */
  int outputs() {
    return scorer.outputs();
  }

  /** What they mean. */
  Scorer.Output output() {
    return scorer.output();
  }

  /** Samples so far whose label the training data did not have. */
  long unknownLabels() {
    return encoder.unknownLabels();
  }

  /** Values so far that the model has no feature for. */
  long unseenValues() {
    return encoder.unseenValues();
  }
}
