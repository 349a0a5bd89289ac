package org.trainyard.am.archive;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsAction;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.mapreduce.MRJobConfig;
import org.apache.hadoop.util.VersionInfo;
import org.apache.hadoop.yarn.api.records.LocalResource;
import org.apache.hadoop.yarn.api.records.LocalResourceType;
import org.apache.hadoop.yarn.api.records.LocalResourceVisibility;
import org.apache.hadoop.yarn.api.records.URL;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.trainyard.am.config.YarnKeys;

/**
 * An archive of classes that lies ready.
 *
 * @param file in the cluster's file system
 * @param jars its class path: absolute paths on the nodes, in order
 */
public record ClassArchive(Path file, List<String> jars) {
  /** Its name in a container's folder. */
  public static final String NAME = "hadoop-classes.jsa";

  static final String JARS = "jars.txt";

  private static final Logger LOG = LoggerFactory.getLogger(ClassArchive.class);

  /** The options of the JVMs that a job starts. */
  private static final String[] JOB_OPTIONS = {
    MRJobConfig.MR_AM_COMMAND_OPTS, MRJobConfig.MAP_JAVA_OPTS, MRJobConfig.REDUCE_JAVA_OPTS
  };

  /**
   * The newest archive for this version of Hadoop, in the folder that is configured. For who cannot
   * know which jars the nodes have. A matter of speed only: never fails.
   */
  public static Optional<ClassArchive> latest(Configuration conf) {
    String folder = YarnKeys.CLASS_ARCHIVE_DIR.get(conf::get);
    if (folder == null) {
      return Optional.empty();
    }
    try {
      Path parent = new Path(folder);
      FileSystem fs = parent.getFileSystem(conf);
      if (!fs.exists(parent)) {
        return Optional.empty();
      }
      FileStatus[] versions = fs.globStatus(new Path(parent, prefix() + "*/" + NAME));
      Optional<FileStatus> newest =
          Arrays.stream(versions).max(Comparator.comparing(FileStatus::getModificationTime));
      return newest.isEmpty()
          ? Optional.empty()
          : in(conf, parent, newest.get().getPath().getParent().getName());
    } catch (IOException e) {
      LOG.info("No class archive: {}", e.getMessage());
      return Optional.empty();
    }
  }

  /** How the names of this Hadoop's archives begin. */
  static String prefix() {
    return "hadoop-" + VersionInfo.getVersion() + "-java-";
  }

  /** The archive of this name, if it lies in the folder and nobody but its owner can change it. */
  static Optional<ClassArchive> in(Configuration conf, Path parent, String name)
      throws IOException {
    Path folder = new Path(parent, name);
    FileSystem fs = folder.getFileSystem(conf);
    Path file = fs.makeQualified(new Path(folder, NAME));
    if (!fs.exists(file)) {
      return Optional.empty();
    }
    Path list = new Path(folder, JARS);
    for (Path path : List.of(parent, folder, file, list)) {
      FileStatus status = fs.getFileStatus(path);
      if (writable(status.getPermission().getGroupAction())
          || writable(status.getPermission().getOtherAction())) {
        LOG.warn(
            "The class archive {} is not used: others than its owner may write {}, and what it"
                + " holds is executed",
            file,
            path);
        return Optional.empty();
      }
    }
    try (InputStream in = fs.open(list)) {
      String jars = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return Optional.of(new ClassArchive(file, jars.lines().toList()));
    }
  }

  private static boolean writable(FsAction action) {
    return action.implies(FsAction.WRITE);
  }

  /**
   * Options of a {@code java} command in a container that has the archive under {@link #NAME} in
   * its folder. The shell that runs the command puts the container's class path behind the jars.
   */
  public String javaOptions() {
    return "-XX:SharedArchiveFile=" + NAME + " -cp " + String.join(":", jars) + ":$CLASSPATH";
  }

  /** The file for a container. */
  public LocalResource resource(Configuration conf) throws IOException {
    FileSystem fs = file.getFileSystem(conf);
    FileStatus status = fs.getFileStatus(file);
    return LocalResource.newInstance(
        URL.fromPath(status.getPath()),
        LocalResourceType.FILE,
        everybodyReads(fs, status)
            ? LocalResourceVisibility.PUBLIC
            : LocalResourceVisibility.PRIVATE,
        status.getLen(),
        status.getModificationTime());
  }

  /** As YARN asks it of public files: the file for all to read, its folders to pass through. */
  private static boolean everybodyReads(FileSystem fs, FileStatus file) throws IOException {
    if (!file.getPermission().getOtherAction().implies(FsAction.READ)) {
      return false;
    }
    for (Path at = file.getPath().getParent(); at != null; at = at.getParent()) {
      if (!fs.getFileStatus(at).getPermission().getOtherAction().implies(FsAction.EXECUTE)) {
        return false;
      }
    }
    return true;
  }

  /** Gives it to all processes of a job, unless their class path is somebody else's matter. */
  public void ship(Job job) {
    Configuration conf = job.getConfiguration();
    if (conf.getBoolean(MRJobConfig.MAPREDUCE_JOB_CLASSLOADER, false)) {
      return;
    }
    job.addCacheFile(URI.create(file.toUri() + "#" + NAME));
    for (String name : JOB_OPTIONS) {
      String options = conf.get(name, "");
      if (!options.contains("-cp ") && !options.contains("SharedArchiveFile")) {
        conf.set(name, (options + " " + javaOptions()).trim());
      }
    }
  }
}
