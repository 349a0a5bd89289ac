package org.trainyard.mapreduce.score;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.trainyard.formats.dataset.StoredBlock;
import org.trainyard.formats.raw.BadDataException;
import org.trainyard.formats.raw.BadRecord;
import org.trainyard.formats.raw.InputFile;
import org.trainyard.formats.raw.RawReader;
import org.trainyard.formats.raw.RawRecord;
import org.trainyard.formats.raw.RawSink;
import org.trainyard.mapreduce.pack.ChunkRun;

/**
 * Scores runs of chunks into one file: a row for each record, in the order of the input. A bad
 * record that is left out has a row, too, whose prediction and scores are empty. Used once, by one
 * thread.
 */
final class PredictTask implements RawSink {
  /** A record that waits for its scores. */
  private static final class Slot {
    private final byte[] kept;
    private boolean bad;

    Slot(byte[] kept) {
      this.kept = kept;
    }
  }

  private final ScoreInput input;
  private final PredictionLayout layout;
  private final BlockScorer scorer;
  private final PredictionColumns columns;
  private final PredictionFile file;
  private final ScoreProgress progress;
  private final Deque<Slot> waiting = new ArrayDeque<>();
  private final List<String> nothing;
  private String path;
  private long skipped;

  /** Writes into a file, which stays the caller's to close. */
  PredictTask(ScoreSpec spec, ScoringModel model, PredictionFile file, ScoreProgress progress)
      throws IOException {
    this.input = spec.input();
    this.layout = spec.layout();
    this.scorer = new BlockScorer(model, input.schema());
    this.columns = PredictionColumns.of(model);
    this.nothing = Collections.nCopies(columns.names().size(), "");
    this.file = file;
    this.progress = progress;
  }

  /**
   * Scores.
   *
   * @param task number of the task in the order of the input; the first may write the header
   * @throws BadDataException at the first bad record, or when there are too many
   */
  void predict(int task, List<ChunkRun> runs, Configuration conf) throws IOException {
    boolean header =
        layout.header() == ScoreKeys.Header.EACH
            || layout.header() == ScoreKeys.Header.FIRST && task == 0;
    if (header) {
      file.header(header(layout, columns));
    }
    RawReader reader = input.reader(conf);
    for (ChunkRun run : runs) {
      path = run.file().path();
      reader.read(run.file(), run.from(), run.to(), this);
      writeLeadingBad();
    }
    if (!waiting.isEmpty()) {
      throw new IllegalStateException(waiting.size() + " records have no scores");
    }
  }

  /** The names of all columns. */
  static List<String> header(PredictionLayout layout, PredictionColumns columns) {
    List<String> names = new ArrayList<>(layout.keptNames());
    for (String name : columns.names()) {
      // The input may hold predictions of another model.
      String own = name;
      while (names.contains(own)) {
        own = "model_" + own;
      }
      names.add(own);
    }
    return names;
  }

  @Override
  public void record(RawRecord record) throws IOException {
    waiting.addLast(new Slot(layout.kept(record, path)));
  }

  @Override
  public void bad(BadRecord record) throws IOException {
    skipped++;
    input.judge(record, skipped);
    waiting.getLast().bad = true;
    file.quarantine(record);
    progress.skipped();
  }

  @Override
  public void block(StoredBlock block) throws IOException {
    double[] scores = scorer.score(block);
    for (int row = 0; row < block.rows(); row++) {
      writeLeadingBad();
      file.row(waiting.removeFirst().kept, columns.values(scores, row * scorer.outputs()));
    }
    progress.scored(block.rows());
  }

  private void writeLeadingBad() throws IOException {
    while (!waiting.isEmpty() && waiting.getFirst().bad) {
      file.row(layout.keptOfBad(waiting.removeFirst().kept), nothing);
    }
  }

  @Override
  public void chunkDone(InputFile done, long chunk, long bytes, byte[] sha256) {
    progress.read(bytes);
  }

  /** Values that the model has no feature for. */
  long unseenValues() {
    return scorer.unseenValues();
  }
}
