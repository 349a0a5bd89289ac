package org.trainyard.am.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.trainyard.am.facts.FactsLedger;
import org.trainyard.am.facts.RunFacts;
import org.trainyard.formats.config.Key;
import org.trainyard.formats.event.RunEvent;
import org.trainyard.formats.run.RunDocument;

class LiveFrameTest {
  private static final Look WIDE = new Look(100, true, false);

  private final FactsLedger ledger = ledger();

  private static FactsLedger ledger() {
    TreeMap<String, RunDocument.Setting> settings = new TreeMap<>();
    settings.put(
        "trainyard.stop.max-iterations",
        new RunDocument.Setting("40", "command line", Key.Effect.RESULT));
    FactsLedger ledger =
        new FactsLedger(
            "hdfs://n/runs/a",
            new RunDocument(1, "0123", "clicks", "0.1.0", "ann", 1000, settings));
    ledger.hear(
        new RunEvent.AttemptBegan(
            2000,
            RunEvent.Begin.STARTED,
            1,
            "application_1_1",
            "auto",
            "h",
            "ann",
            "0.1.0",
            0,
            null));
    ledger.hear(new RunEvent.ProblemKnown(2500, "linear", 32_561, 0, 123, 1 << 20, List.of("")));
    ledger.hear(new RunEvent.PhaseBegan(2600, RunEvent.Phase.TRAINING, "training"));
    return ledger;
  }

  private void iterate(int k, double objective) {
    ledger.hear(
        new RunEvent.IterationEnded(
            3000 + k,
            k,
            "resident",
            null,
            3000,
            2,
            new RunEvent.TimeSplit(0, 0, 0.5, 1.0, 0.4, 0.1),
            100,
            4,
            null,
            null));
    ledger.hear(
        new RunEvent.ModelsMeasured(
            3000 + k,
            k,
            List.of(objective),
            List.of(0.1),
            new TreeMap<>(),
            new TreeMap<>(Collections.singletonMap("auc", List.of(0.9))),
            Collections.singletonList(null)));
  }

  private RunFacts facts() {
    return ledger.snapshot(5000);
  }

  @Test
  void beforeTheFirstIterationThereIsWhatItWaitsFor() {
    List<String> lines = LiveFrame.of(facts(), "waiting for a container", Double.NaN, WIDE);
    assertTrue(lines.get(0).startsWith("clicks · linear · 32,561 × 123"), lines.toString());
    assertTrue(lines.get(1).contains("  0 %  iteration 0 of at most 40"), lines.toString());
    assertEquals("waiting for a container", lines.get(2));
  }

  @Test
  void whatIsPackedIsNoPartOfAnIteration() {
    ledger.hear(new RunEvent.PhaseBegan(2700, RunEvent.Phase.PACKING, "packing the input"));
    ledger.progress(0.4);
    List<String> lines = LiveFrame.of(facts(), "packing the input", 0.4, WIDE);
    assertTrue(lines.get(1).contains("  0 %  iteration 0 of at most 40"), lines.toString());
    assertEquals("packing the input, 40 %", lines.get(2));
    assertEquals(0, facts().head().progress());
  }

  @Test
  void curveProgressTimeAndWarnings() {
    iterate(1, 0.69);
    iterate(2, 0.5);
    iterate(10, 0.32);
    ledger.hear(
        new RunEvent.Waiting(
            4000, "root.ml", 3, 2, 0, 1, "waiting for 2 containers in queue root.ml"));
    ledger.hear(
        new RunEvent.AlertRaised(4001, RunEvent.AlertKind.STALLED, 10, "run", "nothing moves"));
    List<String> lines = LiveFrame.of(facts(), "iteration 11 of at most 40", 0.5, WIDE);
    String all = String.join("\n", lines);
    assertTrue(lines.get(1).startsWith("0.690000 ⠉") || lines.get(1).startsWith("0.690000 "), all);
    assertTrue(lines.get(1).endsWith("objective 0.320000 (-1.8e-01)"), all);
    assertTrue(lines.get(2).endsWith("held out: auc 0.900000"), all);
    assertTrue(lines.get(3).startsWith("0.320000 "), all);
    assertTrue(all.contains(" 26 %  iteration 10 of at most 40"), all);
    assertTrue(
        all.contains("last took 2.0 s: read 25 %, compute 50 %, shuffle 20 %, step 5 %"), all);
    assertTrue(all.contains("waiting for 2 containers in queue root.ml"), all);
    assertTrue(lines.get(lines.size() - 1).contains("! nothing moves"), all);
    assertFalse(all.contains("iteration 11"), "the line of progress says it");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 12, 20, 40, 59, 60, 61, 80, 100, 250})
  void noLineIsWiderThanTheTerminal(int columns) {
    iterate(1, 0.69);
    iterate(2, 1e-9);
    ledger.hear(
        new RunEvent.Said(4000, RunEvent.Level.WARNING, "a warning of many words ".repeat(20)));
    for (boolean unicode : new boolean[] {true, false}) {
      for (String line : LiveFrame.of(facts(), "doing", 0.5, new Look(columns, unicode, false))) {
        assertTrue(line.length() < Math.max(11, columns), columns + ": " + line);
      }
    }
  }

  @Test
  void withoutUnicodeThereIsNothingButAscii() {
    iterate(1, 0.69);
    iterate(2, 0.5);
    for (String line : LiveFrame.of(facts(), "", 0.5, new Look(100, false, false))) {
      assertTrue(line.chars().allMatch(c -> c < 128), line);
    }
  }

  @Test
  void withoutColourThereAreNoEscapes() {
    iterate(1, 0.69);
    iterate(2, 0.5);
    assertFalse(String.join("", LiveFrame.of(facts(), "", 0.5, WIDE)).contains("\u001b"));
    assertTrue(
        String.join("", LiveFrame.of(facts(), "", 0.5, new Look(100, true, true)))
            .contains("\u001b[36m"));
  }
}
