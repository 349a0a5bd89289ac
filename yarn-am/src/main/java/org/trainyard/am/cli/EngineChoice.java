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
 * @param engine never {@link EngineName#AUTO}
 * @param sentence for people
 */
record EngineChoice(EngineName engine, String sentence) {
  /** What was asked for; auto goes by the framework that MapReduce jobs run on. */
  static EngineChoice of(Configuration conf) {
    EngineName asked = YarnKeys.ENGINE_NAME.get(conf::get);
    if (asked != EngineName.AUTO) {
      return new EngineChoice(asked, "engine " + name(asked));
    }
    String framework = conf.get(MRConfig.FRAMEWORK_NAME, MRConfig.LOCAL_FRAMEWORK_NAME);
    EngineName chosen =
        framework.equals(MRConfig.YARN_FRAMEWORK_NAME) ? EngineName.CHAINED : EngineName.LOCAL;
    return new EngineChoice(
        chosen,
        "engine " + name(chosen) + ", because " + MRConfig.FRAMEWORK_NAME + " is " + framework);
  }

  /** Collects a problem where a cluster is asked for and none is configured. */
  static void check(Configuration conf, Problems problems) {
    String framework = conf.get(MRConfig.FRAMEWORK_NAME, MRConfig.LOCAL_FRAMEWORK_NAME);
    EngineName asked = problems.read(YarnKeys.ENGINE_NAME, conf::get, EngineName.AUTO);
    if (asked == EngineName.CHAINED && !framework.equals(MRConfig.YARN_FRAMEWORK_NAME)) {
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
