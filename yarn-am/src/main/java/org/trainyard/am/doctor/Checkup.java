package org.trainyard.am.doctor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.trainyard.am.cluster.Impatience;
import org.trainyard.am.doctor.judgement.ClientJudgement;
import org.trainyard.am.doctor.judgement.TokenJudgement;
import org.trainyard.am.doctor.survey.ClientSurvey;
import org.trainyard.am.doctor.survey.TokensSeen;
import org.trainyard.formats.config.KeySource;
import org.trainyard.formats.config.Problems;
import org.trainyard.mapreduce.problem.TrainingCheck;

/** All checks, in the order in which they build on each other. */
public final class Checkup {
  /** Of one check: all of its questions, each of which gives up sooner. */
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final Configuration conf;
  private final KeySource settings;
  private final RunRequest request;

  /** Of a run with these settings. */
  public Checkup(Configuration conf, KeySource settings) {
    this.conf = Impatience.of(conf);
    this.settings = settings;
    this.request = RunRequest.of(conf);
  }

  /**
   * Looks at everything.
   *
   * @param told hears each finding as soon as it is made
   * @return all of them
   */
  public List<Finding> run(Consumer<Finding> told) throws InterruptedException {
    List<Finding> findings = new ArrayList<>();
    Consumer<Finding> both =
        finding -> {
          findings.add(finding);
          told.accept(finding);
        };
    BoundedChecks checks = new BoundedChecks(LIMIT);
    checks
        .run(new Check("client", () -> ClientJudgement.of(ClientSurvey.take(conf))))
        .forEach(both);
    options().forEach(both);
    if (request.onCluster()) {
      checks
          .run(new Check("login", () -> TokenJudgement.of(TokensSeen.of(conf), request)))
          .forEach(both);
    }
    new FileChecks(conf, request, checks).run(both);
    if (request.onCluster()) {
      new ClusterChecks(conf, request, checks).run(both);
    }
    return findings;
  }

  /** What is wrong with the options by themselves. */
  private List<Finding> options() {
    Problems problems = new Problems();
    TrainingCheck.check(settings, problems);
    return problems.all().stream()
        .map(problem -> Finding.error("options", problem, "see 'trainyard train --help'"))
        .toList();
  }
}
