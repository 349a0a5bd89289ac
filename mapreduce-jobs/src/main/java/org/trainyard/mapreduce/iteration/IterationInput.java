package org.trainyard.mapreduce.iteration;

import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.mapred.JobConf;
import org.trainyard.formats.state.State;
import org.trainyard.mapreduce.algorithm.Algorithm;
import org.trainyard.mapreduce.device.DeviceHolder;
import org.trainyard.mapreduce.device.DeviceSettings;
import org.trainyard.mapreduce.device.HeldDevice;
import org.trainyard.mapreduce.kernel.KernelsUnavailableException;

/**
 * What mappers of an iteration read beside their segments. A task of a job loads it from the run's
 * directory; an engine that keeps its processes hands over what it has in memory.
 *
 * @param algorithm made from the run's problem; shared by all threads
 * @param parameters the state before the iteration, without its memory
 * @param shards into how many shards partials are cut
 * @param device that this process computes on
 */
public record IterationInput(Algorithm algorithm, State parameters, int shards, HeldDevice device) {
  /** A configuration that brings the input along instead of saying where to read it. */
  private static final class Handed extends JobConf {
    private final IterationInput input;

    Handed(IterationInput input) {
      super(false);
      this.input = input;
    }
  }

  /**
   * A configuration for contexts of mappers, combiners and reducers that work on this input.
   * Reducers write sums, also the only one: whoever drives the iteration takes the step.
   */
  public JobConf handed() {
    return new Handed(this);
  }

  static IterationInput of(Configuration conf) throws IOException {
    if (conf instanceof Handed handed) {
      return handed.input;
    }
    return new IterationInput(
        IterationJob.problem(conf).algorithm(),
        IterationJob.parametersBefore(conf),
        conf.getInt(IterationJob.SHARDS, 1),
        device(conf));
  }

  private static HeldDevice device(Configuration conf) throws IOException {
    try {
      return DeviceHolder.ofProcess().device(DeviceSettings.of(conf::get), DeviceRequest.of(conf));
    } catch (KernelsUnavailableException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /** Whether the reducer has all there is, and takes the step. */
  static boolean reducerTakesStep(Configuration conf) {
    return !(conf instanceof Handed) && conf.getInt(IterationJob.SHARDS, 1) == 1;
  }
}
