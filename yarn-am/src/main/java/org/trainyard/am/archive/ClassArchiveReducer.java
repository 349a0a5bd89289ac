package org.trainyard.am.archive;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.io.NullWritable;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.mapreduce.Reducer;

/** Has a second JVM make the archive of what this one has loaded, and puts it where it belongs. */
final class ClassArchiveReducer extends Reducer<NullWritable, Text, NullWritable, Text> {
  private static final String LIST = "classes.txt";

  @Override
  protected void cleanup(Context context) throws IOException, InterruptedException {
    List<String> jars =
        ClassPathJars.of(System.getProperty("java.class.path"), Path.of("").toAbsolutePath());
    if (jars.isEmpty()) {
      throw new IOException(
          "No class archive can be made: the class path has no jar that lies outside the container,"
              + " or too many of them");
    }
    try (Stream<String> loaded = Files.lines(Path.of(ClassArchiveJob.LOADED))) {
      Files.write(Path.of(LIST), archived(loaded));
    }
    make(jars, context);
    Configuration conf = context.getConfiguration();
    org.apache.hadoop.fs.Path folder =
        new org.apache.hadoop.fs.Path(conf.get(ClassArchiveJob.FOLDER));
    FileSystem fs = folder.getFileSystem(conf);
    fs.copyFromLocalFile(
        new org.apache.hadoop.fs.Path(Path.of(ClassArchive.NAME).toUri()),
        new org.apache.hadoop.fs.Path(folder, ClassArchive.NAME));
    try (OutputStream out =
        fs.create(new org.apache.hadoop.fs.Path(folder, ClassArchive.JARS), true)) {
      out.write(String.join("\n", jars).getBytes(StandardCharsets.UTF_8));
    }
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

  private static void make(List<String> jars, Context context)
      throws IOException, InterruptedException {
    File log = new File(System.getProperty("yarn.app.container.log.dir", "."), "class-archive.log");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
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
