package org.trainyard.am.archive;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.io.NullWritable;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.mapreduce.Reducer;

/** Has a second JVM make the archive of what this one has loaded, and puts it where it belongs. */
final class ClassArchiveReducer extends Reducer<NullWritable, Text, NullWritable, Text> {
  private static final String LIST = "classes.txt";
  private static final FsPermission OTHERS_WRITE = new FsPermission((short) 0022);

  @Override
  protected void cleanup(Context context) throws IOException, InterruptedException {
    Path folder = new Path(context.getConfiguration().get(ClassArchiveJob.FOLDER));
    FileSystem fs = folder.getFileSystem(context.getConfiguration());
    Path hidden = new Path(folder.getParent(), "." + folder.getName() + "." + UUID.randomUUID());
    try {
      make(fs, hidden, context);
      // Had another job come first, the name would be taken, and its archive as good.
      if (!fs.exists(folder) && fs.rename(hidden, folder)) {
        fs.delete(new Path(folder, hidden.getName()), true);
      }
    } catch (IOException e) {
      try (OutputStream out = fs.create(folder.suffix(ClassArchiveJob.FAILED), true)) {
        String word = "Not tried again while this file is here: " + e.getMessage() + "\n";
        out.write(word.getBytes(StandardCharsets.UTF_8));
      }
      throw e;
    } finally {
      fs.delete(hidden, true);
      fs.delete(folder.suffix(ClassArchiveJob.ORDER), false);
    }
  }

  private static void make(FileSystem fs, Path hidden, Context context)
      throws IOException, InterruptedException {
    List<String> jars =
        ClassPathJars.of(System.getProperty("java.class.path"), here("").toAbsolutePath());
    if (jars.isEmpty()) {
      throw new IOException(
          "the class path has no jar that lies outside the container, or too many of them");
    }
    try (Stream<String> loaded = Files.lines(here(ClassArchiveJob.LOADED))) {
      Files.write(here(LIST), archived(loaded));
    }
    dump(jars, context);
    fs.mkdirs(hidden);
    fs.copyFromLocalFile(
        new Path(here(ClassArchive.NAME).toUri()), new Path(hidden, ClassArchive.NAME));
    try (OutputStream out = fs.create(new Path(hidden, ClassArchive.JARS), true)) {
      out.write(String.join("\n", jars).getBytes(StandardCharsets.UTF_8));
    }
    protect(fs, hidden);
    protect(fs, new Path(hidden, ClassArchive.NAME));
    protect(fs, new Path(hidden, ClassArchive.JARS));
  }

  /** An archive that others than its owner may write is not used, whatever the process's umask. */
  private static void protect(FileSystem fs, Path path) throws IOException {
    FsPermission permission = fs.getFileStatus(path).getPermission();
    fs.setPermission(path, permission.applyUMask(OTHERS_WRITE));
  }

  private static java.nio.file.Path here(String name) {
    return java.nio.file.Path.of(name);
  }

  /** Without ours, which change with every version, and what a JVM makes as it runs. */
  static List<String> archived(Stream<String> loaded) {
    return loaded
        .filter(line -> !line.startsWith("#"))
        .filter(line -> !line.contains("org/trainyard/"))
        .filter(line -> !line.contains("source:"))
        .map(line -> line.replaceFirst(" id:.*", ""))
        .filter(line -> line.startsWith("@") || !line.matches(".*(\\$\\$|\\$Proxy\\d).*"))
        .distinct()
        .toList();
  }

  private static void dump(List<String> jars, Context context)
      throws IOException, InterruptedException {
    File log = new File(System.getProperty("yarn.app.container.log.dir", "."), "class-archive.log");
    Process process =
        new ProcessBuilder(
                here(System.getProperty("java.home")).resolve("bin/java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xshare:dump",
                "-XX:SharedClassListFile=" + LIST,
                "-XX:SharedArchiveFile=" + ClassArchive.NAME,
                "-cp",
                String.join(File.pathSeparator, jars))
            .redirectErrorStream(true)
            .redirectOutput(log)
            .start();
    try {
      while (!process.waitFor(1, TimeUnit.SECONDS)) {
        context.progress();
      }
    } finally {
      process.destroyForcibly();
    }
    if (process.exitValue() != 0) {
      throw new IOException(
          "java -Xshare:dump ended with " + process.exitValue() + "; its words are in " + log);
    }
  }
}
