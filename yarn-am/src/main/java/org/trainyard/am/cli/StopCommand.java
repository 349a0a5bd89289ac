package org.trainyard.am.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.apache.hadoop.mapreduce.MRConfig;
import org.apache.hadoop.security.UserGroupInformation;
import org.apache.hadoop.yarn.api.records.ApplicationId;
import org.apache.hadoop.yarn.exceptions.YarnException;
import org.trainyard.am.client.RunClient;
import org.trainyard.am.client.RunDirectory;
import org.trainyard.am.cluster.ClusterLink;
import org.trainyard.am.cluster.YarnClusterLink;
import org.trainyard.am.outcome.ExitCode;
import org.trainyard.formats.config.InvalidSettingsException;
import org.trainyard.formats.config.Key;
import org.trainyard.formats.run.RunDocument;

/** {@code stop}: asks a run to stop, or ends it. */
final class StopCommand implements Command {
  private static final Option KILL =
      new Option(
          "--kill",
          "End the application and its jobs at once instead of asking. What is finished stays valid.");

  @Override
  public String name() {
    return "stop";
  }

  @Override
  public String summary() {
    return "Stops a run";
  }

  @Override
  public String synopsis() {
    return "RUN [--kill]";
  }

  @Override
  public List<String> description() {
    return List.of(
        "The run gives up its current iteration, keeps all finished ones, and ends. The same train command goes on with"
            + " it later.");
  }

  @Override
  public List<Example> examples() {
    return List.of(
        new Example("ask it to stop", "stop /runs/a9a"),
        new Example("end it when it does not listen", "stop /runs/a9a --kill"));
  }

  @Override
  public List<Key<?>> keys() {
    return List.of();
  }

  @Override
  public List<Option> options() {
    return List.of(KILL);
  }

  @Override
  public Argument argument() {
    return new Argument("RUN", "Folder of a run.");
  }

  @Override
  public ExitCode run(Invocation call) throws IOException, YarnException {
    RunDirectory directory = new RunDirectory(call.conf(), call.path());
    RunDocument run = directory.document();
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.put("exitCode", ExitCode.DONE.code());
    document.put("run", directory.layout().run().toString());
    if (directory.finished()) {
      call.terminal().say("The run " + directory.layout().run() + " is finished already.");
      document.put("state", "finished");
    } else if (call.has(KILL)) {
      kill(call, run, document);
    } else {
      directory.askToStop(
          "stopped by "
              + UserGroupInformation.getCurrentUser().getShortUserName()
              + " at "
              + Instant.now());
      call.terminal()
          .say(
              "The run "
                  + directory.layout().run()
                  + " is asked to stop; it does so within seconds.");
      document.put("state", "asked");
    }
    call.terminal().document(document);
    return ExitCode.DONE;
  }

  private static void kill(Invocation call, RunDocument run, ObjectNode document)
      throws IOException, YarnException {
    if (!MRConfig.YARN_FRAMEWORK_NAME.equals(call.conf().get(MRConfig.FRAMEWORK_NAME))) {
      throw new InvalidSettingsException(
          List.of(
              "--kill: there is no cluster ("
                  + MRConfig.FRAMEWORK_NAME
                  + " is not yarn); a run in a process of this machine is asked to stop without --kill"));
    }
    try (ClusterLink cluster = new YarnClusterLink(call.conf())) {
      List<ApplicationId> killed = new RunClient(call.conf(), cluster, Clock.systemUTC()).kill(run);
      call.terminal()
          .say(killed.isEmpty() ? "Nothing on the cluster drives the run." : "Killed " + killed);
      document.put("state", "killed");
      ArrayNode ids = document.putArray("killed");
      killed.forEach(id -> ids.add(id.toString()));
    }
  }
}
