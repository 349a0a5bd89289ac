package org.trainyard.am.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class BoundedChecksTest {
  @Test
  void aCheckThatNeverReturnsIsAnErrorAndHoldsNobodyUp() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    Check stuck =
        new Check(
            "stuck",
            () -> {
              never.await();
              return List.of();
            });
    List<Finding> findings = new BoundedChecks(Duration.ofMillis(20)).run(stuck);
    assertEquals(Level.ERROR, findings.get(0).level());
    assertTrue(findings.get(0).fact().contains("no answer"), findings.toString());
  }

  @Test
  void whatACheckThrowsIsItsFinding() throws Exception {
    Check broken =
        new Check(
            "broken",
            () -> {
              throw new IOException(
                  "refused; For more details see:  http://wiki.apache.org/hadoop/ConnectionRefused");
            });
    List<Finding> findings = new BoundedChecks(Duration.ofMinutes(1)).run(broken);
    assertEquals("refused", findings.get(0).fact());
  }
}
