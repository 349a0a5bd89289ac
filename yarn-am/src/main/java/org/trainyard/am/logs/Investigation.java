package org.trainyard.am.logs;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.yarn.api.records.ApplicationId;
import org.apache.hadoop.yarn.api.records.ApplicationReport;
import org.apache.hadoop.yarn.api.records.FinalApplicationStatus;
import org.apache.hadoop.yarn.exceptions.YarnException;
import org.trainyard.am.cluster.RunTag;
import org.trainyard.am.outcome.Failure;
import org.trainyard.formats.event.RunEvent;

/**
 * Gathers who failed, from wherever it is known. What cannot be asked is no failure of the
 * question: it is among the missing.
 */
public final class Investigation {
  /** Of jobs that did not fail, the last few may have had failed tasks worth a look. */
  private static final int LAST_JOBS = 3;

  private final Configuration conf;
  private final List<ApplicationReport> applications = new ArrayList<>();
  private final List<Suspect> suspects = new ArrayList<>();
  private final List<String> missing = new ArrayList<>();
  private Map<String, String> nodes = Map.of();

  /** With a client's configuration. */
  public Investigation(Configuration conf) {
    this.conf = conf;
  }

  /** Hears what the run's own log tells. */
  public void events(List<RunEvent> events) {
    suspects.addAll(EventSuspects.of(events));
  }

  /** Asks the cluster about all applications of a run. */
  public void run(String runId) throws InterruptedException {
    try (ClusterTrail trail = new ClusterTrail(conf)) {
      applications.addAll(trail.applications(runId));
      ask(trail);
    } catch (IOException | YarnException e) {
      missing.add("the ResourceManager could not be asked: " + Failure.of(e).sentence());
    }
  }

  /**
   * Asks the cluster about one application.
   *
   * @throws YarnException if there is no such application
   */
  public void application(ApplicationId id)
      throws IOException, YarnException, InterruptedException {
    try (ClusterTrail trail = new ClusterTrail(conf)) {
      ApplicationReport report = trail.application(id);
      Optional<String> run = RunTag.find(report.getApplicationTags());
      if (RunTag.APPLICATION_TYPE.equals(report.getApplicationType()) && run.isPresent()) {
        // Its jobs carry the same tag; other applications of the run are not asked for.
        trail.applications(run.get()).stream()
            .filter(each -> !RunTag.APPLICATION_TYPE.equals(each.getApplicationType()))
            .filter(each -> each.getStartTime() >= report.getStartTime())
            .forEach(applications::add);
      }
      applications.add(0, report);
      ask(trail);
    }
  }

  private void ask(ClusterTrail trail) throws IOException, YarnException, InterruptedException {
    nodes = trail.nodes();
    for (ApplicationReport application : applications) {
      suspects.addAll(trail.suspects(application));
    }
    try (JobTrail jobs = new JobTrail(conf)) {
      for (ApplicationReport job : jobsToAsk()) {
        suspects.addAll(jobs.suspects(job));
      }
    } catch (IOException e) {
      missing.add("tasks of jobs could not be asked for: " + Failure.of(e).sentence());
    }
  }

  private List<ApplicationReport> jobsToAsk() {
    List<ApplicationReport> jobs =
        applications.stream()
            .filter(each -> RunTag.JOB_TYPE.equals(each.getApplicationType()))
            .toList();
    List<ApplicationReport> failed =
        jobs.stream()
            .filter(job -> job.getFinalApplicationStatus() == FinalApplicationStatus.FAILED)
            .toList();
    return failed.isEmpty()
        ? jobs.subList(Math.max(0, jobs.size() - LAST_JOBS), jobs.size())
        : failed;
  }

  /** The applications, the run's own first. */
  public List<ApplicationReport> applications() {
    return applications;
  }

  /** Who failed. */
  public List<Suspect> suspects() {
    return suspects;
  }

  /** What could not be asked, for people. */
  public List<String> missing() {
    return missing;
  }

  /** Where logs may lie: collected, else on the nodes that answered. */
  public LogFinder finder() {
    return new LogFinder(List.of(new CollectedLogLink(conf), new NodeLogLink(nodes)));
  }

  /** Who owns an application; this process's user where nobody knows. */
  public String owner(String application, String usual) {
    return applications.stream()
        .filter(each -> each.getApplicationId().toString().equals(application))
        .map(ApplicationReport::getUser)
        .findFirst()
        .orElse(usual);
  }

  /** The container of an application's newest master; null if nobody knows. */
  public String master(ApplicationReport application) {
    try (ClusterTrail trail = new ClusterTrail(conf)) {
      return trail.master(application);
    } catch (IOException | YarnException e) {
      missing.add("attempts could not be asked for: " + Failure.of(e).sentence());
      return null;
    }
  }

  /** The containers of an application that the cluster knows now; without those it forgot. */
  public List<String> containers(ApplicationReport application) {
    try (ClusterTrail trail = new ClusterTrail(conf)) {
      return trail.containers(application);
    } catch (IOException | YarnException e) {
      missing.add("containers could not be asked for: " + Failure.of(e).sentence());
      return List.of();
    }
  }
}
