package org.trainyard.am.config;

import static org.trainyard.formats.config.Key.Group.ENGINE;
import static org.trainyard.formats.config.Key.Group.INPUT;
import static org.trainyard.formats.config.Key.Group.YARN;

import java.util.List;
import org.trainyard.formats.config.Key;

/**
 * How a run is carried out: engine, resources, and its place on the cluster. None of these keys can
 * change a model. Every key of this module is declared here and nowhere else.
 */
public final class YarnKeys {
  private static final long MOST_MB = 1L << 30;

  /** Engines that a user can ask for. */
  public enum EngineName {
    AUTO,
    LOCAL,
    CHAINED,
    RESIDENT
  }

  public static final Key<String> OUTPUT =
      Key.text("trainyard.run.output", INPUT, "path of a folder")
          .execution()
          .doc(
              "Folder of the run, its identity: the same command on the same folder attaches to a run that is live, resumes one"
                  + " that died, and returns one that is finished. pack writes the dataset to it, predict its predictions,"
                  + " evaluate evaluation.json.");

  public static final Key<EngineName> ENGINE_NAME =
      Key.choice("trainyard.engine.engine", ENGINE, EngineName.class)
          .defaultsTo("auto")
          .execution()
          .doc(
              "How iterations are carried out: local (in this process, on all its cores), chained (one MapReduce job for each,"
                  + " submitted by an ApplicationMaster), resident (in containers that the ApplicationMaster keeps, with the data in"
                  + " memory), or auto: local unless mapreduce.framework.name is yarn; there resident, but chained for iterations"
                  + " without containers and where the data do not fit them and a job's overhead does not matter.");

  public static final Key<Long> THREADS =
      Key.whole("trainyard.engine.threads", ENGINE, 0, 4096)
          .defaultsTo("0")
          .execution()
          .doc("Threads of the local engine; 0 for one on each core.");

  public static final Key<Long> SPLITS =
      Key.whole("trainyard.engine.splits", ENGINE, 0, 1_000_000)
          .defaultsTo("0")
          .execution()
          .doc(
              "Map tasks of an iteration of the chained engine; 0 for about one wave of the cluster's free capacity. The model"
                  + " does not depend on it.");

  public static final Key<Long> MAP_MEMORY_MB =
      Key.whole("trainyard.engine.map-memory-mb", ENGINE, 0, MOST_MB)
          .defaultsTo("0")
          .execution()
          .doc(
              "Memory of a map task's container in MiB; 0 for the cluster's mapreduce.map.memory.mb.");

  public static final Key<Long> REDUCE_MEMORY_MB =
      Key.whole("trainyard.engine.reduce-memory-mb", ENGINE, 0, MOST_MB)
          .defaultsTo("0")
          .execution()
          .doc(
              "Memory of a reduce task's container in MiB; 0 for the cluster's mapreduce.reduce.memory.mb.");

  public static final Key<Long> CONTAINERS =
      Key.whole("trainyard.engine.containers", ENGINE, 0, 100_000)
          .defaultsTo("0")
          .execution()
          .doc(
              "Containers of the resident engine; 0 for as many as the data are worth. It begins with the first that comes,"
                  + " takes more as they come, and goes on when some are lost.");

  public static final Key<Long> CONTAINER_MEMORY_MB =
      Key.whole("trainyard.engine.container-memory-mb", ENGINE, 0, MOST_MB)
          .defaultsTo("0")
          .execution()
          .doc(
              "Memory of a container of the resident engine in MiB; 0 for what the data and the model need, at least the"
                  + " cluster's mapreduce.map.memory.mb.");

  public static final Key<Long> CONTAINER_CORES =
      Key.whole("trainyard.engine.container-cores", ENGINE, 0, 1024)
          .defaultsTo("0")
          .execution()
          .doc(
              "Virtual cores, and computing threads, of a container of the resident engine; 0 for mapreduce.map.cpu.vcores,"
                  + " or two where that is one and the nodes have room for two.");

  public static final Key<Long> CONTAINER_WAIT =
      Key.whole("trainyard.engine.container-wait", ENGINE, 0, 86_400)
          .defaultsTo("30")
          .execution()
          .doc(
              "Seconds that --engine auto waits for a first container of the resident engine before it carries out an iteration"
                  + " as a MapReduce job.");

