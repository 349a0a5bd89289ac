import java.io.File;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import ml.shifu.guagua.mapreduce.GuaguaMapReduceClient;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.mapreduce.TaskCompletionEvent;
import org.apache.zookeeper.server.ServerCnxnFactory;
import org.apache.zookeeper.server.ZooKeeperServer;

/**
 * Logistic regression with L2 on Guagua, from LIBSVM text to coefficients: data, columns, l2,
 * tolerance, the local folder for weights.txt and figures.txt (iterations, seconds of each), the
 * folder of Guagua's jars, the jar of these classes and the greatest number of iterations.
 *
 * <p>Two workers and a master, as many containers as the other programs have on the cluster, with a
 * ZooKeeper server in this process. Hadoop's polls are shorter than their defaults; Guagua's are
 * not (300 ms): with 10 ms its master has lost the result of a worker that was done before the
 * master had cleared the iteration before, and waited for it for ever.
 */
public final class GuaguaLogistic {
  private static final int CONNECTIONS = 60;
  private static final int TICK_MS = 2000;

  /** Guagua measures objects by reflection; it is older than Java's modules. */
  private static final String OPEN =
      "--add-opens=java.base/java.lang=ALL-UNNAMED --add-opens=java.base/java.util=ALL-UNNAMED";

  private GuaguaLogistic() {}

  /** Threads of ZooKeeper and Guagua do not end by themselves, whatever happens. */
  public static void main(String[] args) {
    int code = 1;
    try {
      code = run(args) ? 0 : 1;
    } catch (Exception | LinkageError e) {
      e.printStackTrace();
    }
    System.exit(code);
  }

  private static boolean run(String[] args) throws Exception {
    Path out = Path.of(args[4]);
    FileSystem files = FileSystem.get(new Configuration());
    org.apache.hadoop.fs.Path result =
        new org.apache.hadoop.fs.Path("/bench/runs/guagua-" + ProcessHandle.current().pid());
    long bytes = files.getFileStatus(new org.apache.hadoop.fs.Path(args[0])).getLen();
    ServerCnxnFactory coordination = startZooKeeper(out.resolve("zookeeper"));
    Job job =
        new GuaguaMapReduceClient()
            .createJob(
                new String[] {
                  "-libjars",
                  jars(Path.of(args[5]), args[6]),
                  "-D" + LogisticWorker.COLUMNS + "=" + args[1],
                  "-D" + LogisticMaster.L2 + "=" + args[2],
                  "-D" + LogisticMaster.TOLERANCE + "=" + args[3],
                  "-D" + WeightsOutput.FILE + "=" + result,
                  "-Dguagua.master.intercepters=WeightsOutput",
                  "-Dguagua.master.result.nonspill=true",
                  "-Dmapreduce.input.fileinputformat.split.minsize=" + (bytes + 1) / 2,
                  "-Dmapreduce.input.fileinputformat.split.maxsize=" + (bytes + 1) / 2,
                  "-Dmapreduce.client.completion.pollinterval=200",
                  "-Dmapreduce.client.progressmonitor.pollinterval=200",
                  "-Dmapreduce.map.memory.mb=2048",
                  "-Dmapreduce.map.java.opts=-Xmx1700m " + OPEN,
                  "-Dmapreduce.map.maxattempts=1",
                  "-i",
                  args[0],
                  "-z",
                  InetAddress.getLocalHost().getHostName() + ":" + coordination.getLocalPort(),
                  "-w",
                  "LogisticWorker",
                  "-m",
                  "LogisticMaster",
                  "-wr",
                  "Numbers",
                  "-mr",
                  "Numbers",
                  "-c",
                  args[7],
                  "-n",
                  "GuaguaLogistic"
                });
    boolean done = job.waitForCompletion(true);
    if (done) {
      fetch(files, result, out);
    } else {
      complain(job);
    }
    coordination.shutdown();
    return done;
  }

  private static ServerCnxnFactory startZooKeeper(Path folder) throws Exception {
    File data = Files.createDirectories(folder).toFile();
    ServerCnxnFactory connections =
        ServerCnxnFactory.createFactory(new InetSocketAddress(0), CONNECTIONS);
    connections.startup(new ZooKeeperServer(data, data, TICK_MS));
    return connections;
  }

  private static String jars(Path libraries, String own) throws Exception {
    try (Stream<Path> entries = Files.list(libraries)) {
      return Stream.concat(Stream.of(Path.of(own)), entries)
          .map(jar -> jar.toUri().toString())
          .collect(Collectors.joining(","));
    }
  }

  /** Figures are the first line of the result, coefficients the others. */
  private static void fetch(FileSystem files, org.apache.hadoop.fs.Path result, Path out)
      throws Exception {
    try (FSDataInputStream in = files.open(result)) {
      List<String> lines =
          new String(in.readAllBytes(), StandardCharsets.US_ASCII).lines().toList();
      Files.write(out.resolve("figures.txt"), List.of(lines.get(0).split(" ")));
      Files.write(out.resolve("weights.txt"), lines.subList(1, lines.size()));
    }
  }

  private static void complain(Job job) throws Exception {
    System.err.println(job.getJobID() + " failed: " + job.getStatus().getFailureInfo());
    for (TaskCompletionEvent event : job.getTaskCompletionEvents(0, 100)) {
      for (String line : job.getTaskDiagnostics(event.getTaskAttemptId())) {
        System.err.println(event.getTaskAttemptId() + ": " + line);
      }
    }
  }
}
