package org.trainyard.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.yarn.api.records.ApplicationReport;
import org.apache.hadoop.yarn.client.api.YarnClient;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.trainyard.it.cluster.Await;
import org.trainyard.it.cluster.FailingHadoop;
import org.trainyard.it.cluster.MiniHadoop;
import org.trainyard.it.cluster.Trainyard;

/**
 * While one run goes on, the NameNode fails over, the ResourceManager is down for a while and comes
 * back, and the NodeManager of a worker goes down: the run waits or moves, same bits.
 */
@Tag("own-jvm")
@ExtendWith(MiniHadoop.class)
class OutlivesTheDaemonsIT {
  private static final String WORKER = "WorkerMain";
  private static final Pattern CONTAINER = Pattern.compile("container_[0-9e_]+");

  @Test
  void namesNodesAndResourcesGoDownAndTheModelIsTheSame() throws Exception {
    try (FailingHadoop cluster = new FailingHadoop()) {
      Configuration conf = cluster.conf();
      // Daemons of this JVM close the shared file systems when they stop.
      conf.setBoolean("fs.hdfs.impl.disable.cache", true);
      Trainyard trainyard = Trainyard.on(cluster.conf());
      String a9a = TrainedRun.a9a(cluster.fs());
      TrainedRun run = TrainedRun.at(conf, "/runs/daemons");
      Trainyard.Running running =
          trainyard.start(run.onTwoWorkers(TrainedRun.ENDLESS, a9a, "daemons-test"));
      running.until("two workers", 240, () -> run.processes(WORKER).size() == 2);
      run.goesOn(running, 2);

      String master = containerOf(run.processes("ApplicationMasterMain").get(0));
      String mastersNode = cluster.nodeOf(master);
      cluster.failNameNode();
      run.goesOn(running, 2);

      cluster.stopResourceManager();
      run.goesOn(running, 2);
      cluster.startResourceManager();
      Await.until("the nodes are back", 120, cluster::nodesAreThere);
      run.goesOn(running, 2);

      String lost = cluster.failNodeOf(containerOf(run.processes(WORKER).get(0)));
      run.goesOn(running, 2);
      // Only a master that was on the lost node needs another attempt.
      int attempts = lost.equals(mastersNode) ? 2 : 1;
      running.until("attempt " + attempts, 120, () -> attempts(conf) >= attempts);
      run.goesOn(running, 2);
      run.stop(running);
      assertEquals(attempts, attempts(conf), "attempts");
      run.hasTheStateOf(TrainedRun.at(conf, "/runs/daemons-whole"), trainyard, a9a);
      assertEquals(Set.of("resident"), new HashSet<>(run.engines()));
    }
  }

  private static String containerOf(ProcessHandle process) throws Exception {
    Path folder = Files.readSymbolicLink(Path.of("/proc", Long.toString(process.pid()), "cwd"));
    Matcher container = CONTAINER.matcher(folder.getFileName().toString());
    assertTrue(container.matches(), folder.toString());
    return container.group();
  }

  private static int attempts(Configuration conf) throws Exception {
    try (YarnClient yarn = YarnClient.createYarnClient()) {
      yarn.init(conf);
      yarn.start();
      return yarn.getApplications(null, null, Set.of("daemons-test")).stream()
          .filter(report -> report.getApplicationType().equals("TRAINYARD"))
          .map(ApplicationReport::getCurrentApplicationAttemptId)
          .mapToInt(attempt -> attempt.getAttemptId())
          .max()
          .orElseThrow();
    }
  }
}
