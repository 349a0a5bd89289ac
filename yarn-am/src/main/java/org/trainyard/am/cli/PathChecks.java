package org.trainyard.am.cli;

import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsAction;
import org.apache.hadoop.security.AccessControlException;
import org.trainyard.am.config.PathSettings;
import org.trainyard.formats.config.Key;
import org.trainyard.formats.config.Problems;

/** Whether what is to be read is there, and whether what is to be written can be. */
final class PathChecks {
  private PathChecks() {}

  /** Collects a problem for each path of a key that names nothing. */
  static void readable(Configuration conf, Key<String> key, Problems problems) throws IOException {
    for (Path path : PathSettings.paths(conf, key)) {
      FileStatus[] found = path.getFileSystem(conf).globStatus(path);
      if (found == null || found.length == 0) {
        problems.add(
            key.option() + " (" + key.name() + "): there is nothing at " + qualified(conf, path));
      }
    }
  }

  /** Collects a problem where a key is not set. */
  static void required(Configuration conf, Key<?> key, String what, Problems problems) {
    if (!key.isSet(conf::get)) {
      problems.add(key.option() + " (" + key.name() + ") is missing: " + what);
    }
  }

  /** Collects a problem where the folder of a key can neither be written to nor be made. */
  static void writable(Configuration conf, Key<String> key, Problems problems) throws IOException {
    for (Path path : PathSettings.paths(conf, key)) {
      FileSystem fs = path.getFileSystem(conf);
      Path nearest = fs.makeQualified(path);
      while (nearest.getParent() != null && !fs.exists(nearest)) {
        nearest = nearest.getParent();
      }
      try {
        fs.access(nearest, FsAction.WRITE);
      } catch (AccessControlException e) {
        problems.add(key.option() + " " + path + ": you may not write to " + nearest);
      }
    }
  }

  private static Path qualified(Configuration conf, Path path) throws IOException {
    return path.getFileSystem(conf).makeQualified(path);
  }
}
