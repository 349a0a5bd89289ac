package org.trainyard.am.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trainyard.am.cluster.GpuSupply;

class ResourceTypesFileTest {
  private static final List<GpuSupply.Type> TYPES =
      List.of(
          new GpuSupply.Type("memory-mb", "Mi"),
          new GpuSupply.Type("vcores", ""),
          new GpuSupply.Type("yarn.io/gpu", ""),
          new GpuSupply.Type("bandwidth", "M"));

  @Test
  void namesWhatTheClusterCountsBesideMemoryAndCores() {
    Configuration content = ResourceTypesFile.content(TYPES);
    assertEquals("yarn.io/gpu,bandwidth", content.get("yarn.resource-types"));
    assertEquals("M", content.get("yarn.resource-types.bandwidth.units"));
    assertEquals(2, content.size());
  }

  @Test
  void liesInTheRunsFolderUnderTheNameThatHadoopLooksFor(@TempDir Path folder) throws IOException {
    org.apache.hadoop.fs.Path staging = new org.apache.hadoop.fs.Path(folder.toUri());
    URI link = ResourceTypesFile.stage(new Configuration(), staging, TYPES);
    assertEquals(link, ResourceTypesFile.stage(new Configuration(), staging, TYPES));
    assertEquals("resource-types.xml", link.getFragment());
    Configuration read = new Configuration(false);
    read.addResource(Files.newInputStream(folder.resolve("resource-types.xml")));
    assertEquals("yarn.io/gpu,bandwidth", read.get("yarn.resource-types"));
  }
}
