package org.trainyard.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Set;
import java.util.TreeSet;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.hdfs.DistributedFileSystem;
import org.apache.hadoop.hdfs.protocol.HdfsConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.trainyard.it.cluster.MiniHadoop;
import org.trainyard.it.cluster.Trainyard;

/** {@code doctor} on a real cluster: nothing wrong, everything wrong at once, and nobody there. */
@ExtendWith(MiniHadoop.class)
class DoctorFindsWhatIsBrokenIT {
  /** Of TEST-NET-1: a machine that is never there. */
  private static final String NOWHERE = "192.0.2.1:8032";

  private static Set<String> errors(Trainyard.Result result) throws Exception {
    Set<String> checks = new TreeSet<>();
    for (JsonNode finding : document(result).path("findings")) {
      if (finding.path("level").asText().equals("error")) {
        assertFalse(finding.path("remedy").asText().isEmpty(), finding.toString());
        checks.add(finding.path("check").asText());
      }
    }
    return checks;
  }

  private static JsonNode document(Trainyard.Result result) throws Exception {
    // Logging may stand before the document: both streams are one file here.
    return new ObjectMapper().readTree(result.out().substring(result.out().indexOf("{\n")));
  }

  @Test
  void nothingIsWrongWithAHealthyClusterAndARunThatFits(MiniHadoop.Cluster cluster)
      throws Exception {
    String a9a = TrainedRun.a9a(cluster.fs());
    Trainyard trainyard = Trainyard.on(cluster.conf());
    String[] run = {"doctor", "--input", a9a, "--output", "/runs/healthy", "--queue", "default"};
    Trainyard.Result people = trainyard.run(run);
    assertEquals(0, people.exit(), people.out());
    for (String fact :
        new String[] {
          "ok       file system: hdfs://",
          "ok       input: --input",
          "ok       output: hdfs://",
          "ok       ResourceManager",
          "ok       nodes: 2",
          "ok       queue: 'default'",
          "ok       java of nodes: " + System.getProperty("java.version"),
          "ok       clock: agrees with the ResourceManager",
          "ok       shuffle",
          "ok       JobHistory",
          "nothing stands in the way"
        }) {
      assertTrue(people.out().contains(fact), fact + " is not told in:\n" + people.out());
    }
    assertFalse(cluster.fs().exists(new Path("/runs/healthy")), "doctor begins nothing");
    Trainyard.Result bare = trainyard.run("doctor", "--json");
    assertEquals(0, bare.exit(), bare.out());
    assertEquals(Set.of(), errors(bare));
  }

  @Test
  void everythingThatIsBrokenIsToldAtOnce(MiniHadoop.Cluster cluster) throws Exception {
    DistributedFileSystem fs = (DistributedFileSystem) cluster.fs();
    Path full = new Path("/full");
    fs.mkdirs(full);
    fs.setQuota(full, 1, HdfsConstants.QUOTA_DONT_SET);
    Trainyard.Result result =
        Trainyard.on(cluster.conf())
            .run(
                "doctor",
                "--json",
                "--input",
                "/nowhere/at-all",
                "--output",
                "/full/run",
                "--queue",
                "nowhere",
                "--am-memory-mb",
                "1000000",
                "--folds",
                "1",
                "-Dmapreduce.map.resource.yarn.io/gpu=1");
    assertEquals(1, result.exit(), result.out());
    assertEquals(
        Set.of("containers", "input", "options", "output", "queue", "quota", "resources"),
        errors(result),
        result.out());
  }

  @Test
  void foldersOfOthersAreNotWritable(MiniHadoop.Cluster cluster) throws Exception {
    Path closed = new Path("/closed");
    cluster.fs().mkdirs(closed);
    cluster.fs().setPermission(closed, new FsPermission((short) 0500));
    Trainyard.Result result =
        Trainyard.on(cluster.conf())
            .as("somebody-else")
            .run("doctor", "--json", "--output", "/closed/run", "--input", "/closed");
    assertEquals(1, result.exit(), result.out());
    assertTrue(errors(result).containsAll(Set.of("output", "input")), result.out());
  }

  @Test
  void wrongAddressesAreToldAndNotWaitedFor(MiniHadoop.Cluster cluster) throws Exception {
    Configuration conf = cluster.conf();
    conf.set("fs.defaultFS", "hdfs://" + NOWHERE);
    conf.set("yarn.resourcemanager.address", NOWHERE);
    conf.set("mapreduce.jobhistory.address", NOWHERE);
    Trainyard.Result result =
        Trainyard.on(conf).run("doctor", "--json", "--input", "/a", "--output", "/b");
    assertEquals(1, result.exit(), result.out());
    assertEquals(Set.of("ResourceManager", "file system"), errors(result), result.out());
  }
}
