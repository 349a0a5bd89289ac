package org.trainyard.mapreduce.network;

import java.util.ArrayList;
import java.util.List;
import org.trainyard.mapreduce.algorithm.Hashes;
import org.trainyard.mapreduce.algorithm.TrainingKeys.LocalRule;
import org.trainyard.mapreduce.kernel.NetworkPlan;

/** What a device is told of an iteration, the same for all segments. */
final class DevicePlan {
  /**
   * A network as it enters every segment.
   *
   * @param weights in the order of a state, rounded as {@link Topology#load} does
   * @param first moments
   * @param second moments; empty for momentum
   */
  record Start(NetworkModel model, float[] weights, float[] first, float[] second) {}

  private final NetworkPlan shared;
  private final List<Start> starts = new ArrayList<>();

  /** Takes the networks of an iteration. */
  DevicePlan(NetworkIteration work) {
    NetworkSettings settings = work.settings();
    long[] dropout = new long[settings.epochs()];
    for (int epoch = 0; epoch < dropout.length; epoch++) {
      dropout[epoch] = Hashes.hash(work.seed(), Hashes.DROPOUT, work.pass(epoch));
    }
    this.shared =
        new NetworkPlan(
            settings.topology().units(),
            NetworkPlan.Activation.valueOf(settings.topology().activation().name()),
            settings.output() instanceof SquaredOutput squared ? squared.target() : null,
            NetworkPlan.Rule.valueOf(settings.rule().name()),
            settings.batch(),
            settings.epochs(),
            dropout,
            settings.scaling().mean(),
            settings.scaling().scale());
    for (NetworkModel model : work.models()) {
      double[] moments = work.moments(model);
      int size = work.weights(model).length;
      starts.add(
          new Start(
              model,
              floats(work.weights(model), 0, size),
              floats(moments, 0, size),
              settings.rule() == LocalRule.ADAM ? floats(moments, size, size) : new float[0]));
    }
  }

  private static float[] floats(double[] values, int from, int count) {
    float[] rounded = new float[count];
    for (int i = 0; i < count; i++) {
      rounded[i] = (float) values[from + i];
    }
    return rounded;
  }

  /** What all networks have in common. */
  NetworkPlan shared() {
    return shared;
  }

  /** The networks, in the order of the models. */
  List<Start> starts() {
    return starts;
  }
}
