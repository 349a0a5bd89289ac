package org.trainyard.am.doctor;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.trainyard.am.doctor.judgement.ClockJudgement;
import org.trainyard.am.doctor.judgement.FileJudgement;
import org.trainyard.am.doctor.survey.FileSurvey;
import org.trainyard.am.doctor.survey.InputSeen;
import org.trainyard.am.doctor.survey.OutputSeen;
import org.trainyard.am.outcome.Failure;

/** The checks of file systems and of what is on them. */
final class FileChecks {
  private final Configuration conf;
  private final RunRequest request;
  private final BoundedChecks checks;
  private final FileSurvey survey;
  private long inputBytes;

  FileChecks(Configuration conf, RunRequest request, BoundedChecks checks) {
    this.conf = conf;
    this.request = request;
    this.checks = checks;
    this.survey = new FileSurvey(conf);
  }

  /** Runs them; what lies on a file system that does not answer is not looked at. */
  void run(Consumer<Finding> told) throws InterruptedException {
    List<URI> silent = new ArrayList<>();
    for (Map.Entry<URI, Path> system : systems().entrySet()) {
      List<Finding> findings =
          checks.run(new Check("file system", () -> reach(system.getKey(), system.getValue())));
      findings.forEach(told);
      if (findings.get(0).level() == Level.ERROR) {
        silent.add(system.getKey());
      }
    }
    for (Map.Entry<String, List<Path>> input : request.inputs().entrySet()) {
      for (Path path : input.getValue()) {
        if (!silent.contains(system(path))) {
          checks.run(new Check("input", () -> input(input.getKey(), path))).forEach(told);
        }
      }
    }
    if (request.output().isPresent() && !silent.contains(system(request.output().get()))) {
      checks.run(new Check("output", () -> output(request.output().get()))).forEach(told);
    }
  }

  /** The file systems of all paths, and the default one, each with a path on it. */
  private Map<URI, Path> systems() {
    Map<URI, Path> systems = new LinkedHashMap<>();
    Path root = new Path("/");
    systems.put(system(root), root);
    request
        .inputs()
        .values()
        .forEach(paths -> paths.forEach(path -> systems.putIfAbsent(system(path), path)));
    request.output().ifPresent(path -> systems.putIfAbsent(system(path), path));
    return systems;
  }

  /** Scheme and authority, as they are written: nothing is asked. */
  private URI system(Path path) {
    URI uri = path.toUri();
    URI full = uri.getScheme() == null ? FileSystem.getDefaultUri(conf) : uri;
    String authority = full.getAuthority() == null ? "" : full.getAuthority();
    return URI.create(full.getScheme() + "://" + authority + "/");
  }

  private List<Finding> reach(URI system, Path any) throws Exception {
    try {
      Duration took = survey.reach(any);
      return List.of(Finding.ok("file system", system + " answers, in " + took.toMillis() + " ms"));
    } catch (IOException e) {
      return List.of(
          Finding.error(
              "file system",
              system + " does not answer: " + Failure.of(e).sentence(),
              "is the address right (fs.defaultFS, or the path's own), the NameNode up, and no firewall between?"));
    }
  }

  private List<Finding> input(String option, Path path) throws Exception {
    InputSeen seen = survey.input(option, path);
    inputBytes += seen.bytes();
    return List.of(FileJudgement.input(seen));
  }

  private List<Finding> output(Path path) throws Exception {
    OutputSeen seen = survey.output(path);
    List<Finding> findings = new ArrayList<>(FileJudgement.output(seen, request, inputBytes));
    seen.ahead()
        .ifPresent(
            ahead -> findings.add(ClockJudgement.of("the file system " + system(path), ahead)));
    return findings;
  }
}
