package org.trainyard.am.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.trainyard.am.client.RunDirectory;
import org.trainyard.am.config.YarnKeys;
import org.trainyard.am.facts.RunFactsReader;
import org.trainyard.am.outcome.ExitCode;
import org.trainyard.am.page.KeptPage;
import org.trainyard.am.view.DatasetView;
import org.trainyard.am.view.LeaderboardView;
import org.trainyard.am.view.ModelView;
import org.trainyard.am.view.RunView;
import org.trainyard.formats.config.InvalidSettingsException;
import org.trainyard.formats.config.Key;
import org.trainyard.formats.dataset.Dataset;
import org.trainyard.formats.dataset.DatasetLayout;
import org.trainyard.formats.model.ModelFile;
import org.trainyard.formats.run.IterationDocument;
import org.trainyard.formats.run.JsonFile;
import org.trainyard.formats.run.RunDocument;
import org.trainyard.formats.run.RunLayout;
import org.trainyard.mapreduce.publish.Candidates;
import org.trainyard.mapreduce.publish.Publication;
import org.trainyard.mapreduce.publish.Summary;

/** {@code inspect}: what is in a dataset, a run or a model. */
final class InspectCommand implements Command {
  private static final int CONFIGURATIONS = 20;

  @Override
  public String name() {
    return "inspect";
  }

  @Override
  public String summary() {
    return "Tells what is in a dataset, a run or a model";
  }

  @Override
  public String synopsis() {
    return "PATH";
  }

  @Override
  public List<String> description() {
    return List.of(
        "A dataset: samples, labels, statistics of every column. A run: what was asked for, its iterations, its result. A"
            + " model: kind, features, metrics, where it comes from, and the largest coefficients where it has some.",
        "--html writes the page of a run, which the ResourceManager links to while it goes on, to one file.");
  }

  @Override
  public List<Example> examples() {
    return List.of(
        new Example("a run, with all models that it trained", "inspect /runs/a9a"),
        new Example("only its model", "inspect /runs/a9a/model"),
        new Example("the page of a run", "inspect /runs/a9a --html a9a.html"),
        new Example("the statistics of a dataset for a program", "inspect /data/flights --json"));
  }

  @Override
  public List<Key<?>> keys() {
    return List.of(YarnKeys.HTML);
  }

  @Override
  public Argument argument() {
    return new Argument("PATH", "Folder of a dataset, of a run or of a model, or a model's file.");
  }

  @Override
  public ExitCode run(Invocation call) throws IOException {
    Path path = call.path();
    FileSystem fs = path.getFileSystem(call.conf());
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.put("exitCode", ExitCode.DONE.code());
    document.put("path", fs.makeQualified(path).toString());
    if (fs.exists(new RunLayout(path).runDocument())) {
      run(call, new RunDirectory(call.conf(), path), document);
    } else if (call.find(YarnKeys.HTML).isPresent()) {
      throw new InvalidSettingsException(
          List.of(
              YarnKeys.HTML.option()
                  + ": only a run has a page, and there is none in "
                  + fs.makeQualified(path)));
    } else if (fs.exists(DatasetLayout.document(path))) {
      dataset(call, path, document);
    } else {
      model(call, fs, path, document);
    }
    call.terminal().document(document);
    return ExitCode.DONE;
  }

  private static void run(Invocation call, RunDirectory directory, ObjectNode document)
      throws IOException {
    Optional<String> html = call.find(YarnKeys.HTML);
    if (html.isPresent()) {
      page(call, directory, html.get(), document);
      return;
    }
    RunDocument run = directory.document();
    RunLayout layout = directory.layout();
    List<IterationDocument> iterations = directory.iterations();
    List<String> lines = RunView.asked(layout.run().toString(), run);
    lines.add("");
    lines.addAll(RunView.iterations(iterations));
    document.put("kind", "run");
    document.set("run", JsonFile.MAPPER.valueToTree(run));
    document.set("iterations", JsonFile.MAPPER.valueToTree(iterations));
    if (directory.finished()) {
      FileSystem fs = layout.run().getFileSystem(call.conf());
      Summary summary = Publication.read(fs, layout);
      Candidates candidates = directory.candidates();
      lines.add("");
      lines.add("finished: " + summary.sentence());
      lines.addAll(RunView.result(layout.modelFile().toString(), summary));
      lines.add("");
      lines.addAll(
          LeaderboardView.lines(candidates, CONFIGURATIONS, layout.leaderboard().toString()));
      document.set("summary", JsonFile.MAPPER.valueToTree(summary));
      document.set("candidates", JsonFile.MAPPER.valueToTree(candidates));
    } else {
      lines.add("");
      lines.add(
          "not finished; 'trainyard status' tells whether it runs, the train command goes on with it");
    }
    lines.forEach(call.terminal()::say);
  }

  /** Writes the page of the run instead of telling of it. */
  private static void page(
      Invocation call, RunDirectory directory, String file, ObjectNode document)
      throws IOException {
    Path path = new Path(file);
    FileSystem fs =
        path.toUri().getScheme() == null
            ? FileSystem.getLocal(call.conf()).getRawFileSystem()
            : path.getFileSystem(call.conf());
    Path written = fs.makeQualified(path);
    KeptPage.write(
        fs,
        written,
        new RunFactsReader(call.conf(), directory.layout().run()).read(System.currentTimeMillis()));
    document.put("kind", "run");
    document.put("html", written.toString());
    call.terminal().say("the page of the run is in " + written);
  }

  private static void dataset(Invocation call, Path path, ObjectNode document) throws IOException {
    Dataset dataset = Dataset.open(call.conf(), path);
    DatasetView.lines(dataset.folder().toString(), dataset.document())
        .forEach(call.terminal()::say);
    document.put("kind", "dataset");
    document.set("dataset", JsonFile.MAPPER.valueToTree(dataset.document()));
  }

  private static void model(Invocation call, FileSystem fs, Path path, ObjectNode document)
      throws IOException {
    Path file = modelFile(call.conf(), fs, path);
    ModelFile model = ModelFile.read(fs, file);
    ModelView.lines(fs.makeQualified(file).toString(), model).forEach(call.terminal()::say);
    document.put("kind", "model");
    document.set("model", JsonFile.MAPPER.valueToTree(model.about()));
  }

  private static Path modelFile(Configuration conf, FileSystem fs, Path path) throws IOException {
    if (fs.exists(path) && fs.getFileStatus(path).isFile()) {
      return path;
    }
    Path inFolder = new Path(path, new RunLayout(path).modelFile().getName());
    if (fs.exists(inFolder)) {
      return inFolder;
    }
    throw new InvalidSettingsException(
        List.of(
            "There is no dataset, run or model at "
                + path.getFileSystem(conf).makeQualified(path)
                + (fs.exists(path) ? "" : ": it does not exist")));
  }
}
