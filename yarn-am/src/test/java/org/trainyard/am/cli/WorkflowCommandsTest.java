package org.trainyard.am.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.trainyard.am.workflow.WorkflowFile;
import org.trainyard.formats.config.Problems;

/** What the shipped workflows call is what our command line takes. */
class WorkflowCommandsTest {
  private static final Pattern VALUE = Pattern.compile("\\$\\{([^}]*)}");

  @TestFactory
  Stream<DynamicTest> everyCommandParses() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (WorkflowFile file : WorkflowFile.all()) {
      for (List<String> words : file.commands()) {
        tests.add(
            DynamicTest.dynamicTest(
                file.path().getFileName() + " " + words.get(0), () -> parse(file, words)));
      }
    }
    assertTrue(tests.size() >= 5, "the night has five actions");
    return tests.stream();
  }

  private static void parse(WorkflowFile file, List<String> words) throws IOException {
    List<String> filled = new ArrayList<>();
    for (String word : words) {
      filled.add(fill(word, file.properties()));
    }
    Configuration conf = new Configuration(false);
    conf.addResource(new Path(file.path().resolveSibling("training.xml").toUri()));
    Problems problems = new Problems();
    Command command = Commands.find(filled.get(0)).orElseThrow();
    Invocation call =
        new CommandParser(command)
            .parse(filled.subList(1, filled.size()), conf, new Screen().terminal(), problems);
    call.settings().check(problems);
    assertEquals(List.of(), problems.all(), String.join(" ", filled));
  }

  /** A word as Oozie would fill it in; what an action before it would have told is a path. */
  private static String fill(String word, Properties properties) {
    Matcher value = VALUE.matcher(word);
    return value.replaceAll(
        found ->
            Matcher.quoteReplacement(
                found.group(1).contains("wf:actionData")
                    ? "/told"
                    : properties.getProperty(found.group(1))));
  }
}
