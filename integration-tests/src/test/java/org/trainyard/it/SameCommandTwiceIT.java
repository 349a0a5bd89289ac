package org.trainyard.it;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.trainyard.it.cluster.MiniHadoop;
import org.trainyard.it.cluster.Trainyard;

/**
 * Detach, attach, stop, resume, return what is finished; another configuration on the same output
 * is refused.
 */
@ExtendWith(MiniHadoop.class)
class SameCommandTwiceIT {
  private static final String[] STEPS = {
    "--optimiser", "gradient-descent", "--max-iterations", "40"
  };

  @Test
  void attachesResumesReturnsAndRefuses(MiniHadoop.Cluster cluster) throws Exception {
    Configuration conf = cluster.conf();
    Trainyard trainyard = Trainyard.on(conf);
    String a9a = TrainedRun.a9a(cluster.fs());
    TrainedRun run = TrainedRun.at(conf, "/runs/twice");
    // By jobs there is no end of them while the commands here take their time.
    String[] chained = run.command(STEPS, a9a, "--engine", "chained", "--splits", "1");
    String[] resident = run.command(STEPS, a9a, "--engine", "resident", "--containers", "1");

    Trainyard.Result detached =
        trainyard.run(run.command(STEPS, a9a, "--engine", "chained", "--splits", "1", "--detach"));
    assertEquals(0, detached.exit(), detached.out());
    assertFalse(cluster.fs().exists(run.layout().modelSuccess()));

    Trainyard.Running attached = trainyard.start(chained);
    Trainyard.Result status = trainyard.run("status", run.layout().run().toString());
    assertEquals(0, status.exit(), status.out());
    attached.until("the first iteration", 240, () -> run.finished(1));
    Trainyard.Result stop = trainyard.run("stop", run.layout().run().toString());
    assertEquals(0, stop.exit(), stop.out());
    Trainyard.Result stopped = attached.await();
    assertEquals(5, stopped.exit(), stopped.out());
    assertFalse(cluster.fs().exists(run.layout().modelSuccess()));

    Trainyard.Result other = trainyard.run(run.command(STEPS, a9a, "--l2", "0.5"));
    assertEquals(2, other.exit(), other.out());
    assertTrue(other.out().contains("--l2") && other.out().contains("0.5"), other.out());

    Trainyard.Result resumed = trainyard.run(resident);
    assertEquals(0, resumed.exit(), resumed.out());
    assertEquals(Set.of("chained", "resident"), new HashSet<>(run.engines()));
    byte[] model = run.modelBytes();
    Trainyard.Result returned = trainyard.run(chained);
    assertEquals(0, returned.exit(), returned.out());
    assertArrayEquals(model, run.modelBytes());

    TrainedRun local = TrainedRun.at(conf, "/runs/twice-local");
    assertEquals(0, trainyard.run(local.command(STEPS, a9a, "--engine", "local")).exit());
    assertArrayEquals(local.modelBytes(), model);

    Trainyard.Result verified = trainyard.run("verify", run.layout().run().toString());
    assertEquals(0, verified.exit(), verified.out());
    Trainyard.Result inspected = trainyard.run("inspect", run.layout().run().toString());
    assertEquals(0, inspected.exit(), inspected.out());
  }
}
