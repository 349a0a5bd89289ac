package org.trainyard.am.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trainyard.formats.config.Problems;
import org.trainyard.formats.registry.ModelVersion;
import org.trainyard.formats.registry.VersionDocument;

class PublicationGateTest {
  private static ModelVersion current(String metric, double value) {
    SortedMap<String, Double> metrics = new TreeMap<>();
    metrics.put(metric, value);
    return new ModelVersion(
        "churn",
        3,
        new Path("/models/churn/versions/00003/model.avro"),
        new VersionDocument(
            VersionDocument.VERSION,
            0,
            "me",
            "/runs/1",
            "",
            "glm",
            metrics,
            null,
            "",
            1,
            "",
            "",
            ""));
  }

  @ParameterizedTest
  @CsvSource({
    "auc,            auc,      0.9,  0.8, true",
    "auc,            auc,      0.8,  0.8, false",
    "auc,            auc,      NaN,  0.8, false",
    "auc,            auc,      0.1,  NaN, false",
    "log-loss,       log-loss, 0.3,  0.4, true",
    "log-loss,       log-loss, 0.5,  0.4, false",
    "auc>=0.95,      auc,      0.9,  0.8, false",
    "auc >= 0.9,     auc,      0.9,  0.8, true",
    "log-loss<=0.25, log-loss, 0.3,  0.4, false",
    "rmse,           auc,      0.9,  0.8, false",
  })
  void isStrictlyBetterAndReachesTheBound(
      String gate, String metric, double reached, double held, boolean pass) {
    Problems problems = new Problems();
    PublicationGate parsed = PublicationGate.parse(gate, problems).orElseThrow();
    problems.throwIfAny();
    SortedMap<String, Double> metrics = new TreeMap<>();
    metrics.put(metric, reached);
    PublicationGate.Verdict verdict = parsed.judge(metrics, Optional.of(current(metric, held)));
    assertEquals(pass, verdict.pass(), verdict.sentence());
  }

  @Test
  void saysWhatTheCurrentVersionWasNotMeasuredBy() {
    SortedMap<String, Double> metrics = new TreeMap<>();
    metrics.put("auc", 0.7);
    PublicationGate.Verdict verdict =
        PublicationGate.parse("auc", new Problems())
            .orElseThrow()
            .judge(metrics, Optional.of(current("rmse", 3)));
    assertFalse(verdict.pass());
    assertEquals(
        "auc 0.7 cannot be compared: no auc was kept with the current churn@3, only [rmse];"
            + " compare one of these, or publish once without --if-better",
        verdict.sentence());
  }

  @Test
  void theFirstVersionHasOnlyTheBoundToReach() {
    SortedMap<String, Double> metrics = new TreeMap<>();
    metrics.put("auc", 0.7);
    Problems none = new Problems();
    assertTrue(
        PublicationGate.parse("auc>=0.6", none)
            .orElseThrow()
            .judge(metrics, Optional.empty())
            .pass());
    assertEquals(
        "auc 0.7 does not reach the bound 0.8",
        PublicationGate.parse("auc>=0.8", none)
            .orElseThrow()
            .judge(metrics, Optional.empty())
            .sentence());
  }

  @Test
  void saysWhatIsWrongWithItsForm() {
    for (List<String> wrong :
        List.of(
            List.of("beauty", "no such metric"),
            List.of("auc<=0.5", "of auc, more is better"),
            List.of("log-loss>=1", "of log-loss, less is better"),
            List.of("auc>=much", "'much' is not a number"),
            List.of("auc>0.5", "no such metric"))) {
      Problems problems = new Problems();
      assertEquals(Optional.empty(), PublicationGate.parse(wrong.get(0), problems));
      assertTrue(problems.all().get(0).contains(wrong.get(1)), problems.all().toString());
    }
  }
}
