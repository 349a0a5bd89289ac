package org.trainyard.it.bench.peer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Spark MLlib's LogisticRegression through spark-submit: in one process with two threads, or on
 * YARN in client mode with an executor on each of two nodes, Spark's jars staged in HDFS
 * beforehand. The number of columns is told, so that no pass is spent on it.
 *
 * @param yarn on the cluster, else local
 */
record Spark(Place place, boolean yarn) implements Peer {
  /** The archive of Spark's jars in the default HDFS. */
  static final String ARCHIVE = "hdfs:///bench/spark-libs.zip";

  private static final String OPEN = "--add-opens=java.base/%s=ALL-UNNAMED";

  @Override
  public String name() {
    return yarn ? "spark-yarn" : "spark";
  }

  @Override
  public boolean onCluster() {
    return yarn;
  }

  @Override
  public double[] tolerances() {
    return new double[] {1e-2, 3e-3, 1e-3, 3e-4, 1e-4, 3e-5, 1e-5, 1e-6, 1e-7};
  }

  @Override
  public Map<String, String> environment() {
    String loopback = "127.0.0.1";
    return yarn
        ? Map.of(
            "SPARK_LOCAL_IP",
            loopback,
            "HADOOP_CONF_DIR",
            place.cluster().resolve("conf").toString())
        : Map.of("SPARK_LOCAL_IP", loopback);
  }

  @Override
  public List<String> command(Task task, double tolerance, Path folder) {
    Path home = place.peer("spark");
    List<String> words = new ArrayList<>(List.of(Place.java(), "-Xmx" + (yarn ? "1g" : "4g")));
    // What Spark's launcher adds to every JVM (org.apache.spark.launcher.JavaModuleOptions).
    Stream.of(
            "java.lang",
            "java.lang.invoke",
            "java.lang.reflect",
            "java.io",
            "java.net",
            "java.nio",
            "java.util",
            "java.util.concurrent",
            "java.util.concurrent.atomic",
            "sun.nio.ch",
            "sun.nio.cs",
            "sun.security.action",
            "sun.util.calendar")
        .map(OPEN::formatted)
        .forEach(words::add);
    words.addAll(
        List.of(
            "--add-modules=jdk.incubator.vector",
            "-Djdk.reflect.useDirectMethodHandle=false",
            "-Djava.io.tmpdir=" + folder,
            "-cp",
            Place.classPath(
                yarn ? place.cluster().resolve("conf") : folder, home.resolve("lib") + "/*"),
            "org.apache.spark.deploy.SparkSubmit",
            "--class",
            "SparkLogistic"));
    words.addAll(yarn ? onYarn() : List.of("--master", "local[2]"));
    setting(words, "spark.local.dir=" + folder);
    setting(words, "spark.sql.warehouse.dir=" + folder.resolve("warehouse").toUri());
    setting(words, "spark.ui.enabled=false");
    words.add(home.resolve("spark-logistic.jar").toString());
    words.add(yarn ? task.remote() : task.file().toUri().toString());
    words.add(Integer.toString(task.columns()));
    words.add(Double.toString(task.l2()));
    words.add(Double.toString(tolerance));
    words.add(folder.toString());
    return words;
  }

  private static List<String> onYarn() {
    List<String> words =
        new ArrayList<>(
            List.of(
                "--master",
                "yarn",
                "--deploy-mode",
                "client",
                "--num-executors",
                "2",
                "--executor-cores",
                "1",
                "--executor-memory",
                "2g"));
    setting(words, "spark.yarn.archive=" + ARCHIVE);
    setting(words, "spark.yarn.am.memory=512m");
    setting(words, "spark.executor.extraJavaOptions=--add-modules=jdk.incubator.vector");
    return words;
  }

  private static void setting(List<String> words, String setting) {
    words.add("--conf");
    words.add(setting);
  }

  @Override
  public Fit fit(Task task, Path folder, MeasuredProcess.Outcome outcome) throws IOException {
    return Reported.in(folder);
  }
}
