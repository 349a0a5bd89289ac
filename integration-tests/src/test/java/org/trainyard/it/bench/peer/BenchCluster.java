package org.trainyard.it.bench.peer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/** The benchmark's own development cluster, as its scripts left it running. */
final class BenchCluster {
  private static final Pattern APPLICATION = Pattern.compile("application_\\d+_\\d+");
  private static final int QUIET_SECONDS = 60;

  private final Place place;

  BenchCluster(Place place) {
    this.place = place;
  }

  /** Processes whose children are the containers. */
  List<ProcessHandle> nodeManagers() throws IOException {
    List<ProcessHandle> found = new ArrayList<>();
    Path pids = place.cluster().resolve("pids");
    for (int n = 1; Files.exists(pids.resolve("nm" + n)); n++) {
      ProcessHandle.of(Long.parseLong(Files.readString(pids.resolve("nm" + n)).strip()))
          .ifPresent(found::add);
    }
    return found;
  }

  /** Puts the file of a task into HDFS if it is not there. */
  void upload(Path file, String to) throws IOException, InterruptedException {
    hadoop("fs", "-mkdir", "-p", "/bench/runs");
    if (!hadoop("fs", "-ls", "-C", "/bench").contains(Path.of(to).getFileName() + "\n")) {
      hadoop("fs", "-put", file.toString(), to + ".partial");
      hadoop("fs", "-mv", to + ".partial", to);
    }
  }

  /** Removes what runs wrote and waits until no container is left. */
  void tidy() throws IOException, InterruptedException {
    if (!quiet()) {
      endApplications();
      if (!quiet()) {
        throw new IOException("Containers still run though their applications have been ended");
      }
    }
    hadoop("fs", "-rm", "-r", "-f", "-skipTrash", "/bench/runs/*");
  }

  private boolean quiet() throws IOException, InterruptedException {
    long deadline = System.nanoTime() + QUIET_SECONDS * 1_000_000_000L;
    Optional<ProcessHandle> container = anyContainer();
    while (container.isPresent()) {
      try {
        container.get().onExit().get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
      } catch (TimeoutException e) {
        return false;
      } catch (ExecutionException e) {
        throw new IOException("Cannot wait for process " + container.get().pid(), e);
      }
      container = anyContainer();
    }
    return true;
  }

  private Optional<ProcessHandle> anyContainer() throws IOException {
    return nodeManagers().stream().flatMap(ProcessHandle::descendants).findAny();
  }

  /** Ends all applications. */
  void endApplications() throws IOException, InterruptedException {
    String yarn = place.cluster().resolve("bin/yarn").toString();
    String list = Commands.run(yarn, "application", "-list", "-appStates", "RUNNING,ACCEPTED");
    for (String id : APPLICATION.matcher(list).results().map(r -> r.group()).distinct().toList()) {
      Commands.run(yarn, "application", "-kill", id);
    }
  }

  private String hadoop(String... words) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(place.cluster().resolve("bin/hadoop").toString());
    command.addAll(List.of(words));
    return Commands.run(command.toArray(String[]::new));
  }
}
