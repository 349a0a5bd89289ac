package org.trainyard.am.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.hadoop.yarn.api.records.ApplicationSubmissionContext;
import org.junit.jupiter.api.Test;
import org.trainyard.am.cluster.FakeCluster;

class SubmissionFactoryTest {
  private static final LaunchPlan LAUNCH =
      new LaunchPlan(
          Map.of(),
          Map.of("A", "b"),
          List.of("java Main"),
          ByteBuffer.wrap(new byte[] {7}),
          Map.of());

  @Test
  void everythingOfTheSpecificationReachesYarn() {
    SubmissionSpec spec =
        new SubmissionSpec(
            "a9a",
            "nightly",
            3,
            "fast",
            new TreeSet<>(Set.of("x", "y")),
            2048,
            2,
            4,
            Duration.ofMinutes(5),
            "",
            true);
    ApplicationSubmissionContext context =
        SubmissionFactory.context(FakeCluster.id(5), spec, LAUNCH);
    assertEquals(FakeCluster.id(5), context.getApplicationId());
    assertTrue(context.getKeepContainersAcrossApplicationAttempts());
    assertEquals("TRAINYARD", context.getApplicationType());
    assertEquals("a9a", context.getApplicationName());
    assertEquals("nightly", context.getQueue());
    assertEquals(3, context.getPriority().getPriority());
    assertEquals("fast", context.getNodeLabelExpression());
    assertEquals(Set.of("x", "y"), context.getApplicationTags());
    assertEquals(2048, context.getResource().getMemorySize());
    assertEquals(2, context.getResource().getVirtualCores());
    assertEquals(4, context.getMaxAppAttempts());
    assertEquals(300_000, context.getAttemptFailuresValidityInterval());
    assertEquals(List.of("java Main"), context.getAMContainerSpec().getCommands());
    assertEquals(Map.of("A", "b"), context.getAMContainerSpec().getEnvironment());
    assertEquals(7, context.getAMContainerSpec().getTokens().get(0));
  }

  @Test
  void whatIsNotSaidIsLeftToTheCluster() {
    SubmissionSpec spec =
        new SubmissionSpec(
            "a9a", null, -1, null, new TreeSet<>(), 1024, 1, 2, Duration.ZERO, "", false);
    ApplicationSubmissionContext context =
        SubmissionFactory.context(FakeCluster.id(5), spec, LAUNCH);
    assertFalse(context.getKeepContainersAcrossApplicationAttempts());
    assertNull(context.getPriority());
    assertNull(context.getNodeLabelExpression());
    assertEquals(-1, context.getAttemptFailuresValidityInterval());
  }
}
