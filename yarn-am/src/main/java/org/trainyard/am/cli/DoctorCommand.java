package org.trainyard.am.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.trainyard.am.config.KeyRegistry;
import org.trainyard.am.doctor.Checkup;
import org.trainyard.am.doctor.Finding;
import org.trainyard.am.doctor.FindingLines;
import org.trainyard.am.doctor.Level;
import org.trainyard.am.outcome.ExitCode;
import org.trainyard.formats.config.Key;

/** {@code doctor}: what would stand in the way of a run, before anything is submitted. */
final class DoctorCommand implements Command {
  @Override
  public String name() {
    return "doctor";
  }

  @Override
  public String summary() {
    return "Looks for what would stand in the way of a run";
  }

  @Override
  public String synopsis() {
    return "[options of train]";
  }

  @Override
  public List<String> description() {
    return List.of(
        "Takes the options of 'train', and none is required: with them it judges the very run, without them the client and"
            + " the cluster. Looks at Java, configuration and class path of this client; login and life of tokens; file"
            + " systems, input, output, quota and space; ResourceManager, nodes, queue and its limits, sizes of containers,"
            + " GPUs and other resources; Java, clocks and settings of the daemons; JobHistory server; the containers' class"
            + " path.",
        "Prints one line a fact: ok, note (good to know), warning (a run starts, and may be slow, hard to understand, or end"
            + " early) and error (a run would not start, or not get to its end), with a remedy below. Nothing is submitted; a"
            + " small file is written beside the output and deleted at once. Each question gives up after some seconds.",
        "Exit codes: 0 without errors, warnings or not; 1 with an error; 2 for wrong options.");
  }

  @Override
  public List<Example> examples() {
    return List.of(
        new Example("the client and the cluster", "doctor"),
        new Example(
            "before a long run",
            "doctor --input /data/clicks --output /runs/clicks --queue nightly --time-limit 86400"),
        new Example("in a script", "doctor --queue nightly --json"));
  }

  @Override
  public List<Key<?>> keys() {
    return KeyRegistry.all().stream().filter(key -> key.group() != Key.Group.SCORING).toList();
  }

  @Override
  public ExitCode run(Invocation call) throws InterruptedException {
    Terminal terminal = call.terminal();
    List<Finding> findings =
        new Checkup(call.conf(), call.settings()).run(finding -> tell(terminal, finding));
    boolean errors = findings.stream().anyMatch(finding -> finding.level() == Level.ERROR);
    ExitCode exit = errors ? ExitCode.FAILED : ExitCode.DONE;
    terminal.headline(FindingLines.verdict(findings));
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.put("exitCode", exit.code());
    ArrayNode list = document.putArray("findings");
    for (Finding finding : findings) {
      list.addObject()
          .put("check", finding.check())
          .put("level", finding.level().spelling())
          .put("fact", finding.fact())
          .put("remedy", finding.remedy());
    }
    terminal.document(document);
    return exit;
  }

  private static void tell(Terminal terminal, Finding finding) {
    FindingLines.of(finding).forEach(line -> terminal.say(finding.level(), line));
  }
}