  public static final Key<Long> CONTAINER_SILENCE =
      Key.whole("trainyard.engine.container-silence", ENGINE, 2, 3600)
          .defaultsTo("15")
          .execution()
          .doc(
              "Seconds after which a worker of the resident engine that gives no sign of life is lost, and its splits go to the"
                  + " others.");

  public static final Key<Double> CACHE_SHARE =
      Key.number("trainyard.engine.cache-share", ENGINE, 0, 0.9)
          .defaultsTo("0.6")
          .execution()
          .doc(
              "Share of a resident worker's heap that may hold decoded data; what does not fit lies on the container's local"
                  + " disk.");

  public static final Key<Boolean> SPECULATION =
      Key.flag("trainyard.engine.speculation", ENGINE)
          .defaultsTo("true")
          .execution()
          .doc(
              "Whether a split that takes much longer than its size explains is ordered from another resident worker too; the"
                  + " first result counts.");

  public static final Key<Long> MASTER_WAIT =
      Key.whole("trainyard.engine.master-wait", ENGINE, 1, 86_400)
          .defaultsTo("300")
          .execution()
          .doc(
              "Seconds that a resident worker whose ApplicationMaster is gone keeps its data and waits for the next one.");

  public static final Key<String> CONTAINER_JAVA_OPTIONS =
      Key.text("trainyard.engine.container-java-options", ENGINE, "options of the java command")
          .defaultsTo("-XX:+UseSerialGC -XX:+ExitOnOutOfMemoryError")
          .execution()
          .doc("Options of a resident worker's JVM, after -Xmx.");

  public static final Key<Boolean> VECTORS =
      Key.flag("trainyard.engine.vectors", ENGINE)
          .defaultsTo("true")
          .execution()
          .doc(
              "Whether resident workers may compute on the processor's vectors, where the Java of their node has the module for it"
                  + " (jdk.incubator.vector): the same results, faster with many models.");

  public static final Key<String> NAME =
      Key.text("trainyard.yarn.name", YARN, "text")
          .execution()
          .doc(
              "Name of the application and prefix of its jobs' names. Without it: the last part of the output's path.");

  public static final Key<String> QUEUE =
      Key.text("trainyard.yarn.queue", YARN, "name of a queue")
          .execution()
          .doc(
              "Queue of the application and of its jobs. Without it: mapreduce.job.queuename, or the cluster's default.");

  public static final Key<Long> PRIORITY =
      Key.whole("trainyard.yarn.priority", YARN, -1, Integer.MAX_VALUE)
          .defaultsTo("-1")
          .execution()
          .doc(
              "Priority of the application and of its jobs within the queue; -1 for the queue's default.");

  public static final Key<String> NODE_LABEL =
      Key.text("trainyard.yarn.node-label", YARN, "node label expression")
          .execution()
          .doc("Nodes that the application and its tasks run on. Without it: the queue's default.");

  public static final Key<List<String>> TAGS =
      Key.texts("trainyard.yarn.tags", YARN, "texts")
          .execution()
          .doc(
              "Tags of the application and of all its jobs, beside those in mapreduce.job.tags. YARN turns them to lower case.");

  public static final Key<Long> AM_MEMORY_MB =
      Key.whole("trainyard.yarn.am-memory-mb", YARN, 128, MOST_MB)
          .defaultsTo("1024")
          .execution()
          .doc(
              "Memory of the ApplicationMaster's container in MiB; its heap is three quarters of it.");

  public static final Key<Long> AM_CORES =
      Key.whole("trainyard.yarn.am-cores", YARN, 1, 1024)
          .defaultsTo("1")
          .execution()
          .doc("Virtual cores of the ApplicationMaster's container.");

  public static final Key<Long> AM_ATTEMPTS =
      Key.whole("trainyard.yarn.am-attempts", YARN, 1, 1000)
          .defaultsTo("4")
          .execution()
          .doc(
              "Attempts of the ApplicationMaster, the first included. The cluster's yarn.resourcemanager.am.max-attempts"
                  + " (2 unless the operator says otherwise) bounds it.");

  public static final Key<Long> AM_ATTEMPTS_WITHIN =
      Key.whole("trainyard.yarn.am-attempts-within", YARN, 0, 31_536_000)
          .defaultsTo("3600")
          .execution()
          .doc(
              "Seconds after which YARN forgets a crash of the ApplicationMaster, so that a long run is not ended by a few of"
                  + " them; 0 for never.");

