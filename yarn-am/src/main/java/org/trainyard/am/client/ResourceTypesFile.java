package org.trainyard.am.client;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.yarn.conf.YarnConfiguration;
import org.trainyard.am.cluster.GpuSupply;
import org.trainyard.formats.run.JsonFile;

/**
 * The file {@code resource-types.xml} for the masters of jobs: without one on its class path a
 * master dies of a map task that asks for a GPU. It is made of what the ResourceManager counts, and
 * lies in the folder of the master's process, which comes first on its class path.
 */
public final class ResourceTypesFile {
  private ResourceTypesFile() {}

  /** Puts it into a folder unless it is there; where it is, with the name it is to have. */
  public static URI stage(Configuration conf, Path folder, List<GpuSupply.Type> types)
      throws IOException {
    String name = YarnConfiguration.RESOURCE_TYPES_CONFIGURATION_FILE;
    FileSystem fs = folder.getFileSystem(conf);
    Path file = fs.makeQualified(new Path(folder, name));
    if (!fs.exists(file)) {
      Path temporary = new Path(folder, "." + name + "." + UUID.randomUUID());
      try (OutputStream out = fs.create(temporary, true)) {
        content(types).writeXml(out);
      }
      JsonFile.rename(fs, temporary, file);
    }
    return URI.create(file.toUri() + "#" + name);
  }

  /** Memory and cores are known without being named. */
  static Configuration content(List<GpuSupply.Type> types) {
    Configuration content = new Configuration(false);
    List<GpuSupply.Type> others =
        types.stream()
            .filter(type -> !type.name().equals("memory-mb") && !type.name().equals("vcores"))
            .toList();
    content.set(
        YarnConfiguration.RESOURCE_TYPES,
        others.stream().map(GpuSupply.Type::name).collect(Collectors.joining(",")));
    others.stream()
        .filter(type -> !type.units().isEmpty())
        .forEach(
            type ->
                content.set(
                    YarnConfiguration.RESOURCE_TYPES + "." + type.name() + ".units", type.units()));
    return content;
  }
}
