package org.trainyard.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.yarn.api.records.ApplicationAttemptId;
import org.apache.hadoop.yarn.api.records.ApplicationId;
import org.apache.hadoop.yarn.api.records.YarnApplicationAttemptState;
import org.apache.hadoop.yarn.client.api.YarnClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.trainyard.am.facts.RunFacts;
import org.trainyard.am.facts.RunFactsReader;
import org.trainyard.formats.event.RunEvent;
import org.trainyard.formats.run.IterationDocument;
import org.trainyard.formats.run.JsonFile;
import org.trainyard.it.cluster.Await;
import org.trainyard.it.cluster.MiniHadoop;
import org.trainyard.it.cluster.Trainyard;

/**
 * The event log of a run on a cluster tells who drove it, who worked on what and where, where the
 * time of each iteration went, and how it ended, by either engine; a URL is told of the end, once.
 */
@ExtendWith(MiniHadoop.class)
class TellsWhatARunDoesIT {
  private static final long ROWS = 32_561;

  @Test
  void ofContainersThatStay(MiniHadoop.Cluster cluster) throws Exception {
    List<String> told = new CopyOnWriteArrayList<>();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          told.add(exchange.getRequestURI().toString());
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
    try {
      String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/?$jobStatus&of=$jobId";
      RunFacts facts =
          train(
              cluster,
              "/runs/told-resident",
              "--engine",
              "resident",
              // A second one could come too late to do anything.
              "--containers",
              "1",
              "--end-notification-url",
              url);
      String application = facts.head().application();
      // Only a run that the ResourceManager calls finished is told of: after the client has left.
      awaitEndOfMaster(cluster.conf(), application);
      assertEquals(List.of("/?SUCCEEDED&of=" + application), told);
      assertEquals("resident", facts.head().engine());
      for (RunFacts.Worker worker : atWork(facts)) {
        assertEquals(RunFacts.Presence.GONE, worker.presence());
        assertEquals(RunEvent.Leaving.RETURNED, worker.how(), worker.why());
        assertTrue(worker.grantedMs() > 0 && worker.cameMs() >= worker.grantedMs());
        assertTrue(worker.log().contains(worker.worker()), worker.log());
        assertTrue(worker.memoryMb() > 0);
      }
      assertEquals(1, facts.head().waiting() == null ? 1 : 0, "nothing is waited for at the end");
    } finally {
      server.stop(0);
    }
  }

  @Test
  void ofJobs(MiniHadoop.Cluster cluster) throws Exception {
    RunFacts facts = train(cluster, "/runs/told-chained", "--engine", "chained", "--splits", "2");
    assertEquals("chained", facts.head().engine());
    for (RunFacts.Iteration iteration : facts.iterations()) {
      assertTrue(iteration.job().startsWith("job_"), iteration.job());
      assertTrue(iteration.time().start() > 0, "a job takes time to start: " + iteration);
      assertEquals(2, iteration.tasks());
    }
    assertEquals(
        3, facts.events().stream().filter(RunEvent.JobSubmitted.class::isInstance).count());
  }

  /** Until the first attempt's process is over: what the master had to say, it has said. */
  private static void awaitEndOfMaster(Configuration conf, String application) throws Exception {
    ApplicationAttemptId attempt =
        ApplicationAttemptId.newInstance(ApplicationId.fromString(application), 1);
    try (YarnClient yarn = YarnClient.createYarnClient()) {
      yarn.init(conf);
      yarn.start();
      Await.until(
          "the end of the ApplicationMaster",
          60,
          () ->
              yarn.getApplicationAttemptReport(attempt).getYarnApplicationAttemptState()
                  == YarnApplicationAttemptState.FINISHED);
    }
  }

  /** YARN may give more containers than were asked for, which go back as they came. */
  private static List<RunFacts.Worker> atWork(RunFacts facts) {
    return facts.workers().stream().filter(worker -> worker.sum() != null).toList();
  }

  /** What every run tells. */
  private static RunFacts train(MiniHadoop.Cluster cluster, String path, String... options)
      throws Exception {
    Configuration conf = cluster.conf();
    TrainedRun run = TrainedRun.at(conf, path);
    Trainyard.Result result =
        Trainyard.on(conf).run(run.command(TrainedRun.a9a(cluster.fs()), options));
    assertEquals(TrainedRun.CUT_OFF, result.exit(), result.out());
    RunFacts facts = new RunFactsReader(conf, run.layout().run()).read(System.currentTimeMillis());
    assertEquals(RunFacts.State.FINISHED, facts.head().state());
    assertEquals("MAX_ITERATIONS", facts.head().stop());
    assertEquals(ROWS, facts.head().problem().trainingRows());
    assertEquals(1, facts.attempts().size());
    assertEquals(RunEvent.End.FINISHED, facts.attempts().get(0).ended().end());
    assertTrue(facts.attempts().get(0).began().log().contains("/node/containerlogs/container_"));
    assertEquals(List.of(1, 2, 3), facts.iterations().stream().map(i -> i.iteration()).toList());
    for (RunFacts.Iteration iteration : facts.iterations()) {
      RunEvent.TimeSplit time = iteration.time();
      assertTrue(time.known(), "where the time of " + iteration + " went");
      assertEquals(
          iteration.seconds(),
          time.waiting()
              + time.start()
              + time.read()
              + time.compute()
              + time.shuffle()
              + time.step(),
          1e-6);
      assertTrue(time.compute() > 0, "somebody computed: " + iteration);
      IterationDocument document =
          JsonFile.read(
              run.fs(),
              run.layout().stats(iteration.iteration()),
              IterationDocument.class,
              IterationDocument.VERSION);
      assertEquals(document.models().get(0).objective(), iteration.objective());
    }
    assertFalse(atWork(facts).isEmpty());
    assertEquals(3 * ROWS, atWork(facts).stream().mapToLong(w -> w.sum().rows()).sum());
    facts.workers().forEach(worker -> assertNotNull(worker.node()));
    assertEquals(ROWS, facts.splits().stream().mapToLong(RunEvent.SplitSum::rows).sum());
    for (RunEvent.SplitSum split : facts.splits()) {
      assertEquals(3, split.attempts());
      assertTrue(split.loss() > 0 && split.loss() < Math.log(2), "mean loss of " + split);
    }
    return facts;
  }
}
