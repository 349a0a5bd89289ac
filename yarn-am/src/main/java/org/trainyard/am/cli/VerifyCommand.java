package org.trainyard.am.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import org.trainyard.am.client.RunDirectory;
import org.trainyard.am.client.RunVerification;
import org.trainyard.am.outcome.ExitCode;
import org.trainyard.formats.config.Key;
import org.trainyard.formats.vector.CorruptFileException;
import org.trainyard.mapreduce.algorithm.Segment.Role;

/** {@code verify}: hashes a run's input, data and model again. */
final class VerifyCommand implements Command {
  /** Something that gives one sentence for each difference. */
  @FunctionalInterface
  private interface Check {
    List<String> differences() throws IOException;
  }

  @Override
  public String name() {
    return "verify";
  }

  @Override
  public String summary() {
    return "Checks that a run's input, data and model are what they were";
  }

  @Override
  public String synopsis() {
    return "RUN";
  }

  @Override
  public List<String> description() {
    return List.of(
        "Reads everything again: the raw input against the checksums of packing, the packed blocks against their own, the"
            + " model's file against the checksum of its publication, and its numbers against the state after the last"
            + " iteration. Any difference is told, and the exit code is 1.");
  }

  @Override
  public List<Example> examples() {
    return List.of(new Example("before a model is handed over", "verify /runs/a9a"));
  }

  @Override
  public List<Key<?>> keys() {
    return List.of();
  }

  @Override
  public Argument argument() {
    return new Argument("RUN", "Folder of a run.");
  }

  @Override
  public ExitCode run(Invocation call) throws IOException {
    RunDirectory directory = new RunDirectory(call.conf(), call.path());
    directory.document();
    RunVerification verification = new RunVerification(call.conf(), directory.layout());
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.put("run", directory.layout().run().toString());
    boolean same = true;
    same &= told(call, document, "raw input", () -> verification.input(Role.TRAINING));
    same &= told(call, document, "packed data", () -> verification.dataset(Role.TRAINING));
    if (verification.hasValidation()) {
      same &=
          told(call, document, "raw validation input", () -> verification.input(Role.VALIDATION));
      same &=
          told(
              call,
              document,
              "packed validation data",
              () -> verification.dataset(Role.VALIDATION));
    }
    if (directory.finished()) {
      same &= told(call, document, "model file", verification::modelFile);
      same &= told(call, document, "model and last state", verification::modelFollows);
    } else {
      call.terminal().say("not finished: there is no model to check");
    }
    ExitCode exit = same ? ExitCode.DONE : ExitCode.FAILED;
    document.put("exitCode", exit.code());
    call.terminal().document(document);
    return exit;
  }

  private static boolean told(Invocation call, ObjectNode document, String what, Check check)
      throws IOException {
    List<String> differences;
    try {
      differences = check.differences();
    } catch (CorruptFileException e) {
      differences = List.of(e.getMessage());
    }
    differences.forEach(document.withArray(what)::add);
    call.terminal()
        .say(
            what
                + ": "
                + (differences.isEmpty() ? "the same" : differences.size() + " difference(s)"));
    differences.forEach(difference -> call.terminal().complain("  " + difference));
    return differences.isEmpty();
  }
}
