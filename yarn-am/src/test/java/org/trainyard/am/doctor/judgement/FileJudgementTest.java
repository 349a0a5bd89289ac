package org.trainyard.am.doctor.judgement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.trainyard.am.doctor.Finding;
import org.trainyard.am.doctor.Level;
import org.trainyard.am.doctor.survey.InputSeen;
import org.trainyard.am.doctor.survey.OutputSeen;

class FileJudgementTest {
  private static final long GIB = 1L << 30;

  private static OutputSeen output(
      OutputSeen.State state, String problem, long free, OutputSeen.Quota... quotas) {
    return new OutputSeen(
        "hdfs://nn/runs/a",
        state,
        "hdfs://nn/runs",
        problem,
        Optional.empty(),
        free,
        List.of(quotas));
  }

  private static List<Finding> judged(OutputSeen seen, long inputBytes) {
    return FileJudgement.output(seen, Seen.request(null), inputBytes);
  }

  private static OutputSeen quota(long names, long space) {
    return output(
        OutputSeen.State.NEW, "", 100 * GIB, new OutputSeen.Quota("hdfs://nn/runs", names, space));
  }

  @Test
  void inputs() {
    assertEquals(Level.OK, FileJudgement.input(new InputSeen("--input", "/a", 2, 10, "")).level());
    assertEquals(
        Level.ERROR, FileJudgement.input(new InputSeen("--input", "/a", 0, 0, "")).level());
    assertEquals(
        Level.ERROR, FileJudgement.input(new InputSeen("--input", "/a", 2, 0, "")).level());
    Finding closed = FileJudgement.input(new InputSeen("--input", "/a", 2, 10, "denied to ann"));
    assertEquals(Level.ERROR, closed.level());
    assertTrue(closed.fact().contains("denied to ann"));
  }

  @Test
  void outputs() {
    assertEquals(Level.OK, Seen.worst(judged(output(OutputSeen.State.NEW, "", GIB), 0)));
    assertEquals(Level.NOTE, Seen.worst(judged(output(OutputSeen.State.RUN, "", GIB), 0)));
    assertEquals(Level.ERROR, Seen.worst(judged(output(OutputSeen.State.FOREIGN, "", GIB), 0)));
    assertEquals(
        Level.ERROR, Seen.worst(judged(output(OutputSeen.State.NEW, "read-only", GIB), 0)));
  }

  @Test
  void copiesCountAgainstSpace() {
    OutputSeen tenFree = output(OutputSeen.State.NEW, "", 10 * GIB);
    // Three copies of 1.2 times the input.
    assertEquals(Level.OK, Seen.worst(judged(tenFree, 2 * GIB)));
    assertEquals(Level.ERROR, Seen.worst(judged(tenFree, 3 * GIB)));
    assertEquals(Level.OK, Seen.worst(judged(quota(-1, 10 * GIB), 2 * GIB)));
    assertEquals(Level.ERROR, Seen.worst(judged(quota(-1, 10 * GIB), 3 * GIB)));
  }

  @Test
  void namesForAllIterations() {
    assertEquals(Level.OK, Seen.worst(judged(quota(1000, -1), 0)));
    assertEquals(Level.WARNING, Seen.worst(judged(quota(100, -1), 0)));
    assertEquals(Level.ERROR, Seen.worst(judged(quota(5, -1), 0)));
  }
}
