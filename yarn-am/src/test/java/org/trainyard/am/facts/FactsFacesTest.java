package org.trainyard.am.facts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.trainyard.formats.run.JsonFile;

/** The facts as machines read them. */
class FactsFacesTest {
  private static final Map<String, Function<RunFacts, ObjectNode>> DOCUMENTS =
      Map.of(
          "run", FactsJson::run,
          "iterations", facts -> FactsJson.iterations(facts, 1, 100),
          "models", FactsJson::models,
          "workers", FactsJson::workers,
          "splits", FactsJson::splits,
          "config", FactsJson::config,
          "events", FactsJson::events);

  @Test
  void everyDocumentIsAsItsSchemaSays() throws IOException {
    FactsLedger ledger = FactsExample.ledger(100);
    for (RunFacts facts : new RunFacts[] {ledger.snapshot(5), filled(ledger)}) {
      for (Map.Entry<String, Function<RunFacts, ObjectNode>> document : DOCUMENTS.entrySet()) {
        JsonNode json = parsed(document.getValue().apply(facts));
        assertEquals(Set.of(), schema(document.getKey()).validate(json), document.getKey());
      }
    }
  }

  @Test
  void theSchemaRefusesWhatIsNotAsItSays() throws IOException {
    RunFacts facts = filled(FactsExample.ledger(100));
    ObjectNode run = FactsJson.run(facts);
    run.put("state", "PERHAPS");
    run.put("more", 1);
    run.remove("runId");
    Set<ValidationMessage> problems = schema("run").validate(parsed(run));
    assertEquals(
        3,
        problems.size(),
        () -> problems.stream().map(String::valueOf).collect(Collectors.joining()));
  }

  @Test
  void iterationsComeFromWhereTheyAreAskedForAndNoMoreThanThat() {
    RunFacts facts = filled(FactsExample.ledger(100));
    JsonNode page = FactsJson.iterations(facts, 3, 2);
    assertEquals(5, page.path("total").asInt());
    assertEquals(2, page.path("iterations").size());
    assertEquals(3, page.path("iterations").get(0).path("iteration").asInt());
    assertEquals(0.004, page.path("iterations").get(0).path("time").path("read").asDouble());
    assertEquals(0, FactsJson.iterations(facts, 99, 10).path("iterations").size());
    assertEquals(0, FactsJson.iterations(facts, 1, -1).path("iterations").size());
  }

  @Test
  void prometheusReadsEveryLine() {
    String text = Prometheus.text(filled(FactsExample.ledger(100)));
    Pattern line =
        Pattern.compile(
            "# (HELP|TYPE) trainyard_\\w+ .+"
                + "|trainyard_\\w+\\{(\\w+=\"([^\"\\\\\\n]|\\\\.)*\",?)+\\} -?[0-9.E-]+");
    text.lines().forEach(each -> assertTrue(line.matcher(each).matches(), each));
    assertTrue(text.endsWith("\n"));
    String labels = "{run=\"a \\\"name\\\"\",run_id=\"0123\"";
    assertTrue(text.contains("trainyard_iterations_total" + labels + "} 5.0\n"), text);
    assertTrue(text.contains("trainyard_state" + labels + ",state=\"training\"} 1.0\n"), text);
    assertTrue(text.contains("trainyard_alerts_total" + labels + ",kind=\"skewed\"} 1.0\n"), text);
    assertTrue(text.contains("part=\"read\"} 0.004\n"), text);
    assertFalse(text.contains("NaN"), text);
    // Every metric is declared once, before its samples.
    assertEquals(
        text.lines().filter(each -> each.startsWith("# TYPE ")).distinct().count(),
        text.lines().filter(each -> each.startsWith("# TYPE ")).count());
  }

  @Test
  void aTraceHasIterationsWorkersAndAttemptsInMicroseconds() {
    JsonNode trace = parsed(ChromeTrace.of(filled(FactsExample.ledger(100))));
    int iterations = 0;
    for (JsonNode event : trace.path("traceEvents")) {
      assertTrue(event.hasNonNull("ph") && event.hasNonNull("pid") && event.hasNonNull("tid"));
      if (event.path("ph").asText().equals("X")) {
        assertTrue(event.path("dur").asLong() >= 0, event.toString());
        assertTrue(event.path("ts").isIntegralNumber(), event.toString());
      }
      if (event.path("name").asText().equals("iteration 2")) {
        iterations++;
        assertEquals(3_010_000, event.path("ts").asLong());
        assertEquals(10_000, event.path("dur").asLong());
      }
    }
    assertEquals(1, iterations);
    String text = trace.toString();
    assertTrue(text.contains("\"at work\"") && text.contains("\"split 3\""), text);
    assertTrue(text.contains("\"piece 1\"") && text.contains("\"packing\""), text);
  }

  private static RunFacts filled(FactsLedger ledger) {
    FactsExample.events(5, 2).forEach(ledger::hear);
    return ledger.snapshot(9999);
  }

  /** As it comes over the wire. */
  private static JsonNode parsed(ObjectNode document) {
    try {
      return JsonFile.MAPPER.readTree(document.toString());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static JsonSchema schema(String document) throws IOException {
    ObjectNode all = (ObjectNode) JsonFile.MAPPER.readTree(FactsJson.schema());
    all.put("$ref", "#/$defs/" + document);
    return JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(all);
  }
}
