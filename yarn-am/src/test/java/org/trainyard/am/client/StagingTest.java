package org.trainyard.am.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.yarn.api.records.LocalResource;
import org.apache.hadoop.yarn.api.records.LocalResourceType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StagingTest {
  @TempDir private Path folder;
  private final Configuration conf = new Configuration();
  private Path jar;
  private Staging staging;

  @BeforeEach
  void makeJar() throws IOException {
    jar = Files.writeString(folder.resolve("some.jar"), "classes");
    staging = new Staging(conf, hadoop(folder.resolve("staging")));
  }

  private static org.apache.hadoop.fs.Path hadoop(Path path) {
    return new org.apache.hadoop.fs.Path(path.toUri());
  }

  @Test
  void aJarIsUploadedOnceForTheSameBytes() throws IOException {
    org.apache.hadoop.fs.Path first = staging.jar(hadoop(jar));
    Path uploaded = Path.of(first.toUri());
    assertEquals("classes", Files.readString(uploaded));
    Files.writeString(uploaded, "touched");
    assertEquals(first, staging.jar(hadoop(jar)));
    assertEquals("touched", Files.readString(uploaded), "it was not written again");
    Files.writeString(jar, "other classes");
    assertNotEquals(first, staging.jar(hadoop(jar)));
  }

  @Test
  void theContainerFindsJarConfigurationAndFramework() throws IOException {
    Files.writeString(folder.resolve("mr.tar.gz"), "archive");
    conf.set("mapreduce.application.framework.path", folder.resolve("mr.tar.gz").toUri() + "#mr");
    Configuration written = new Configuration(false);
    written.set("a", "b");
    Map<String, LocalResource> files =
        staging.resources(
            staging.jar(hadoop(jar)),
            staging.configuration("application_1_1", written),
            Optional.empty());
    assertEquals("[trainyard.jar, trainyard-run.xml, mr]", files.keySet().toString());
    assertEquals(7, files.get("trainyard.jar").getSize());
    assertEquals(LocalResourceType.ARCHIVE, files.get("mr").getType());
    assertTrue(
        Files.readString(folder.resolve("staging/application_1_1.xml")).contains("<name>a</name>"));
  }
}
