package org.trainyard.formats.raw;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.PathFilter;
import org.apache.hadoop.fs.PathIsNotDirectoryException;
import org.apache.hadoop.security.AccessControlException;
import org.trainyard.formats.config.DataKeys;
import org.trainyard.formats.config.DataKeys.FormatName;
import org.trainyard.formats.config.KeySource;

/**
 * The files of raw input: found, ordered by path, numbered.
 *
 * @param format of all of them
 * @param chunkBytes size of their chunks; a function of the settings and the files alone
 * @param files in order of their index
 */
public record RawInputs(RawFormat format, long chunkBytes, List<InputFile> files) {
  private static final long LEAST_CHUNK = 1 << 16;
  private static final long LARGEST_CHUNK = 1 << 23;
  private static final PathFilter VISIBLE =
      path -> !path.getName().startsWith("_") && !path.getName().startsWith(".");

  /** Copies the list. */
  public RawInputs {
    files = List.copyOf(files);
  }

  /**
   * Finds the input that the settings name.
   *
   * @throws BadDataException if there is nothing, or nothing but empty files, or files of different
   *     formats, or no permission
   */
  public static RawInputs find(KeySource source, Configuration conf) throws IOException {
    RawSettings settings = RawSettings.parse(source);
    TreeMap<String, FileStatus> found = list(DataKeys.INPUT_PATHS.option(), settings.paths(), conf);
    RawFormat format = format(settings.format(), found, conf);
    if (format == RawFormat.IDX && !settings.labelPaths().isEmpty()) {
      found.putAll(list(DataKeys.LABEL_PATHS.option(), settings.labelPaths(), conf));
    }
    long total = found.values().stream().mapToLong(FileStatus::getLen).sum();
    long chunkBytes = settings.chunkBytes() > 0 ? settings.chunkBytes() : chunkBytes(total);
    List<InputFile> files = new ArrayList<>();
    for (FileStatus file : found.values()) {
      String path = file.getPath().toString();
      boolean splittable =
          !SourceStream.isCompressed(path, conf)
              && !(format.isTable() && settings.dialect().multiline());
      files.add(
          new InputFile(
              files.size(),
              path,
              file.getLen(),
              file.getModificationTime(),
              splittable,
              splittable ? (file.getLen() + chunkBytes - 1) / chunkBytes : 1));
    }
    return new RawInputs(format, chunkBytes, files);
  }

  /** The paths of a setting: split at commas, but not at those of a glob's {@code {a,b}}. */
  public static List<String> paths(String setting) {
    return RawSettings.splitPaths(setting);
  }

  /** Bytes of all files, as stored. */
  public long totalBytes() {
    return files.stream().mapToLong(InputFile::length).sum();
  }

  /** A 64th of the input, rounded up to a power of two, within bounds. */
  static long chunkBytes(long totalBytes) {
    long share = Math.max(1, totalBytes / 64);
    long power = Long.highestOneBit(2 * share - 1);
    return Math.min(Math.max(power, LEAST_CHUNK), LARGEST_CHUNK);
  }

  /** The files of paths, by path; empty and hidden ones left out. */
  static TreeMap<String, FileStatus> list(String option, List<String> paths, Configuration conf)
      throws IOException {
    if (paths.isEmpty()) {
      throw new BadDataException(option + " names no path");
    }
    TreeMap<String, FileStatus> files = new TreeMap<>();
    for (String path : paths) {
      int seen = 0;
      try {
        for (FileStatus match : matches(new Path(path), conf)) {
          seen += collect(match, match.getPath().getFileSystem(conf), files);
        }
      } catch (AccessControlException e) {
        throw new BadDataException(
            "No permission to read " + option + " " + path + ": " + e.getMessage(), e);
      } catch (IllegalArgumentException e) {
        throw new BadDataException(option + " " + path + " is not a path: " + e.getMessage(), e);
      }
      if (seen == 0) {
        throw new BadDataException(
            option + " " + path + " holds no files (names that begin with _ or . are ignored)");
      }
    }
    files.values().removeIf(file -> file.getLen() == 0);
    if (files.isEmpty()) {
      throw new BadDataException(
          option + " " + String.join(",", paths) + ": all its files are empty");
    }
    return files;
  }

  private static FileStatus[] matches(Path path, Configuration conf) throws IOException {
    FileSystem fileSystem = path.getFileSystem(conf);
    try {
      return new FileStatus[] {fileSystem.getFileStatus(path)};
    } catch (FileNotFoundException | PathIsNotDirectoryException e) {
      FileStatus[] matched = fileSystem.globStatus(path, VISIBLE);
      if (matched == null || matched.length == 0) {
        throw new BadDataException(
            "Nothing matches the input path " + fileSystem.makeQualified(path), e);
      }
      return matched;
    }
  }

  /** Puts the files at and below a path; answers how many they are. */
  private static int collect(
      FileStatus status, FileSystem fileSystem, TreeMap<String, FileStatus> files)
      throws IOException {
    if (!status.isDirectory()) {
      files.put(status.getPath().toString(), status);
      return 1;
    }
    int seen = 0;
    for (FileStatus child : fileSystem.listStatus(status.getPath(), VISIBLE)) {
      seen += collect(child, fileSystem, files);
    }
    return seen;
  }

  private static RawFormat format(
      FormatName asked, TreeMap<String, FileStatus> files, Configuration conf) throws IOException {
    if (asked != FormatName.AUTO) {
      return RawFormat.valueOf(asked.name());
    }
    String first = files.firstKey();
    RawFormat format = FormatDetector.byName(first);
    if (format == null) {
      format = FormatDetector.byContent(first, conf);
    }
    for (String path : files.keySet()) {
      RawFormat other = FormatDetector.byName(path);
      if (other != null && other != format) {
        throw new BadDataException(
            "The input mixes formats: "
                + first
                + " is "
                + format
                + ", "
                + path
                + " is "
                + other
                + "; name the files of one of them, or say --format");
      }
    }
    return format;
  }
}
