package org.trainyard.it;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.yarn.api.records.ApplicationReport;
import org.apache.hadoop.yarn.client.api.YarnClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.trainyard.am.facts.RunFacts;
import org.trainyard.am.facts.RunFactsReader;
import org.trainyard.formats.event.RunEvent;
import org.trainyard.it.cluster.MiniHadoop;
import org.trainyard.it.cluster.Trainyard;

/**
 * One of two workers of the resident engine is killed, at random, and then the ApplicationMaster:
 * the other worker takes over, the next master uses the workers that it finds, same bits. A worker
 * that dies while it packs costs its pieces, a master that does has them packed by the workers that
 * are left.
 */
@ExtendWith(MiniHadoop.class)
class SurvivesKilledContainersIT {
  /** Of a9a: some 90 MB, which workers pack. */
  private static final int COPIES = 40;

  private static final String WORKER = "WorkerMain";
  private static final String MASTER = "ApplicationMasterMain";

  @Test
  void workersAndMasterDieAndTheModelIsTheSame(MiniHadoop.Cluster cluster) throws Exception {
    Configuration conf = cluster.conf();
    Trainyard trainyard = Trainyard.on(conf);
    String a9a = TrainedRun.a9a(cluster.fs());
    TrainedRun killed = TrainedRun.at(conf, "/runs/killed");
    Trainyard.Running running =
        trainyard.start(killed.onTwoWorkers(TrainedRun.ENDLESS, a9a, "killed-test"));
    Random random = new Random(20);
    running.until("two workers", 240, () -> killed.processes(WORKER).size() == 2);
    killed.goesOn(running, 2 + random.nextInt(4));
    List<ProcessHandle> there = new ArrayList<>(killed.processes(WORKER));
    assertEquals(2, there.size(), "workers");
    ProcessHandle victim = there.remove(random.nextInt(2));
    ProcessHandle survivor = there.get(0);
    victim.destroyForcibly();
    killed.goesOn(running, 2);
    assertTrue(survivor.isAlive(), "The worker that was left did not go on");
    Set<Long> before = pids(killed);
    failTheMaster(conf, running);
    killed.goesOn(running, 2);
    Set<Long> after = pids(killed);
    killed.stop(running);
    after.retainAll(before);
    assertTrue(!after.isEmpty(), "The next master used no worker of the one before");
    killed.hasTheStateOf(TrainedRun.at(conf, "/runs/killed-whole"), trainyard, a9a);
    assertEquals(Set.of("resident"), new HashSet<>(killed.engines()));
  }

  @Test
  void aWorkerAndTheMasterDieWhileTheyPackAndTheModelIsTheSame(MiniHadoop.Cluster cluster)
      throws Exception {
    Configuration conf = cluster.conf();
    Trainyard trainyard = Trainyard.on(conf);
    String much = TrainedRun.muchOfA9a(cluster.fs(), COPIES);
    String[] step = {"--max-iterations", "1"};
    TrainedRun whole = TrainedRun.at(conf, "/runs/packed-whole");
    Trainyard.Result result = trainyard.run(whole.command(step, much, "--engine", "local"));
    assertEquals(TrainedRun.CUT_OFF, result.exit(), result.out());

    TrainedRun killed = TrainedRun.at(conf, "/runs/packed-killed");
    Trainyard.Running running =
        trainyard.start(
            killed.command(
                step,
                much,
                "--engine",
                "resident",
                "--containers",
                "2",
                // So that packing takes its time on a machine of many cores, too.
                "--container-cores",
                "1",
                "--tags",
                "packed-killed"));
    running.until("a master", 240, () -> !killed.processes(MASTER).isEmpty());
    ProcessHandle master = killed.processes(MASTER).get(0);
    running.until("a piece", 240, killed::packs);
    master.destroyForcibly();
    assertTrue(killed.packs(), "The master died too late");
    killed.processes(WORKER).get(0).destroyForcibly();
    result = running.await();
    assertEquals(TrainedRun.CUT_OFF, result.exit(), result.out());
    assertArrayEquals(whole.modelBytes(), killed.modelBytes());

    assertEquals(2, masters(conf, "packed-killed"), "attempts of the ApplicationMaster");
    // It is told who packed what, and where the time went; what was dropped does not count.
    RunFacts.Head head =
        new RunFactsReader(conf, killed.layout().run()).read(System.currentTimeMillis()).head();
    assertEquals(1, head.packings().size());
    RunEvent.PackingEnded packing = head.packings().get(0);
    assertEquals(head.problem().trainingRows(), packing.rows());
    assertTrue(packing.time().known() && packing.time().compute() > 0, packing.toString());
    assertTrue(packing.time().compute() <= packing.seconds(), packing.toString());
  }

  /** Ends the attempt of the ApplicationMaster, and waits for the next one. */
  private static void failTheMaster(Configuration conf, Trainyard.Running running)
      throws Exception {
    try (YarnClient yarn = YarnClient.createYarnClient()) {
      yarn.init(conf);
      yarn.start();
      ApplicationReport report = master(yarn, "killed-test");
      yarn.failApplicationAttempt(report.getCurrentApplicationAttemptId());
      running.until(
          "the next attempt",
          120,
          () ->
              yarn.getApplicationReport(report.getApplicationId())
                      .getCurrentApplicationAttemptId()
                      .getAttemptId()
                  == 2);
    }
  }

  /** How many attempts the ApplicationMaster of the run with this tag has had. */
  private static int masters(Configuration conf, String tag) throws Exception {
    try (YarnClient yarn = YarnClient.createYarnClient()) {
      yarn.init(conf);
      yarn.start();
      return master(yarn, tag).getCurrentApplicationAttemptId().getAttemptId();
    }
  }

  private static ApplicationReport master(YarnClient yarn, String tag) throws Exception {
    return yarn.getApplications(null, null, Set.of(tag)).stream()
        .filter(found -> found.getApplicationType().equals("TRAINYARD"))
        .findFirst()
        .orElseThrow();
  }

  private static Set<Long> pids(TrainedRun run) throws Exception {
    return run.processes(WORKER).stream()
        .map(ProcessHandle::pid)
        .collect(Collectors.toCollection(HashSet::new));
  }
}
