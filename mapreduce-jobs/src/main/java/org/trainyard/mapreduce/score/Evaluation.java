package org.trainyard.mapreduce.score;

import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.trainyard.formats.config.DataKeys;
import org.trainyard.formats.config.KeySource;
import org.trainyard.formats.dataset.Dataset;
import org.trainyard.formats.dataset.DatasetLayout;
import org.trainyard.formats.dataset.StoredBlock;
import org.trainyard.formats.partial.Totals;
import org.trainyard.formats.raw.BadDataException;
import org.trainyard.formats.raw.BadRecord;
import org.trainyard.formats.raw.InputFile;
import org.trainyard.formats.raw.RawReader;
import org.trainyard.formats.raw.RawSink;
import org.trainyard.mapreduce.algorithm.Scorer;

/** Measures a model against the labels of raw input or of a packed dataset. */
public final class Evaluation {
  private final Configuration conf;
  private final KeySource settings;

  /** By the settings: model, input and how it is read; keys that nobody set are null in them. */
  public Evaluation(Configuration conf, KeySource settings) {
    this.conf = conf;
    this.settings = settings;
  }

  /**
   * Measures.
   *
   * @throws BadDataException if the input cannot be used, or has nothing to measure against
   * @throws org.trainyard.formats.config.InvalidSettingsException if there is no such model
   */
  public EvaluationReport run(ScoreEngine engine) throws IOException, InterruptedException {
    ScoringModel model = ScoringModel.load(conf, new Path(ScoreKeys.MODEL.get(settings)));
    Scorer.Output output = model.scorer().output();
    String paths = DataKeys.INPUT_PATHS.get(settings);
    ScoreSpec spec =
        isDataset(paths)
            ? ofDataset(model, new Path(paths.strip()), engine)
            : ofRawInput(model, output, engine);
    Totals totals = engine.evaluate(spec, model);
    EvaluationReport report = EvaluationReport.of(model, paths, spec.center(), totals);
    if (spec.input() != null) {
      spec.input().judgeAll(report.badRecords());
    }
    if (output != Scorer.Output.CLUSTER && report.rows() == report.unlabelled()) {
      throw new BadDataException(
          "There is nothing to measure against: none of the "
              + report.rows()
              + " samples has a label that the training data had ("
              + report.unknownLabels()
              + " have another one)");
    }
    return report;
  }

  private boolean isDataset(String paths) throws IOException {
    if (paths.contains(",")) {
      return false;
    }
    Path folder = new Path(paths.strip());
    FileSystem fs = folder.getFileSystem(conf);
    return Dataset.isFinished(conf, folder) && fs.exists(DatasetLayout.document(folder));
  }

  private ScoreSpec ofDataset(ScoringModel model, Path folder, ScoreEngine engine)
      throws IOException {
    Dataset dataset = Dataset.open(conf, folder);
    model.about().encoding().encoder(dataset.document().schema());
    double mean = dataset.document().labels().mean();
    return new ScoreSpec(
        model.file().toString(),
        null,
        dataset.folder().toString(),
        null,
        Double.isFinite(mean) ? mean : 0,
        engine.tasks(dataset.document().bytes()));
  }

  private ScoreSpec ofRawInput(ScoringModel model, Scorer.Output output, ScoreEngine engine)
      throws IOException {
    boolean clusters = output == Scorer.Output.CLUSTER;
    ScoreInput.Found found =
        ScoreInput.find(
            settings,
            model,
            clusters ? ScoringSchema.Labels.OPTIONAL : ScoringSchema.Labels.REQUIRED,
            conf);
    double center = output == Scorer.Output.VALUE ? firstLabel(found) : 0;
    return new ScoreSpec(
        model.file().toString(),
        found.input(),
        null,
        null,
        center,
        engine.tasks(found.files().totalBytes()));
  }

  /**
   * The first numeric label in the first chunks: near enough to the mean for variances to keep
   * their digits, and the same however the input is split.
   */
  private double firstLabel(ScoreInput.Found found) throws IOException {
    FirstLabel first = new FirstLabel();
    RawReader reader = found.input().reader(conf);
    for (InputFile file : found.files().files()) {
      reader.read(file, 0, 1, first);
      if (!Double.isNaN(first.label)) {
        return first.label;
      }
    }
    return 0;
  }

  private static final class FirstLabel implements RawSink {
    private double label = Double.NaN;

    @Override
    public void block(StoredBlock block) {
      for (int row = 0; row < block.rows() && Double.isNaN(label); row++) {
        label = block.labels() == null ? Double.NaN : block.labels()[row];
      }
    }

    @Override
    public void bad(BadRecord record) {}

    @Override
    public void chunkDone(InputFile file, long chunk, long bytes, byte[] sha256) {}
  }
}
