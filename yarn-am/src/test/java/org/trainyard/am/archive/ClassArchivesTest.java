package org.trainyard.am.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.mapred.JobConf;
import org.apache.hadoop.mapreduce.Job;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassArchivesTest {
  @TempDir Path folder;
  private final Configuration conf = new JobConf();
  private final List<Job> submitted = new ArrayList<>();

  @BeforeEach
  void aFolderOfItsOwn() throws IOException {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    conf.set("trainyard.yarn.class-archive-dir", folder.toString());
  }

  @Test
  void aChainOrdersWithItsSecondJobAndOnce() {
    ClassArchives archives = archives();
    archives.forJob();
    assertEquals(0, submitted.size());
    archives.forJob();
    assertEquals(1, submitted.size());
    archives.forJob();
    archives.afterTheRun();
    assertEquals(1, submitted.size());
  }

  @Test
  void aRunOfFewJobsOrdersWhenItIsOver() throws IOException {
    ClassArchives archives = archives();
    archives.forJob();
    archives.afterTheRun();
    assertEquals(1, submitted.size());
    assertTrue(order().isPresent());
  }

  @Test
  void whatAnotherRunOrderedIsNotOrderedAgain() {
    archives().afterTheRun();
    archives().afterTheRun();
    assertEquals(1, submitted.size());
  }

  @Test
  void anArchiveThatIsThereIsTakenAndNotOrdered() throws IOException {
    archives().afterTheRun();
    Path order = order().orElseThrow();
    Path made = Path.of(order.toString().replace(ClassArchiveJob.ORDER, ""));
    Files.delete(order);
    Files.createDirectory(made);
    Files.writeString(made.resolve(ClassArchive.NAME), "bytes");
    Files.writeString(made.resolve(ClassArchive.JARS), "/lib/a.jar");
    ClassArchives next = archives();
    assertEquals(List.of("/lib/a.jar"), next.forJob().orElseThrow().jars());
    next.forJob();
    next.afterTheRun();
    assertEquals(1, submitted.size());
  }

  @Test
  void aRefusedOrderLeavesTheWayFreeForTheNext() throws IOException {
    ClassArchives refused =
        new ClassArchives(
            conf,
            Clock.systemUTC(),
            job -> {
              throw new IOException("the queue takes no more");
            });
    refused.afterTheRun();
    assertEquals(Optional.empty(), order());
    archives().afterTheRun();
    assertEquals(1, submitted.size());
  }

  private ClassArchives archives() {
    return new ClassArchives(conf, Clock.systemUTC(), submitted::add);
  }

  private Optional<Path> order() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(ClassArchiveJob.ORDER)).findFirst();
    }
  }
}
