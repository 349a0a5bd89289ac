package org.trainyard.am.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.security.UserGroupInformation;
import org.trainyard.am.outcome.ExitCode;
import org.trainyard.am.view.RegistryView;
import org.trainyard.am.view.Table;
import org.trainyard.formats.config.InvalidSettingsException;
import org.trainyard.formats.config.Key;
import org.trainyard.formats.config.Problems;
import org.trainyard.formats.registry.CurrentHistory;
import org.trainyard.formats.registry.CurrentStep;
import org.trainyard.formats.registry.CurrentStep.Move;
import org.trainyard.formats.registry.ModelReference;
import org.trainyard.formats.registry.ModelRegistry;
import org.trainyard.formats.registry.ModelVersion;
import org.trainyard.formats.registry.RegistryKeys;
import org.trainyard.formats.run.JsonFile;

/** {@code models}: shows the registry, and moves the current version of a name. */
final class ModelsCommand implements Command {
  private static final Option SET =
      new Option("--make-current", "Make NAME@VERSION the current version.");
  private static final Option BACK =
      new Option("--back", "Make the version current that was current before.");
  private static final Option FORWARD =
      new Option("--forward", "Make the version current that the last step back left.");

  @Override
  public String name() {
    return "models";
  }

  @Override
  public String summary() {
    return "Shows the registry of models, and moves a current version";
  }

  @Override
  public String synopsis() {
    return "[NAME[@VERSION]]";
  }

  @Override
  public List<String> description() {
    return List.of(
        "Without a name: all models with their current versions. With a name: all its versions. With NAME@VERSION or"
            + " NAME@current: everything that is known of that one.",
        "The current version is what 'predict --model NAME' uses. --back and --forward move it among the versions that"
            + " were current, as a browser does among pages; --make-current chooses any. Every move is kept, with its"
            + " time and its user; no version is ever changed.");
  }

  @Override
  public List<Example> examples() {
    return List.of(
        new Example("what there is", "models --registry /models"),
        new Example("the versions of one", "models churn --registry /models"),
        new Example("last night's was a mistake", "models churn --back --registry /models"),
        new Example("a certain one", "models churn@3 --make-current --registry /models"));
  }

  @Override
  public List<Key<?>> keys() {
    return List.of(RegistryKeys.ROOT);
  }

  @Override
  public List<Option> options() {
    return List.of(SET, BACK, FORWARD);
  }

  @Override
  public Argument argument() {
    return Argument.optional("NAME[@VERSION]", "Model or version; without it, all models.");
  }

  @Override
  public void check(Invocation call, Problems problems) throws IOException {
    Configuration conf = call.conf();
    PathChecks.required(conf, RegistryKeys.ROOT, "name the registry's folder", problems);
    List<Option> moves = options().stream().filter(call::has).toList();
    if (moves.size() > 1) {
      problems.add(moves.get(0).name() + " and " + moves.get(1).name() + ": give one of them");
    }
    if (!moves.isEmpty()) {
      PathChecks.writable(conf, RegistryKeys.ROOT, problems);
      boolean version = call.argument() != null && call.argument().contains("@");
      if (call.argument() == null || version != call.has(SET)) {
        problems.add(
            moves.get(0).name()
                + ": give "
                + (call.has(SET) ? "NAME@VERSION" : "the name of a model"));
      }
    }
  }

  @Override
  public ExitCode run(Invocation call) throws IOException {
    Configuration conf = call.conf();
    ModelRegistry registry = new ModelRegistry(conf, new Path(call.get(RegistryKeys.ROOT)));
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.put("exitCode", ExitCode.DONE.code()).put("registry", registry.root().toString());
    if (call.argument() == null) {
      all(call, registry, document);
    } else {
      ModelReference reference = ModelReference.of(call.argument());
      ModelVersion version =
          Stream.of(SET, BACK, FORWARD).anyMatch(call::has)
              ? moved(call, registry, reference)
              : null;
      if (version == null && !call.argument().contains("@")) {
        versions(call, registry, reference.name(), document);
      } else {
        ModelVersion shown = version == null ? registry.resolve(reference) : version;
        RegistryView.version(shown).forEach(call.terminal()::say);
        document.set("version", json(shown));
      }
    }
    call.terminal().document(document);
    return ExitCode.DONE;
  }

  private static void all(Invocation call, ModelRegistry registry, ObjectNode document)
      throws IOException {
    Table table = RegistryView.names();
    ArrayNode models = document.putArray("models");
    for (String name : registry.names()) {
      OptionalInt current = registry.history(name).current();
      List<ModelVersion> versions = registry.versions(name);
      RegistryView.row(
          table,
          name,
          versions.size(),
          versions.stream()
              .filter(version -> current.equals(OptionalInt.of(version.number())))
              .findFirst());
      ObjectNode model = models.addObject().put("name", name).put("versions", versions.size());
      current.ifPresent(number -> model.put("current", number));
    }
    if (table.isEmpty()) {
      call.terminal().say("The registry " + registry.root() + " is empty.");
    } else {
      table.lines().forEach(call.terminal()::say);
    }
  }

  private static void versions(
      Invocation call, ModelRegistry registry, String name, ObjectNode document)
      throws IOException {
    List<ModelVersion> versions = registry.versions(name);
    if (versions.isEmpty()) {
      registry.resolve(new ModelReference(name, OptionalInt.empty()));
    }
    CurrentHistory history = registry.history(name);
    RegistryView.versions(versions, history).forEach(call.terminal()::say);
    document.put("name", name);
    history.current().ifPresent(number -> document.put("current", number));
    ArrayNode rows = document.putArray("versions");
    versions.forEach(version -> rows.add(json(version)));
    document.set("moves", JsonFile.MAPPER.valueToTree(registry.steps(name)));
  }

  /** Moves the current version, and says whereto. */
  private static ModelVersion moved(
      Invocation call, ModelRegistry registry, ModelReference reference) throws IOException {
    CurrentHistory history = registry.history(reference.name());
    Move move = call.has(SET) ? Move.SET : call.has(BACK) ? Move.BACK : Move.FORWARD;
    OptionalInt target =
        switch (move) {
          case SET -> OptionalInt.of(registry.resolve(reference).number());
          case BACK -> history.back();
          case FORWARD -> history.forward();
        };
    if (target.isEmpty()) {
      throw new InvalidSettingsException(
          List.of(
              "There is no version to go "
                  + Key.spelling(move)
                  + " to: the current versions of '"
                  + reference.name()
                  + "' were "
                  + history.visited()));
    }
    int version = move == Move.SET ? target.getAsInt() : 0;
    registry.move(
        reference.name(),
        new CurrentStep(
            CurrentStep.VERSION,
            move,
            version,
            System.currentTimeMillis(),
            UserGroupInformation.getCurrentUser().getShortUserName()));
    ModelVersion current = registry.resolve(new ModelReference(reference.name(), target));
    call.terminal().headline("current is " + current.spelling());
    return current;
  }

  private static ObjectNode json(ModelVersion version) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("name", version.name()).put("version", version.number());
    json.put("model", version.file().toString());
    json.set("document", JsonFile.MAPPER.valueToTree(version.document()));
    return json;
  }
}
