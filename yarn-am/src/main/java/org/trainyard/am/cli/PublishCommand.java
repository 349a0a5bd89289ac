package org.trainyard.am.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.trainyard.am.config.PathSettings;
import org.trainyard.am.outcome.ExitCode;
import org.trainyard.am.registry.Measurement;
import org.trainyard.am.registry.PublicationGate;
import org.trainyard.am.registry.Publisher;
import org.trainyard.am.registry.Publisher.Current;
import org.trainyard.am.view.RegistryView;
import org.trainyard.formats.config.InvalidSettingsException;
import org.trainyard.formats.config.Key;
import org.trainyard.formats.config.Problems;
import org.trainyard.formats.registry.ModelReference;
import org.trainyard.formats.registry.ModelRegistry;
import org.trainyard.formats.registry.ModelVersion;
import org.trainyard.formats.registry.RegistryKeys;
import org.trainyard.formats.run.JsonFile;
import org.trainyard.mapreduce.score.ScoreKeys;
import org.trainyard.mapreduce.score.ScoringModel;

/** {@code publish}: puts a model into the registry, under a name and a version number. */
final class PublishCommand implements Command {
  private static final Option KEEP_CURRENT =
      new Option(
          "--keep-current", "Leave the current version what it is; 'trainyard models' moves it.");

  @Override
  public String name() {
    return "publish";
  }

  @Override
  public String summary() {
    return "Puts a model into the registry, under a name and a version number";
  }

  @Override
  public String synopsis() {
    return "NAME --model RUN";
  }

  @Override
  public List<String> description() {
    return List.of(
        "Copies the model of a finished run into the registry as the next version of NAME, with its metrics and where it"
            + " comes from, and makes it the current version, which 'predict --model NAME' and 'evaluate --model NAME' use."
            + " A version appears whole or not at all, and never changes; of two that are published at once, each has"
            + " its own number.",
        "With --if-better METRIC it is published only if it is better than the current version; else the exit code is 6"
            + " and nothing has changed. --if-better 'METRIC>=X' asks for a bound, too. The metrics are those of"
            + " --evaluation; without it those of the training: over held-out samples, as means and standard deviations where"
            + " they are folds, or else over the training samples. A current version without the metric cannot be compared"
            + " with: 6, too. Compare on the same data every time, or the comparison says little.",
        "The same model under the same name is published once: the same command again tells the version that is there.");
  }

  @Override
  public List<Example> examples() {
    return List.of(
        new Example(
            "the model of a run", "publish churn --model /runs/churn-0412 --registry /models"),
        new Example(
            "only if it is better, as 'evaluate --output /reports/churn-0412' measured it",
            "publish churn --model /runs/churn-0412 --evaluation /reports/churn-0412 --if-better 'auc>=0.8'"
                + " --registry /models"),
        new Example(
            "then, with trainyard.registry.root in the site's configuration",
            "predict --model churn --input /data/today --output /scores/today"));
  }

  @Override
  public List<Key<?>> keys() {
    return List.of(
        ScoreKeys.MODEL, RegistryKeys.ROOT, RegistryKeys.EVALUATION, RegistryKeys.IF_BETTER);
  }

  @Override
  public List<Option> options() {
    return List.of(KEEP_CURRENT, WorkflowAction.EXIT_ZERO);
  }

  @Override
  public Argument argument() {
    return new Argument("NAME", "Name of the model in the registry.");
  }

  @Override
  public void check(Invocation call, Problems problems) throws IOException {
    Configuration conf = call.conf();
    PathChecks.required(conf, RegistryKeys.ROOT, "name the registry's folder", problems);
    PathChecks.writable(conf, RegistryKeys.ROOT, problems);
    ModelChoice.check(conf, problems);
    PathChecks.readable(conf, RegistryKeys.EVALUATION, problems);
    PublicationGate.parse(call.find(RegistryKeys.IF_BETTER).orElse(null), problems);
    if (call.argument() != null) {
      try {
        name(call);
      } catch (InvalidSettingsException e) {
        e.problems().forEach(problems::add);
      }
    }
  }

  private static String name(Invocation call) {
    ModelReference reference = ModelReference.of(call.argument());
    if (call.argument().contains("@")) {
      throw new InvalidSettingsException(
          List.of(
              "'"
                  + call.argument()
                  + "': a version gets its number by itself; give the name alone"));
    }
    return reference.name();
  }

  @Override
  public ExitCode run(Invocation call) throws IOException {
    Configuration conf = call.conf();
    PathSettings.qualify(conf);
    String name = name(call);
    ModelRegistry registry = new ModelRegistry(conf, new Path(call.get(RegistryKeys.ROOT)));
    Publisher publisher = new Publisher(conf, registry, Clock.systemUTC());
    ScoringModel model = ScoringModel.load(conf, new Path(call.get(ScoreKeys.MODEL)));
    Measurement measured =
        publisher.measurement(model, call.find(RegistryKeys.EVALUATION).map(Path::new));
    Optional<PublicationGate> gate =
        PublicationGate.parse(call.find(RegistryKeys.IF_BETTER).orElse(null), new Problems());
    Publisher.Outcome outcome =
        publisher.publish(
            name, model, measured, gate, call.has(KEEP_CURRENT) ? Current.STAYS : Current.MOVES);
    return told(call, name, registry.current(name), outcome);
  }

  private static ExitCode told(
      Invocation call, String name, Optional<ModelVersion> current, Publisher.Outcome outcome)
      throws IOException {
    ExitCode exit = outcome.version().isPresent() ? ExitCode.DONE : ExitCode.NOT_BETTER;
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    Map<String, String> properties = new LinkedHashMap<>();
    document.put("exitCode", exit.code()).put("published", outcome.version().isPresent());
    properties.put("trainyard.exit-code", Integer.toString(exit.code()));
    properties.put("trainyard.published", Boolean.toString(outcome.version().isPresent()));
    properties.put("trainyard.name", name);
    if (outcome.version().isPresent()) {
      ModelVersion version = outcome.version().get();
      call.terminal().headline("published as " + version.spelling());
      RegistryView.version(version).forEach(call.terminal()::say);
      document.put("name", name).put("version", version.number());
      document.put("model", version.file().toString());
      document.set("document", JsonFile.MAPPER.valueToTree(version.document()));
      properties.put("trainyard.version", Integer.toString(version.number()));
      properties.put("trainyard.model", version.file().toString());
    } else {
      call.terminal().headline("not published: " + outcome.sentence());
    }
    if (current.isPresent()) {
      document.put("current", current.get().number());
      properties.put("trainyard.current", Integer.toString(current.get().number()));
    }
    properties.put("trainyard.sentence", outcome.sentence());
    document.put("sentence", outcome.sentence());
    call.terminal().document(document);
    WorkflowAction.ofProcess().publish(properties);
    return WorkflowAction.softened(call, exit);
  }
}
