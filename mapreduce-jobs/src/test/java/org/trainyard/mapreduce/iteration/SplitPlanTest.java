package org.trainyard.mapreduce.iteration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.trainyard.formats.dataset.BlockReference;
import org.trainyard.mapreduce.algorithm.Segment;
import org.trainyard.mapreduce.problem.SegmentPlan;

class SplitPlanTest {
  @Test
  void everySegmentIsInOneSplitInOrderAndNoSplitIsEmpty() {
    Random random = new Random(1);
    for (int n : new int[] {1, 2, 3, 7, 8, 9, 100}) {
      List<BlockReference> blocks = new ArrayList<>();
      for (int b = 0; b < n; b++) {
        blocks.add(new BlockReference(b, "part", b, 1 + random.nextInt(1000), 10));
      }
      List<SegmentPlan> segments = SegmentPlan.cut(blocks, 1, Segment.Role.TRAINING);
      for (int splits : new int[] {1, 2, 3, 8, 200}) {
        List<List<SegmentPlan>> plan = SplitPlan.combine(segments, splits);
        assertEquals(Math.min(n, splits), plan.size());
        assertTrue(plan.stream().noneMatch(List::isEmpty));
        assertEquals(segments, plan.stream().flatMap(List::stream).toList());
      }
    }
  }

  @Test
  void splitsAreOfAboutTheSameSize() {
    List<BlockReference> blocks = new ArrayList<>();
    for (int b = 0; b < 100; b++) {
      blocks.add(new BlockReference(b, "part", b, 10, 1));
    }
    for (List<SegmentPlan> split :
        SplitPlan.combine(SegmentPlan.cut(blocks, 1, Segment.Role.TRAINING), 4)) {
      assertEquals(25, split.size());
    }
  }

  @Test
  void segmentsAreCutByTheDatasetAlone() {
    List<BlockReference> blocks = new ArrayList<>();
    for (int b = 0; b < 10; b++) {
      blocks.add(new BlockReference(b, "part", b, 10, 3));
    }
    List<SegmentPlan> segments = SegmentPlan.cut(blocks, 4, Segment.Role.TRAINING);
    assertEquals(List.of(12L, 12L, 6L), segments.stream().map(SegmentPlan::rows).toList());
    assertEquals(List.of(0L, 1L, 2L), segments.stream().map(SegmentPlan::index).toList());
  }
}
