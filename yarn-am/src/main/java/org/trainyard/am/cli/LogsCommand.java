package org.trainyard.am.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.security.UserGroupInformation;
import org.apache.hadoop.yarn.api.records.ApplicationId;
import org.apache.hadoop.yarn.api.records.ApplicationReport;
import org.apache.hadoop.yarn.exceptions.YarnException;
import org.trainyard.am.client.RunDirectory;
import org.trainyard.am.cluster.Impatience;
import org.trainyard.am.logs.CauseLines;
import org.trainyard.am.logs.ContainerLog;
import org.trainyard.am.logs.FirstCause;
import org.trainyard.am.logs.Investigation;
import org.trainyard.am.logs.LogFinder;
import org.trainyard.am.logs.Suspect;
import org.trainyard.am.outcome.ExitCode;
import org.trainyard.formats.config.Key;

/** {@code logs}: why a run failed, in a few lines; or the logs themselves. */
final class LogsCommand implements Command {
  private static final Option ALL =
      new Option(
          "--all", "Print the whole logs of all containers that are known, not only the cause.");

  @Override
  public String name() {
    return "logs";
  }

  @Override
  public String summary() {
    return "Shows why a run failed, out of all its logs";
  }

  @Override
  public String synopsis() {
    return "RUN|APPLICATION|CONTAINER [--all]";
  }

  @Override
  public List<String> description() {
    return List.of(
        "Finds the first cause of a failure: which container on which node, what it said, the lines of its log that matter,"
            + " and where the whole log is. Works for runs that live, failed or went on after a failure, and for MapReduce jobs of"
            + " a run; with collected logs (yarn.log-aggregation-enable) and without, as long as the nodes keep them. What"
            + " cannot be had is said.",
        "With the id of a container, prints its whole log. A run of --engine local has no log of its own: what it printed went"
            + " to its terminal; its cause is told all the same.");
  }

  @Override
  public List<Example> examples() {
    return List.of(
        new Example("why did it fail?", "logs /runs/a9a"),
        new Example(
            "of an application, or of a MapReduce job", "logs application_1700000000000_0042"),
        new Example("the whole log of a container", "logs container_1700000000000_0042_01_000002"),
        new Example("everything, for a search", "logs /runs/a9a --all"));
  }

  @Override
  public List<Key<?>> keys() {
    return List.of();
  }

  @Override
  public List<Option> options() {
    return List.of(ALL);
  }

  @Override
  public Argument argument() {
    return new Argument("RUN", "Folder of a run, or the id of an application or of a container.");
  }

  @Override
  public ExitCode run(Invocation call) throws IOException, YarnException, InterruptedException {
    Investigation investigation = new Investigation(Impatience.of(call.conf()));
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.put("exitCode", ExitCode.DONE.code());
    String asked = call.argument();
    if (asked.startsWith(ContainerLog.PREFIX)) {
      investigation.application(ContainerLog.application(asked));
      print(call.terminal(), investigation, List.of(asked));
    } else {
      if (asked.startsWith(ApplicationId.appIdStrPrefix + "_")) {
        investigation.application(ApplicationId.fromString(asked));
      } else {
        ofRun(call, investigation, document);
      }
      if (call.has(ALL)) {
        print(call.terminal(), investigation, containers(investigation));
      } else {
        tell(call.terminal(), investigation, document);
      }
    }
    call.terminal().document(document);
    return ExitCode.DONE;
  }

  private static void ofRun(Invocation call, Investigation investigation, ObjectNode document)
      throws IOException, InterruptedException {
    RunDirectory directory = new RunDirectory(call.conf(), call.path());
    String runId = directory.document().runId();
    investigation.events(directory.events().next());
    document.put("run", directory.layout().run().toString());
    if (directory.application().isPresent()) {
      investigation.run(runId);
    }
    if (directory.finished()) {
      call.terminal().say("The run is finished; what failed on the way was done again.");
    }
  }

  private static void tell(Terminal terminal, Investigation investigation, ObjectNode document)
      throws IOException {
    Optional<FirstCause> cause = FirstCause.of(investigation.suspects());
    if (cause.isPresent()) {
      Suspect suspect = cause.get().suspect();
      CauseLines.cause(cause.get()).forEach(terminal::say);
      document
          .putObject("cause")
          .put("fatal", suspect.weight() == Suspect.Weight.FATAL)
          .put("atMs", suspect.atMs())
          .put("what", suspect.what())
          .put("application", suspect.application())
          .put("container", suspect.container())
          .put("node", suspect.node())
          .put("words", suspect.words());
      if (suspect.container() != null) {
        excerpt(terminal, investigation, suspect.container(), suspect.node(), document);
      }
      CauseLines.others(cause.get()).forEach(terminal::say);
    } else if (investigation.applications().isEmpty()) {
      terminal.say("Nothing failed that is known, and no application is.");
    } else {
      ApplicationReport first = investigation.applications().get(0);
      terminal.say(
          "Nothing failed that is known. "
              + first.getApplicationId()
              + " is "
              + first.getYarnApplicationState());
      String master = investigation.master(first);
      if (master != null) {
        excerpt(terminal, investigation, master, null, document);
      }
    }
    for (String missing : investigation.missing()) {
      terminal.complain("missing: " + missing);
      document.withArray("missing").add(missing);
    }
  }

  private static void excerpt(
      Terminal terminal,
      Investigation investigation,
      String container,
      String node,
      ObjectNode document)
      throws IOException {
    LogFinder finder = investigation.finder();
    Optional<LogFinder.Found> found =
        finder.worst(container, owner(investigation, container), node);
    if (found.isEmpty()) {
      investigation.missing().add("the log of " + container + ": " + finder.absence());
      return;
    }
    CauseLines.excerpt(found.get()).forEach(terminal::say);
    ObjectNode log = document.putObject("log");
    log.put("container", container)
        .put("node", found.get().file().node())
        .put("file", found.get().file().name())
        .put("line", found.get().excerpt().lineNumber())
        .put("where", found.get().file().where());
    found.get().excerpt().lines().forEach(log.putArray("lines")::add);
  }

  /** Of all applications: what was collected, and what the cluster and the suspects name. */
  private static List<String> containers(Investigation investigation) throws IOException {
    Set<String> containers = new LinkedHashSet<>();
    LogFinder finder = investigation.finder();
    for (ApplicationReport application : investigation.applications()) {
      containers.addAll(
          finder.containers(application.getApplicationId().toString(), application.getUser()));
      containers.addAll(investigation.containers(application));
    }
    investigation.suspects().stream()
        .map(Suspect::container)
        .filter(container -> container != null)
        .forEach(containers::add);
    return new ArrayList<>(containers);
  }

  private static void print(Terminal terminal, Investigation investigation, List<String> containers)
      throws IOException {
    LogFinder finder = investigation.finder();
    LogFinder.Reader reader =
        new LogFinder.Reader() {
          @Override
          public void file(ContainerLog file) {
            terminal.headline(
                "==> " + file.container() + " " + file.name() + " on " + file.node() + " <==");
          }

          @Override
          public void line(String line) {
            terminal.say(line);
          }
        };
    boolean any = false;
    for (String container : containers) {
      boolean there = finder.all(container, owner(investigation, container), null, reader);
      any |= there;
      if (!there) {
        terminal.complain("missing: the log of " + container + ": " + finder.absence());
      }
    }
    if (!any) {
      throw new FileNotFoundException("There is no log to show");
    }
  }

  private static String owner(Investigation investigation, String container) throws IOException {
    return investigation.owner(
        ContainerLog.application(container).toString(),
        UserGroupInformation.getCurrentUser().getShortUserName());
  }
}
