package org.trainyard.am.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.trainyard.am.cluster.JobCost;
import org.trainyard.mapreduce.capacity.ModelSize;
import org.trainyard.mapreduce.forecast.DryRun.Findings;

class EngineEstimatesTest {
  private static final long GIB = 1L << 30;
  private static final long SECOND = 1 << 20;
  private static final Places.Cluster TEN =
      new Places.Cluster(10, 1, GIB, 10, GIB, 1, GIB, 10, "room for ten");

  private static Findings found(long vectors, long memory, double read, double visit, int k) {
    return new Findings(
        1000, false, GIB, GIB, 1, 60, 10, 1, vectors, 0, 0, SECOND, memory, read, visit, 0, 100, k);
  }

  private static EngineEstimate of(String engine, Findings found, Places places) {
    return EngineEstimates.of(found, places).stream()
        .filter(one -> one.engine().equals(engine))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void arithmeticIsSharedByTheThreads() {
    EngineEstimate two = of("local", found(10, GIB, 8, 20, 7), new Places(2, 8 * GIB, null));
    assertEquals(10 + EngineEstimates.LOCAL_ROUND_SECONDS, two.iterationSeconds(), 1e-9);
    assertEquals(30 + 4 + 7 * two.iterationSeconds(), two.runSeconds(), 1e-9);
    assertEquals("arithmetic", two.limit());
    assertTrue(two.fits());
  }

  @Test
  void dataThatDoNotFitTheHeapAreReadAgain() {
    EngineEstimate half = of("local", found(10, 8 * GIB, 8, 2, 7), new Places(2, 8 * GIB, null));
    assertEquals(1 + 0.5 * 4 + EngineEstimates.LOCAL_ROUND_SECONDS, half.iterationSeconds(), 1e-9);
    assertTrue(half.limit().startsWith("memory"), half.limit());
  }

  @Test
  void littleDataIsLimitedByTheStartOfJobs() {
    EngineEstimate jobs = of("chained", found(10, GIB, 1, 1, 7), new Places(2, GIB, TEN));
    assertEquals(JobCost.SECONDS + 0.2, jobs.iterationSeconds(), 1e-9);
    assertTrue(jobs.limit().startsWith("start"), jobs.limit());
  }

  @Test
  void containersKeepTheirDataWhichJobsReadAnew() {
    Findings found = found(10, GIB, 50, 10, 7);
    EngineEstimate resident = of("resident", found, new Places(2, GIB, TEN));
    EngineEstimate chained = of("chained", found, new Places(2, GIB, TEN));
    assertEquals(1 + EngineEstimates.ROUND_SECONDS, resident.iterationSeconds(), 1e-9);
    assertEquals(6 + JobCost.SECONDS, chained.iterationSeconds(), 1e-9);
    assertEquals("reading and decoding", chained.limit());
  }

  @Test
  void sumsThatDoNotFitAContainerAreSaidNotToFit() {
    EngineEstimate wide = of("chained", found(100_000_000, GIB, 1, 1, 7), new Places(2, GIB, TEN));
    assertFalse(wide.fits());
    assertEquals("memory: does not fit", wide.limit());
  }

  @Test
  void sumsThatDoNotFitOneReducerAreSharedByMore() {
    EngineEstimate wide = of("chained", found(10_000_000, GIB, 1, 1, 7), new Places(2, GIB, TEN));
    assertTrue(wide.fits(), wide.toString());
    assertEquals("10 map tasks, 2 reducers", wide.processes());
  }

  @Test
  void nobodyKnowsTheEndOfARunWhosePilotHadNone() {
    List<EngineEstimate> all = EngineEstimates.of(found(10, GIB, 1, 1, 0), new Places(2, GIB, TEN));
    assertEquals(
        List.of("local", "chained", "resident"), all.stream().map(EngineEstimate::engine).toList());
    all.forEach(one -> assertTrue(Double.isNaN(one.runSeconds())));
  }

  @Test
  void eachThreadHasASecondKernel() {
    Findings found = found(10, GIB, 1, 1, 3);
    long one = new ModelSize(0, 10).mapper(1) + SECOND;
    long two = new ModelSize(0, 10).mapper(2) + 2 * SECOND;
    assertEquals(two, of("local", found, new Places(2, GIB, null)).memoryBytes());
    assertEquals(one, of("chained", found, new Places(2, GIB, TEN)).memoryBytes());
  }

  @Test
  void withoutAClusterThereIsOneEngine() {
    assertEquals(1, EngineEstimates.of(found(10, GIB, 1, 1, 3), new Places(2, GIB, null)).size());
  }
}
