package org.trainyard.am.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapreduce.MRJobConfig;
import org.apache.hadoop.yarn.api.records.LocalResource;
import org.apache.hadoop.yarn.api.records.LocalResourceType;
import org.apache.hadoop.yarn.api.records.LocalResourceVisibility;
import org.apache.hadoop.yarn.api.records.URL;
import org.trainyard.am.archive.ClassArchive;
import org.trainyard.formats.run.FileDigest;
import org.trainyard.formats.run.JsonFile;

/**
 * Uploads what the nodes need: the job jar once for a run, however many jobs and attempts it has,
 * and the client's configuration once for each application.
 */
final class Staging {
  private final Configuration conf;
  private final Path folder;

  /** Into a folder that is this run's alone. */
  Staging(Configuration conf, Path folder) {
    this.conf = conf;
    this.folder = folder;
  }

  /** Uploads the jar unless the same bytes are there already; its name is made from its content. */
  Path jar(Path jar) throws IOException {
    FileSystem fs = folder.getFileSystem(conf);
    FileSystem from =
        jar.toUri().getScheme() == null ? FileSystem.getLocal(conf) : jar.getFileSystem(conf);
    Path target =
        fs.makeQualified(
            new Path(
                folder, "trainyard-" + FileDigest.sha256(from, jar).substring(0, 16) + ".jar"));
    if (!fs.exists(target)) {
      Path temporary = new Path(folder, "." + target.getName() + "." + UUID.randomUUID());
      try (InputStream in = from.open(jar);
          OutputStream out = fs.create(temporary, true)) {
        in.transferTo(out);
      }
      JsonFile.rename(fs, temporary, target);
    }
    return target;
  }

  /** Writes the configuration of an application. */
  Path configuration(String application, Configuration written) throws IOException {
    FileSystem fs = folder.getFileSystem(conf);
    Path target = fs.makeQualified(new Path(folder, application + ".xml"));
    try (OutputStream out = fs.create(target, true)) {
      written.writeXml(out);
    }
    return target;
  }

  /** The files of the container by the names that they get there. */
  Map<String, LocalResource> resources(Path jar, Path configuration, Optional<ClassArchive> classes)
      throws IOException {
    Map<String, LocalResource> files = new LinkedHashMap<>();
    files.put(
        LaunchCommand.JAR,
        resource(jar, LocalResourceType.FILE, LocalResourceVisibility.APPLICATION));
    files.put(
        LaunchCommand.CONFIGURATION,
        resource(configuration, LocalResourceType.FILE, LocalResourceVisibility.APPLICATION));
    String framework = conf.get(MRJobConfig.MAPREDUCE_APPLICATION_FRAMEWORK_PATH, "").trim();
    if (!framework.isEmpty()) {
      URI uri = URI.create(framework);
      Path archive = new Path(framework.replaceFirst("#.*$", ""));
      files.put(
          uri.getFragment() == null ? archive.getName() : uri.getFragment(),
          resource(archive, LocalResourceType.ARCHIVE, LocalResourceVisibility.PUBLIC));
    }
    if (classes.isPresent()) {
      files.put(ClassArchive.NAME, classes.get().resource(conf));
    }
    return files;
  }

  private LocalResource resource(
      Path path, LocalResourceType type, LocalResourceVisibility visibility) throws IOException {
    FileStatus status = path.getFileSystem(conf).getFileStatus(path);
    return LocalResource.newInstance(
        URL.fromPath(status.getPath()),
        type,
        visibility,
        status.getLen(),
        status.getModificationTime());
  }
}
