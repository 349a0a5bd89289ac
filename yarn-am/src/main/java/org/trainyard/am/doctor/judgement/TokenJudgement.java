package org.trainyard.am.doctor.judgement;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.trainyard.am.doctor.Finding;
import org.trainyard.am.doctor.RunRequest;
import org.trainyard.am.doctor.survey.TokensSeen;
import org.trainyard.am.view.Figures;

/** Whether the user is known, and whether the run's tokens live as long as the run. */
public final class TokenJudgement {
  private static final String CHECK = "login";

  private TokenJudgement() {}

  /** Judges. */
  public static List<Finding> of(TokensSeen seen, RunRequest request) {
    if (!seen.secure()) {
      return List.of(
          Finding.ok(
              CHECK,
              "you are "
                  + seen.user()
                  + "; the cluster does without Kerberos, so no token can expire"));
    }
    if (!seen.loggedIn()) {
      return List.of(
          Finding.error(
              CHECK,
              "the cluster wants Kerberos, and you have no ticket",
              "run kinit, or give a token file in HADOOP_TOKEN_FILE_LOCATION"));
    }
    List<Finding> findings = new ArrayList<>();
    findings.add(Finding.ok(CHECK, "you are " + seen.user() + ", by Kerberos"));
    Duration life = seen.tokenLife();
    String lives =
        "delegation tokens can be renewed for " + Figures.duration(life.toSeconds()) + " at most";
    if (request.secondsLimit() == 0) {
      findings.add(
          Finding.note(
              "tokens",
              lives
                  + "; a run that takes longer fails then, and the same command goes on with it"));
    } else if (request.secondsLimit() > life.toSeconds()) {
      findings.add(
          Finding.error(
              "tokens",
              lives
                  + ", and the run may take "
                  + Figures.duration(request.secondsLimit())
                  + " (--time-limit)",
              "give a shorter --time-limit and run the same command again, which goes on; or have the tokens' max-lifetime"
                  + " raised"));
    } else {
      findings.add(Finding.ok("tokens", lives + ", longer than the run may take"));
    }
    return findings;
  }
}
