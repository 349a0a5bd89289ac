package org.trainyard.it.bench.peer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Holds the comparison; see {@code scripts/bench/peers --help}. */
public final class PeersMain {
  private PeersMain() {}

  /**
   * House, target, folder of Hadoop's jars; data sets, peers (both separated by commas), rounds,
   * scale, limit in seconds.
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    Place place = new Place(Path.of(args[0]), Path.of(args[1]), Path.of(args[2]));
    List<String> names = args[3].equals("all") ? DataSets.NAMES : List.of(args[3].split(","));
    List<Peer> peers = peers(place, List.of(args[4].split(",")));
    DataSets data = new DataSets(place, Double.parseDouble(args[6]));
    StringBuilder report = new StringBuilder();
    List<String> raw =
        new ArrayList<>(
            List.of("data,rows,peer,round,seconds,peak_mb,iterations,s_an_iteration,objective"));
    if (peers.stream().anyMatch(peer -> peer.name().equals("spark-yarn"))) {
      new BenchCluster(place).upload(place.peer("spark-libs.zip"), Spark.ARCHIVE);
    }
    for (String name : names) {
      Task task = data.task(name);
      System.err.println("\n" + name + ": " + task.file());
      Contest contest = new Contest(place, task, Integer.parseInt(args[7]));
      List<Measurement> found = contest.hold(peers, Integer.parseInt(args[5]));
      String part = new Report(task, found, contest.best()).markdown();
      System.out.println(part);
      report.append(part);
      found.forEach(m -> raw.add(line(task, m)));
      Files.createDirectories(place.target());
      Files.writeString(place.target().resolve("peers.md"), report);
      Files.write(place.target().resolve("peers.csv"), raw);
    }
  }

  private static String line(Task task, Measurement m) {
    return "%s,%d,%s,%d,%s,%d,%d,%s,%s"
        .formatted(
            task.name(),
            task.rows(),
            m.peer(),
            m.round(),
            m.seconds(),
            m.peakMb(),
            m.iterations(),
            m.secondsPerIteration(),
            m.done() ? m.objective() : m.failure());
  }

  private static List<Peer> peers(Place place, List<String> wanted) {
    Map<String, Peer> known = new TreeMap<>();
    List.<Peer>of(
            new Trainyard(place, "local"),
            new Trainyard(place, "auto"),
            new Trainyard(place, "resident"),
            new Trainyard(place, "chained"),
            new Spark(place, false),
            new Spark(place, true),
            new H2o(place),
            new Guagua(place),
            new Liblinear())
        .forEach(peer -> known.put(peer.name(), peer));
    for (String name : wanted) {
      if (!known.containsKey(name)) {
        throw new IllegalArgumentException("--peers " + name + ": allowed are " + known.keySet());
      }
    }
    return wanted.stream().map(known::get).toList();
  }
}
