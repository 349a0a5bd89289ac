package org.trainyard.am.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.mapred.JobConf;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.yarn.api.records.LocalResourceVisibility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassArchiveTest {
  @TempDir Path folder;
  private final Configuration conf = new JobConf();

  @Test
  void withoutAFolderThereIsNone() {
    assertEquals(Optional.empty(), ClassArchive.latest(conf));
    conf.set("trainyard.yarn.class-archive-dir", folder.resolve("not-there").toString());
    assertEquals(Optional.empty(), ClassArchive.latest(conf));
  }

  @Test
  void theNewestOfThisHadoopIsTaken() throws IOException {
    archive(ClassArchive.prefix() + "17-a", 2_000);
    archive(ClassArchive.prefix() + "17-b", 1_000);
    archive("hadoop-0.1-java-17-c", 3_000);
    ClassArchive found = ClassArchive.latest(conf).orElseThrow();
    assertTrue(found.file().toString().endsWith("17-a/hadoop-classes.jsa"), found.toString());
    assertEquals(List.of("/lib/a.jar", "/lib/b.jar"), found.jars());
    assertEquals(
        "-XX:SharedArchiveFile=hadoop-classes.jsa -cp /lib/a.jar:/lib/b.jar:$CLASSPATH",
        found.javaOptions());
  }

  @Test
  void whatOthersMayWriteIsNotExecuted() throws IOException {
    Path version = archive(ClassArchive.prefix() + "17-a", 1_000);
    assertTrue(ClassArchive.latest(conf).isPresent());
    for (Path path :
        List.of(
            folder,
            version,
            version.resolve(ClassArchive.NAME),
            version.resolve(ClassArchive.JARS))) {
      var before = Files.getPosixFilePermissions(path);
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxrwxr-x"));
      assertFalse(ClassArchive.latest(conf).isPresent(), path.toString());
      Files.setPosixFilePermissions(path, before);
    }
  }

  @Test
  void aFileInAPrivateFolderIsPrivate() throws IOException {
    Path version = archive(ClassArchive.prefix() + "17-a", 1_000);
    Files.setPosixFilePermissions(version, PosixFilePermissions.fromString("rwx------"));
    ClassArchive found = ClassArchive.latest(conf).orElseThrow();
    assertEquals(LocalResourceVisibility.PRIVATE, found.resource(conf).getVisibility());
  }

  @Test
  void aJobGetsTheFileAndTheOptionsOfAllItsProcesses() throws IOException {
    Job job = Job.getInstance(conf);
    job.getConfiguration().set("mapreduce.map.java.opts", "-Xmx1g");
    job.getConfiguration().set("mapreduce.reduce.java.opts", "-cp mine");
    ClassArchive archive =
        new ClassArchive(new org.apache.hadoop.fs.Path("/c/hadoop-classes.jsa"), List.of("/a.jar"));
    archive.ship(job);
    assertEquals("/c/hadoop-classes.jsa#hadoop-classes.jsa", job.getCacheFiles()[0].toString());
    assertEquals(
        "-Xmx1g -XX:SharedArchiveFile=hadoop-classes.jsa -cp /a.jar:$CLASSPATH",
        job.getConfiguration().get("mapreduce.map.java.opts"));
    assertEquals("-cp mine", job.getConfiguration().get("mapreduce.reduce.java.opts"));
  }

  @Test
  void theListLeavesOutWhatIsOursAndWhatIsMadeAtRunTime() {
    Stream<String> loaded =
        Stream.of(
            "# NOTE: Do not modify this file.",
            "java/lang/Object id: 0",
            "org/trainyard/am/archive/ClassArchive id: 1",
            "jdk/proxy2/$Proxy6",
            "java/lang/Object",
            "@lambda-proxy java/io/File run ()V",
            "Some source: /tmp/x.jar");
    assertEquals(
        List.of("java/lang/Object", "@lambda-proxy java/io/File run ()V"),
        ClassArchiveReducer.archived(loaded));
  }

  private Path archive(String name, long modified) throws IOException {
    conf.set("trainyard.yarn.class-archive-dir", folder.toString());
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    Path version = Files.createDirectories(folder.resolve(name));
    Path file = Files.writeString(version.resolve(ClassArchive.NAME), "bytes");
    Files.setLastModifiedTime(file, FileTime.fromMillis(modified));
    Files.writeString(version.resolve(ClassArchive.JARS), "/lib/a.jar\n/lib/b.jar");
    return version;
  }
}
