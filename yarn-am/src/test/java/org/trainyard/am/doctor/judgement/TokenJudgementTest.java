package org.trainyard.am.doctor.judgement;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.trainyard.am.config.YarnKeys.EngineName;
import org.trainyard.am.doctor.Level;
import org.trainyard.am.doctor.RunRequest;
import org.trainyard.am.doctor.survey.TokensSeen;

class TokenJudgementTest {
  private static Level worst(boolean secure, boolean loggedIn, double limit) {
    RunRequest request =
        new RunRequest(
            true,
            EngineName.AUTO,
            Optional.empty(),
            Map.of(),
            null,
            null,
            List.of(),
            limit,
            100,
            3);
    return Seen.worst(
        TokenJudgement.of(new TokensSeen("ann", secure, loggedIn, Duration.ofDays(7)), request));
  }

  @Test
  void withoutKerberosNothingExpires() {
    assertEquals(Level.OK, worst(false, false, 0));
  }

  @Test
  void withKerberosTokensMustLiveAsLongAsTheRun() {
    assertEquals(Level.ERROR, worst(true, false, 0));
    assertEquals(Level.NOTE, worst(true, true, 0));
    assertEquals(Level.OK, worst(true, true, Duration.ofDays(6).toSeconds()));
    assertEquals(Level.ERROR, worst(true, true, Duration.ofDays(8).toSeconds()));
  }
}
