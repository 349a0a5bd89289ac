package org.trainyard.mapreduce.engine;

import org.apache.hadoop.conf.Configuration;
import org.trainyard.formats.config.KeySource;
import org.trainyard.formats.run.RunLayout;
import org.trainyard.mapreduce.algorithm.Algorithm;
import org.trainyard.mapreduce.problem.RunProblem;

/**
 * What stays the same over the iterations of a run.
 *
 * @param conf Hadoop's configuration
 * @param layout paths of the run
 * @param problem what is trained
 * @param algorithm made from the problem
 * @param stop who may ask the run to stop
 * @param listener who hears of progress
 * @param durability of the iterations before the running one
 */
public record RunContext(
    Configuration conf,
    RunLayout layout,
    RunProblem problem,
    Algorithm algorithm,
    StopSignal stop,
    RunListener listener,
    Durability durability) {
  /** Of a run whose iterations begin when those before are on disk. */
  public RunContext(
      Configuration conf,
      RunLayout layout,
      RunProblem problem,
      Algorithm algorithm,
      StopSignal stop,
      RunListener listener) {
    this(conf, layout, problem, algorithm, stop, listener, Durability.atOnce());
  }

  /**
   * Settings that say how the run is carried out: what the present command says wins over what the
   * run was begun with.
   */
  public KeySource execution() {
    return name -> {
      String now = conf.get(name);
      return now == null ? problem.settings().get(name) : now;
    };
  }
}
