package org.trainyard.am.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trainyard.formats.partial.Partial;
import org.trainyard.formats.partial.PartialShape;
import org.trainyard.mapreduce.iteration.PartialWritable;

class MemoryPlanTest {
  /** MiB: heap, partial, parameters held and in each thread's hands; then cores; threads, cache. */
  @ParameterizedTest
  @CsvSource({
    "1000,   0,   0, 0, 4, 4, 600",
    "1000,  10,   2, 0, 4, 4, 600",
    "1000,  50,   0, 0, 4, 4, 350",
    "1000, 100,   0, 0, 4, 3,  50",
    "1000, 100,   0, 0, 2, 2, 250",
    "1000, 400, 160, 0, 8, 1,   0",
    "1000, 900,   0, 0, 8, 1,   0",
    "1000, 100, 400, 0, 4, 1,  50",
    "1000, 100,   0, 50, 4, 2, 150",
    "1000,  10,   0, 300, 4, 2, 190",
  })
  void accumulatorsComeFirst(
      long heap, long partial, long held, long visited, int cores, int threads, long cache) {
    MemoryPlan plan =
        MemoryPlan.of(heap << 20, 0.6, cores, partial << 20, held << 20, visited << 20);
    assertEquals(threads, plan.threads());
    assertEquals(cache, Math.round(plan.cacheBytes() / 1048576.0));
  }

  @Test
  void whatPartialsTookIsBelievedMoreThanTheirShape() throws Exception {
    MemoryKeeper keeper = new MemoryKeeper(1L << 30, 0.6, 4);
    PartialShape wide = PartialShape.ofSums(10_000_000, 3);
    assertEquals(320_000_096L, MemoryPlan.most(wide));
    MemoryPlan first = keeper.plan(wide, 0, 0);
    Partial sparse = new Partial(wide);
    sparse.vectors().add(17, 1.0);
    keeper.seen(PartialWritable.shards(sparse, 2).toArray(PartialWritable[]::new));
    MemoryPlan second = keeper.plan(wide, 0, 0);
    assertEquals(1, first.threads());
    assertEquals(4, second.threads());
    assertTrue(second.cacheBytes() > first.cacheBytes());
    assertEquals(first, keeper.plan(PartialShape.ofSums(10_000_000, 4), 0, 0), "another shape");
  }
}
