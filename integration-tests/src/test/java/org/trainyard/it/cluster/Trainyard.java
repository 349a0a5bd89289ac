package org.trainyard.it.cluster;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;

/**
 * The command line as users have it: a process of its own, on the job jar and on Hadoop's class
 * path.
 */
public final class Trainyard {
  /** No command of a test takes longer, or something hangs. */
  private static final Duration LIMIT = Await.limit(600);

  /**
   * A command that ended.
   *
   * @param exit its exit code
   * @param out what it printed, standard output and error together
   */
  public record Result(int exit, String out) {}

  /** Commands that run: none of them outlives this JVM, however its tests or a signal end it. */
  private static final Set<Process> STARTED = ConcurrentHashMap.newKeySet();

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(Trainyard::endAll, "end-commands"));
  }

  /** Ends every command that still runs, with what it started. */
  static void endAll() {
    for (Process process : STARTED) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  /** A command that runs. */
  public static final class Running {
    private final Process process;
    private final Path log;

    private Running(Process process, Path log) {
      this.process = process;
      this.log = log;
      STARTED.add(process);
      process.onExit().thenAccept(STARTED::remove);
    }

    /** Whether it still runs. */
    public boolean alive() {
      return process.isAlive();
    }

    /** Ends it at once, as kill -9 does. */
    public void kill() {
      process.destroyForcibly();
    }

    /**
     * Waits until {@code condition} holds while it runs; fails, with all that it said, if it ends
     * before: what a test does to a running command would come too late.
     */
    public void until(String what, int seconds, Callable<Boolean> condition) throws Exception {
      Await.until(
          what,
          seconds,
          () -> {
            boolean holds = condition.call();
            if (!alive()) {
              throw new AssertionError("It ended before " + what + ":\n" + Files.readString(log));
            }
            return holds;
          });
    }

    /** Waits for its end. */
    public Result await() throws IOException, InterruptedException {
      if (!process.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
        throw new AssertionError(
            "Did not end within " + LIMIT.toSeconds() + " s:\n" + Files.readString(log));
      }
      return new Result(process.exitValue(), Files.readString(log));
    }
  }

  private final Path conf;
  private final Map<String, String> environment;

  private Trainyard(Path conf, Map<String, String> environment) {
    this.conf = conf;
    this.environment = environment;
  }

  /** On local files, without a cluster. */
  public static Trainyard withoutCluster() {
    return new Trainyard(null, Map.of());
  }

  /** On a cluster. */
  public static Trainyard on(Configuration cluster) {
    try {
      Path conf =
          Files.createTempDirectory(Files.createDirectories(Path.of("target", "cluster")), "conf");
      // Later site files win over earlier defaults, so each of Hadoop's parts needs one.
      for (String part : new String[] {"core", "hdfs", "mapred", "yarn"}) {
        try (OutputStream out = Files.newOutputStream(conf.resolve(part + "-site.xml"))) {
          cluster.writeXml(out);
        }
      }
      return new Trainyard(conf.toAbsolutePath(), Map.of());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same as another user, as far as a cluster without Kerberos cares. */
  public Trainyard as(String other) {
    return with(Map.of("HADOOP_USER_NAME", other));
  }

  /** The same with more variables in its environment. */
  public Trainyard with(Map<String, String> more) {
    Map<String, String> all = new HashMap<>(environment);
    all.putAll(more);
    return new Trainyard(conf, all);
  }

  /** Runs a command to its end. */
  public Result run(String... words) throws IOException, InterruptedException {
    return start(words).await();
  }

  /** Starts a command. */
  public Running start(String... words) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of("-Xmx1500m", "-Dlog4j.configuration=" + System.getProperty("log4j.configuration")));
    if (conf != null && !Arrays.asList(words).contains("local")) {
      // As scripts/trainyard starts a client that only submits and watches.
      command.add("-XX:TieredStopAtLevel=1");
    }
    command.addAll(List.of("-cp", classPath(), "org.trainyard.am.cli.Main"));
    command.addAll(Arrays.asList(words));
    Path log =
        Files.createTempFile(
            Files.createDirectories(Path.of("target", "commands")), words[0], ".log");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().remove("HADOOP_CONF_DIR");
    builder.environment().putAll(environment);
    return new Running(builder.start(), log);
  }

  private String classPath() {
    String path =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    String hadoop =
        Arrays.stream(path.split(File.pathSeparator))
            .filter(entry -> entry.endsWith(".jar") && !entry.contains("trainyard"))
            .collect(Collectors.joining(File.pathSeparator));
    String jar = System.getProperty("trainyard.job.jar");
    return (conf == null ? "" : conf + File.pathSeparator) + jar + File.pathSeparator + hadoop;
  }

  /** A file of the test data, by its path below the data folder. */
  public static Path data(String name) {
    return Path.of(System.getProperty("trainyard.data"), name);
  }
}
