package org.trainyard.it;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.hdfs.DistributedFileSystem;
import org.apache.hadoop.hdfs.protocol.HdfsConstants;
import org.apache.hadoop.hdfs.protocol.LocatedBlock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.trainyard.it.cluster.MiniHadoop;
import org.trainyard.it.cluster.Trainyard;

/**
 * Bad records, wrong options, a corrupt block and a full quota: a clear word, the right exit code,
 * and nothing lost.
 */
@ExtendWith(MiniHadoop.class)
class RefusesWhatItCannotUseIT {
  @Test
  void allWrongOptionsAtOnceBeforeAnythingIsWritten(MiniHadoop.Cluster cluster) throws Exception {
    Trainyard trainyard = Trainyard.on(cluster.conf());
    Trainyard.Result result =
        trainyard.run(
            "train",
            "--input",
            "/nowhere",
            "--output",
            "/runs/wrong",
            "--l2",
            "-1",
            "--max-iterations",
            "many",
            "-Dtrainyard.model.looss=logistic");
    assertEquals(2, result.exit(), result.out());
    for (String fragment : new String[] {"/nowhere", "--l2", "--max-iterations", "looss"}) {
      assertTrue(result.out().contains(fragment), fragment + " is not told in:\n" + result.out());
    }
    assertFalse(cluster.fs().exists(new Path("/runs/wrong")));
  }

  @Test
  void gpusThatTheClusterDoesNotCount(MiniHadoop.Cluster cluster) throws Exception {
    TrainedRun run = TrainedRun.at(cluster.conf(), "/runs/no-gpus");
    Trainyard.Result result =
        Trainyard.on(cluster.conf())
            .run(run.command(TrainedRun.a9a(cluster.fs()), "--gpu", "require"));
    assertEquals(2, result.exit(), result.out());
    assertTrue(result.out().contains("does not know the resource type yarn.io/gpu"), result.out());
  }

  @Test
  void aBadRecordIsNamedWithFileAndPlaceOrKeptInQuarantine(MiniHadoop.Cluster cluster)
      throws Exception {
    Trainyard trainyard = Trainyard.on(cluster.conf());
    Path input = new Path("/data/bad.libsvm");
    try (OutputStream out = cluster.fs().create(input, true)) {
      String good = "+1 1:1 3:0.5\n-1 2:1 3:0.25\n".repeat(100);
      out.write((good + "+1 1:oops\n" + good).getBytes(StandardCharsets.UTF_8));
    }
    String[] common = {
      "train",
      "--input",
      input.toString(),
      "--l2",
      "0.1",
      "--max-iterations",
      "2",
      "--engine",
      "chained"
    };
    Trainyard.Result failed = trainyard.run(with(common, "--output", "/runs/bad-fail"));
    assertEquals(3, failed.exit(), failed.out());
    assertTrue(failed.out().contains("bad.libsvm") && failed.out().contains("oops"), failed.out());

    Trainyard.Result skipped =
        trainyard.run(
            with(
                common,
                "--output",
                "/runs/bad-skip",
                "--on-bad-record",
                "skip",
                "--max-bad-records",
                "1"));
    assertEquals(TrainedRun.CUT_OFF, skipped.exit(), skipped.out());
    Path quarantine =
        new Path(
            TrainedRun.at(cluster.conf(), "/runs/bad-skip").layout().data("train"), "quarantine");
    assertTrue(cluster.fs().exists(quarantine), "no quarantine in " + quarantine);
  }

  @Test
  void aCorruptBlockOfTheInputIsToldWithItsFile(MiniHadoop.Cluster cluster) throws Exception {
    Trainyard trainyard = Trainyard.on(cluster.conf());
    DistributedFileSystem fs = (DistributedFileSystem) cluster.fs();
    Path input = new Path("/data/corrupt.libsvm");
    try (OutputStream out = fs.create(input, true)) {
      out.write("+1 1:1 3:0.5\n-1 2:1 3:0.25\n".repeat(5000).getBytes(StandardCharsets.UTF_8));
    }
    LocatedBlock block = fs.getClient().getLocatedBlocks(input.toString(), 0).get(0);
    assertTrue(cluster.dfs().corruptBlockOnDataNodes(block.getBlock()) > 0);
    Trainyard.Result result =
        trainyard.run(
            "train", "--input", input.toString(), "--output", "/runs/corrupt", "--engine", "local");
    assertTrue(result.exit() == 3 || result.exit() == 4, result.exit() + ":\n" + result.out());
    assertTrue(result.out().contains("corrupt.libsvm"), result.out());
    assertFalse(fs.exists(TrainedRun.at(cluster.conf(), "/runs/corrupt").layout().modelSuccess()));
  }

  @Test
  void aFullQuotaLosesNothing(MiniHadoop.Cluster cluster) throws Exception {
    Configuration conf = cluster.conf();
    conf.setInt("dfs.blocksize", 1 << 20);
    Trainyard trainyard = Trainyard.on(conf);
    DistributedFileSystem fs = (DistributedFileSystem) cluster.fs();
    String a9a = TrainedRun.a9a(fs);
    Path parent = new Path("/quota");
    fs.mkdirs(parent);
    TrainedRun run = TrainedRun.at(conf, "/quota/run");
    String[] command = run.command(a9a, "--engine", "local");
    fs.setQuota(parent, 33, HdfsConstants.QUOTA_DONT_SET);
    Trainyard.Result full = trainyard.run(command);
    assertEquals(4, full.exit(), full.out());
    assertTrue(full.out().toLowerCase(Locale.ROOT).contains("quota"), full.out());
    fs.setQuota(parent, HdfsConstants.QUOTA_RESET, HdfsConstants.QUOTA_DONT_SET);
    Trainyard.Result resumed = trainyard.run(command);
    assertEquals(TrainedRun.CUT_OFF, resumed.exit(), resumed.out());
    TrainedRun other = TrainedRun.at(conf, "/runs/quota-free");
    assertEquals(TrainedRun.CUT_OFF, trainyard.run(other.command(a9a, "--engine", "local")).exit());
    assertArrayEquals(other.modelBytes(), run.modelBytes());
  }

  private static String[] with(String[] words, String... more) {
    String[] all = Arrays.copyOf(words, words.length + more.length);
    System.arraycopy(more, 0, all, words.length, more.length);
    return all;
  }
}
