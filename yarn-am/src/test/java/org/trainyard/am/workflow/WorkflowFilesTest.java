package org.trainyard.am.workflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/** The shipped workflows are what Oozie takes, lead somewhere, and find all their properties. */
class WorkflowFilesTest {
  /** What a coordinator says of its own accord: parts of an instance's time. */
  private static final Set<String> OF_COORDINATORS = Set.of("YEAR", "MONTH", "DAY");

  @TestFactory
  Stream<DynamicTest> isValidInTheEyesOfOoziesSchemas() throws IOException {
    return WorkflowFile.all().stream()
        .map(file -> DynamicTest.dynamicTest(file.path().toString(), file::validate));
  }

  @Test
  void schemasRefuseWhatIsWrong() throws IOException {
    WorkflowFile file = WorkflowFile.all().get(0);
    file.document().getDocumentElement().appendChild(file.document().createElement("beauty"));
    assertThrows(SAXException.class, file::validate);
  }

  @TestFactory
  Stream<DynamicTest> everyTransitionLeadsSomewhereAndEveryNodeIsReached() throws IOException {
    return WorkflowFile.all().stream()
        .filter(file -> !file.elements("start").isEmpty())
        .map(
            file ->
                DynamicTest.dynamicTest(
                    file.path().toString(),
                    () -> {
                      Element workflow = file.document().getDocumentElement();
                      assertTrue(WorkflowGraph.of(workflow).nodes().size() > 2);
                      assertEquals(java.util.List.of(), WorkflowGraph.of(workflow).problems());
                    }));
  }

  @TestFactory
  Stream<DynamicTest> everyPropertyIsDefinedAndUsedAndNoneIsEmpty() throws IOException {
    Map<Path, Set<String>> used = new TreeMap<>();
    for (WorkflowFile file : WorkflowFile.all()) {
      used.computeIfAbsent(file.path().getParent(), folder -> new TreeSet<>()).addAll(file.uses());
    }
    assertFalse(used.isEmpty());
    return used.keySet().stream()
        .map(
            folder ->
                DynamicTest.dynamicTest(
                    folder.toString(), () -> holdProperties(folder, used.get(folder))));
  }

  private static void holdProperties(Path folder, Set<String> used) throws IOException {
    Map<String, String> defined =
        new WorkflowFile(folder.resolve("workflow.xml"), null)
            .properties().entrySet().stream()
                .collect(
                    Collectors.toMap(
                        entry -> entry.getKey().toString(), entry -> entry.getValue().toString()));
    Set<String> undefined = new TreeSet<>(used);
    undefined.removeAll(defined.keySet());
    undefined.removeAll(OF_COORDINATORS);
    assertEquals(Set.of(), undefined, "not in job.properties");
    Set<String> unused = new TreeSet<>(defined.keySet());
    unused.removeIf(name -> name.startsWith("oozie.") || used.contains(name));
    assertEquals(Set.of(), unused, "in job.properties for nothing");
    defined.forEach((name, value) -> assertFalse(value.isBlank(), name));
    // Each has its words above it: as many comments as there are blocks, and no block without one.
    String text = Files.readString(folder.resolve("job.properties"));
    for (String name : defined.keySet()) {
      assertTrue(
          text.matches(
              "(?s).*\n#[^\n]*\n([^#\n]+\n)*" + java.util.regex.Pattern.quote(name) + "=.*"),
          name + " is not explained");
    }
  }
}
