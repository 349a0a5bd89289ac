package org.trainyard.am.cli;

import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.mapreduce.MRConfig;
import org.trainyard.am.config.YarnKeys;
import org.trainyard.am.config.YarnKeys.EngineName;
import org.trainyard.formats.config.Key;
import org.trainyard.formats.config.Problems;

/**
 * Which engine carries out a run, and why. Pure.
 *
 * @param engine {@link EngineName#AUTO} where the ApplicationMaster chooses for each iteration
 * @param sentence for people
 */
record EngineChoice(EngineName engine, String sentence) {
  /** For a training: what was asked for; auto is left to the ApplicationMaster where one runs. */
  static EngineChoice training(Configuration conf) {
    return of(conf, EngineName.AUTO, "auto, resident or chained");
  }

  /** For work that is one pass over the data: auto goes by the framework that jobs run on. */
  static EngineChoice of(Configuration conf) {
    return of(conf, EngineName.CHAINED, name(EngineName.CHAINED));
  }

  private static EngineChoice of(Configuration conf, EngineName onCluster, String called) {
    EngineName asked = YarnKeys.ENGINE_NAME.get(conf::get);
    if (asked != EngineName.AUTO) {
      return new EngineChoice(asked, "engine " + name(asked));
    }
    String framework = conf.get(MRConfig.FRAMEWORK_NAME, MRConfig.LOCAL_FRAMEWORK_NAME);
    boolean cluster = framework.equals(MRConfig.YARN_FRAMEWORK_NAME);
    return new EngineChoice(
        cluster ? onCluster : EngineName.LOCAL,
        "engine "
            + (cluster ? called : name(EngineName.LOCAL))
            + ", because "
            + MRConfig.FRAMEWORK_NAME
            + " is "
            + framework);
  }

  /** Collects a problem where a cluster is asked for and none is configured. */
  static void check(Configuration conf, Problems problems) {
    String framework = conf.get(MRConfig.FRAMEWORK_NAME, MRConfig.LOCAL_FRAMEWORK_NAME);
    EngineName asked = problems.read(YarnKeys.ENGINE_NAME, conf::get, EngineName.AUTO);
    if ((asked == EngineName.CHAINED || asked == EngineName.RESIDENT)
        && !framework.equals(MRConfig.YARN_FRAMEWORK_NAME)) {
      problems.add(
          YarnKeys.ENGINE_NAME.problem(
              name(asked),
              "there is no cluster: "
                  + MRConfig.FRAMEWORK_NAME
                  + " is "
                  + framework
                  + ", not yarn (is HADOOP_CONF_DIR set?)"));
    }
  }

  private static String name(EngineName engine) {
    return Key.spelling(engine);
  }
}
