package org.trainyard.it;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.trainyard.it.cluster.MiniHadoop;
import org.trainyard.it.cluster.Trainyard;

/**
 * Containers that stay over the iterations give the model file that one process gives, byte for
 * byte, with one reducer and with several, from memory and from the local disk; auto takes them,
 * and says why.
 */
@ExtendWith(MiniHadoop.class)
class ResidentEngineGivesTheSameBitsIT {
  @Test
  void localAndResidentAgree(MiniHadoop.Cluster cluster) throws Exception {
    Configuration conf = cluster.conf();
    Trainyard trainyard = Trainyard.on(conf);
    String a9a = TrainedRun.a9a(cluster.fs());
    TrainedRun local = TrainedRun.at(conf, "/runs/resident-local");
    Trainyard.Result result = trainyard.run(local.command(a9a, "--engine", "local"));
    assertEquals(TrainedRun.CUT_OFF, result.exit(), result.out());

    TrainedRun resident = TrainedRun.at(conf, "/runs/resident");
    result =
        trainyard.run(
            resident.command(a9a, "--engine", "resident", "--containers", "2", "--reducers", "2"));
    assertEquals(TrainedRun.CUT_OFF, result.exit(), result.out());
    assertArrayEquals(local.modelBytes(), resident.modelBytes());
    assertEquals(List.of("resident", "resident", "resident"), resident.engines());

    TrainedRun spilled = TrainedRun.at(conf, "/runs/resident-auto");
    result = trainyard.run(spilled.command(a9a, "--engine", "auto", "--cache-share", "0"));
    assertEquals(TrainedRun.CUT_OFF, result.exit(), result.out());
    assertArrayEquals(local.modelBytes(), spilled.modelBytes());
    assertEquals(List.of("resident", "resident", "resident"), spilled.engines());
    assertTrue(result.out().contains("engine resident, because"), result.out());
  }

  @Test
  void autoTakesJobsWhereNoContainerIsToBeHad(MiniHadoop.Cluster cluster) throws Exception {
    Configuration conf = cluster.conf();
    TrainedRun chained = TrainedRun.at(conf, "/runs/resident-none");
    Trainyard.Result result =
        Trainyard.on(conf)
            .run(
                chained.command(
                    new String[] {"--max-iterations", "1"},
                    TrainedRun.a9a(cluster.fs()),
                    "--engine",
                    "auto",
                    "--splits",
                    "1",
                    "--container-memory-mb",
                    "1000000",
                    "--container-wait",
                    "1"));
    assertEquals(TrainedRun.CUT_OFF, result.exit(), result.out());
    assertEquals(List.of("chained"), chained.engines());
    assertTrue(result.out().contains("engine chained, because"), result.out());
  }
}