  public static final Key<String> AM_JAVA_OPTIONS =
      Key.text("trainyard.yarn.am-java-options", YARN, "options of the java command")
          .defaultsTo("-XX:+UseSerialGC")
          .execution()
          .doc("Options of the ApplicationMaster's JVM, after -Xmx.");

  public static final Key<String> STAGE_DIR =
      Key.text("trainyard.yarn.stage-dir", YARN, "path of a folder")
          .execution()
          .doc(
              "Folder for the job jar and the configuration of runs, all nodes must reach it. Without it: .staging in the"
                  + " run's own folder.");

  public static final Key<String> CLASS_ARCHIVE_DIR =
      Key.text("trainyard.yarn.class-archive-dir", YARN, "path of a folder")
          .execution()
          .doc(
              "Folder for an archive of Hadoop's classes, from which every JVM of a run starts in about half the time; the"
                  + " first run that finds none has it made, by a job of some 20 s when it is over, or beside its own if it is a chain of"
                  + " jobs, and later ones share it. It is used only if nobody but its owner may write there, for what it holds is executed. Without it: no archive.");

  public static final Key<String> HTML =
      Key.text("trainyard.run.html", INPUT, "path of a file")
          .execution()
          .doc(
              "File that inspect writes the page of a run to: one file that needs nothing else, of a run that is live, finished,"
                  + " failed or old. Without a scheme it is a file of this machine.");

  public static final Key<String> KEPT_PAGE_URL =
      Key.text("trainyard.yarn.kept-page-url", YARN, "URL with {path}")
          .execution()
          .doc(
              "Address under which browsers find files of the run's file system, a gateway's or a web server's, with {path}"
                  + " where the file's path goes: the ResourceManager links to the kept page of an ended run there. Without"
                  + " it: WebHDFS of the NameNode, which hands the page out as a file to open.");

  public static final Key<String> END_NOTIFICATION_URL =
      Key.text("trainyard.yarn.end-notification-url", YARN, "URL")
          .execution()
          .doc(
              "URL that is asked for (GET) when a run is over, as with mapreduce.job.end-notification.url: $jobId becomes the"
                  + " application's id (the run's where there is none), $jobStatus SUCCEEDED, FAILED or KILLED, $runId the run's"
                  + " identity, $output its folder. Without it: nobody is told. Jobs of iterations never tell anybody.");

  public static final Key<Long> END_NOTIFICATION_ATTEMPTS =
      Key.whole("trainyard.yarn.end-notification-attempts", YARN, 1, 100)
          .defaultsTo("5")
          .execution()
          .doc("Most requests to that URL, until one is answered with 200.");

  public static final Key<Long> END_NOTIFICATION_INTERVAL_MS =
      Key.whole("trainyard.yarn.end-notification-interval-ms", YARN, 0, 60_000)
          .defaultsTo("1000")
          .execution()
          .doc("Milliseconds between two requests to that URL.");

  private YarnKeys() {}

  /** All keys of this class, in the order of the reference. */
  public static List<Key<?>> all() {
    return List.of(
        OUTPUT,
        ENGINE_NAME,
        THREADS,
        SPLITS,
        MAP_MEMORY_MB,
        REDUCE_MEMORY_MB,
        CONTAINERS,
        CONTAINER_MEMORY_MB,
        CONTAINER_CORES,
        CONTAINER_WAIT,
        CONTAINER_SILENCE,
        CACHE_SHARE,
        SPECULATION,
        MASTER_WAIT,
        CONTAINER_JAVA_OPTIONS,
        VECTORS,
        NAME,
        QUEUE,
        PRIORITY,
        NODE_LABEL,
        TAGS,
        AM_MEMORY_MB,
        AM_CORES,
        AM_ATTEMPTS,
        AM_ATTEMPTS_WITHIN,
        AM_JAVA_OPTIONS,
        STAGE_DIR,
        CLASS_ARCHIVE_DIR,
        KEPT_PAGE_URL,
        HTML,
        END_NOTIFICATION_URL,
        END_NOTIFICATION_ATTEMPTS,
        END_NOTIFICATION_INTERVAL_MS);
  }
}
