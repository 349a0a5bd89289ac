package org.trainyard.mapreduce.problem;

import java.io.IOException;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.trainyard.formats.config.DataKeys;
import org.trainyard.formats.config.KeySource;
import org.trainyard.formats.dataset.Dataset;
import org.trainyard.formats.dataset.DatasetDocument;
import org.trainyard.formats.dataset.LabelStatistics;
import org.trainyard.formats.encode.EncodingPlan;
import org.trainyard.formats.model.ModelFile;
import org.trainyard.formats.raw.BadDataException;
import org.trainyard.formats.raw.RawSchema;
import org.trainyard.formats.run.RunLayout;
import org.trainyard.formats.state.State;
import org.trainyard.formats.vector.Vector;
import org.trainyard.mapreduce.algorithm.TrainedModel;
import org.trainyard.mapreduce.algorithm.TrainingKeys;
import org.trainyard.mapreduce.pack.PackRequest;
import org.trainyard.mapreduce.pack.PackRequest.IfDifferent;
import org.trainyard.mapreduce.pack.Packer;

/**
 * Makes a run's problem: packs the input where that is needed, plans the encoding and the models,
 * writes it down once.
 */
public final class ProblemSetup {
  private final Configuration conf;
  private final RunLayout layout;
  private final Packer packer;

  /** Of the run with this layout. */
  public ProblemSetup(Configuration conf, RunLayout layout, Packer packer) {
    this.conf = conf;
    this.layout = layout;
    this.packer = packer;
  }

  /**
   * Makes the problem, or finds that it is made and that the input is still what it was.
   *
   * @throws BadDataException if the input cannot be used, or changed since the run began
   */
  public void prepare() throws IOException, InterruptedException {
    FileSystem fs = layout.run().getFileSystem(conf);
    KeySource settings = RunProblem.settings(RunProblem.document(fs, layout));
    boolean made = fs.exists(layout.problem());
    // Once the problem is made, states depend on the packed data; before, nothing does.
    IfDifferent ifDifferent = made ? IfDifferent.REFUSE : IfDifferent.REPLACE;
    Dataset train =
        dataset(
            settings,
            DataKeys.INPUT_PATHS.get(settings),
            DataKeys.LABEL_PATHS.get(settings),
            "train",
            null,
            ifDifferent);
    String validationPaths = DataKeys.VALIDATION.get(settings);
    Dataset validation =
        validationPaths == null
            ? null
            : dataset(
                settings,
                validationPaths,
                DataKeys.VALIDATION_LABELS.get(settings),
                "validation",
                train.document().schema(),
                ifDifferent);
    if (made) {
      ProblemDocument document = ProblemFile.read(fs, layout.problem()).document();
      unchanged(document.train(), train);
      if (validation != null) {
        unchanged(document.validation(), validation);
      }
      return;
    }
    EncodingPlan plan = EncodingPlan.of(train, settings);
    LabelStatistics labels = train.document().labels();
    boolean target = !Double.isNaN(plan.labelMean());
    ProblemDocument document =
        new ProblemDocument(
            source(train),
            validation == null ? null : source(validation),
            plan.encoding(),
            plan.classRows(),
            plan.labelMean(),
            target ? Math.sqrt(labels.variance()) : Double.NaN,
            ModelGrid.of(settings));
    ProblemFile file =
        new ProblemFile(document, Vector.of(plan.mean()), Vector.of(plan.deviation()));
    // Made here once so that settings that do not fit the data are refused before anything is
    // written.
    new RunProblem(conf, RunProblem.document(fs, layout), file).algorithm();
    file.write(fs, layout.problem());
  }

  private Dataset dataset(
      KeySource settings,
      String paths,
      String labels,
      String role,
      RawSchema schema,
      IfDifferent ifDifferent)
      throws IOException, InterruptedException {
    if (!paths.contains(",")) {
      Path given = new Path(paths.trim());
      if (Dataset.isFinished(conf, given) && isDataset(given)) {
        return Dataset.open(conf, given);
      }
    }
    return packer.pack(
        new PackRequest(settings, paths, labels, schema, layout.data(role), ifDifferent));
  }

  private boolean isDataset(Path folder) throws IOException {
    return folder.getFileSystem(conf).exists(new Path(folder, "dataset.json"));
  }

  private void unchanged(ProblemDocument.Source then, Dataset now) throws BadDataException {
    if (!then.fingerprint().equals(now.document().fingerprint())) {
      throw new BadDataException(
          "The input of the run "
              + layout.run()
              + " changed since the run began: the packed dataset "
              + now.folder()
              + " is another one. Train the new data with another --output, or bring the old data back");
    }
  }

  private static ProblemDocument.Source source(Dataset dataset) {
    DatasetDocument document = dataset.document();
    return new ProblemDocument.Source(
        dataset.folder().toString(),
        document.fingerprint(),
        document.schema(),
        document.rows(),
        document.blocks());
  }

  /**
   * The state before the first iteration; starts from another model's parameters if the settings
   * say so.
   */
  public State initial(RunProblem problem) throws IOException {
    String path = TrainingKeys.WARM_START.get(problem.settings());
    return problem.algorithm(path == null ? null : warmStart(problem, new Path(path))).initial();
  }

  private TrainedModel warmStart(RunProblem problem, Path path) throws IOException {
    FileSystem fs = path.getFileSystem(conf);
    Path file = fs.exists(new RunLayout(path).modelFile()) ? new RunLayout(path).modelFile() : path;
    ModelFile model = ModelFile.read(fs, file);
    List<String> features = model.about().encoding().names();
    if (model.about().encoding().features() != problem.document().encoding().features()
        || (features != null && !features.equals(problem.document().encoding().names()))) {
      throw new BadDataException(
          "Cannot start from "
              + file
              + ": it has "
              + model.about().encoding().features()
              + " features and this run has "
              + problem.document().encoding().features()
              + " (or they have other names); a warm start needs the same features");
    }
    return new TrainedModel(model.about().algorithm(), model.about().shape(), model.tensors());
  }
}
