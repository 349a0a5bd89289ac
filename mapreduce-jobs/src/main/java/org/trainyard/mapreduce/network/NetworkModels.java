package org.trainyard.mapreduce.network;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.trainyard.formats.config.Key;
import org.trainyard.mapreduce.algorithm.Hashes;
import org.trainyard.mapreduce.algorithm.TrainedModel;
import org.trainyard.mapreduce.algorithm.TrainingKeys.Activation;

/** Trained networks as tensors, and the parameters that networks start from. */
final class NetworkModels {
  static final String MEAN = "mean";
  static final String SCALE = "scale";
  static final String TARGET = "target";
  private static final String LAYER = "layer.";

  private NetworkModels() {}

  /** A trained model from its parameters, all rows one after the other. */
  static TrainedModel publish(NetworkSettings settings, double[] weights) {
    Topology topology = settings.topology();
    SortedMap<String, double[]> tensors = new TreeMap<>();
    int at = 0;
    for (int l = 0; l < topology.layers(); l++) {
      int size = (topology.inputs(l) + 1) * topology.outputs(l);
      tensors.put(LAYER + l, Arrays.copyOfRange(weights, at, at + size));
      at += size;
    }
    tensors.put(MEAN, settings.scaling().mean());
    tensors.put(SCALE, settings.scaling().scale());
    if (settings.output() instanceof SquaredOutput squared) {
      tensors.put(TARGET, squared.target());
    }
    ObjectNode shape = JsonNodeFactory.instance.objectNode();
    ArrayNode units = shape.putArray("units");
    topology.units().forEach(units::add);
    shape.put("activation", Key.spelling(topology.activation()));
    shape.put("output", tensors.containsKey(TARGET) ? "value" : "softmax");
    return new TrainedModel(MultilayerPerceptron.NAME, shape, tensors);
  }

  /**
   * The layers of a trained model.
   *
   * @throws IllegalArgumentException if its shape is damaged
   */
  static Topology topology(TrainedModel model) {
    List<Integer> units = new ArrayList<>();
    for (JsonNode unit : model.shape().path("units")) {
      units.add(unit.asInt());
    }
    String name = model.shape().path("activation").asText();
    for (Activation activation : Activation.values()) {
      if (Key.spelling(activation).equals(name) && units.size() > 1) {
        return new Topology(List.copyOf(units), activation);
      }
    }
    throw new IllegalArgumentException("Damaged network: its shape is " + model.shape());
  }

  /** The parameters of a trained model, all rows one after the other. */
  static double[] weights(TrainedModel model, Topology topology) {
    double[] weights = new double[Math.toIntExact(topology.parameters())];
    int at = 0;
    for (int l = 0; l < topology.layers(); l++) {
      double[] layer = model.tensors().get(LAYER + l);
      int size = (topology.inputs(l) + 1) * topology.outputs(l);
      if (layer == null || layer.length != size) {
        throw new IllegalArgumentException(
            "Damaged network: "
                + topology
                + " needs "
                + size
                + " numbers in "
                + LAYER
                + l
                + ", which has "
                + (layer == null ? "none" : layer.length));
      }
      System.arraycopy(layer, 0, weights, at, size);
      at += size;
    }
    return weights;
  }

  /**
   * Uniform initial weights whose variance keeps that of what passes through, and biases of 0: K.
   * He and others, "Delving Deep into Rectifiers", ICCV 2015, before ReLU; X. Glorot and Y. Bengio,
   * "Understanding the difficulty of training deep feedforward neural networks", AISTATS 2010,
   * elsewhere.
   */
  static double[] initial(Topology topology, long seed) {
    double[] weights = new double[Math.toIntExact(topology.parameters())];
    int at = 0;
    for (int l = 0; l < topology.layers(); l++) {
      int in = topology.inputs(l);
      int out = topology.outputs(l);
      boolean he = l < topology.layers() - 1 && topology.activation() == Activation.RELU;
      double limit = Math.sqrt(he ? 6.0 / in : 6.0 / (in + (double) out));
      for (int i = 0; i < in; i++) {
        long stream = Hashes.hash(seed, Hashes.INITIAL, l, i);
        for (int o = 0; o < out; o++) {
          weights[at++] = limit * (2 * Hashes.unit(Hashes.extend(stream, o)) - 1);
        }
      }
      at += out;
    }
    return weights;
  }

  /**
   * The parameters of a trained model, made to give the same outputs under the scaling of another
   * run.
   */
  static double[] warm(TrainedModel model, NetworkSettings settings) {
    Topology topology = settings.topology();
    double[] weights = weights(model, topology);
    InputScaling theirs = new InputScaling(model.tensors().get(MEAN), model.tensors().get(SCALE));
    InputScaling ours = settings.scaling();
    int out = topology.outputs(0);
    int biases = topology.features() * out;
    for (int j = 0; j < topology.features(); j++) {
      double shift = (ours.mean()[j] - theirs.mean()[j]) * theirs.scale()[j];
      double ratio = theirs.scale()[j] / ours.scale()[j];
      for (int o = 0; o < out; o++) {
        weights[biases + o] += shift * weights[j * out + o];
        weights[j * out + o] *= ratio;
      }
    }
    double[] target = model.tensors().get(TARGET);
    if (target != null && settings.output() instanceof SquaredOutput squared) {
      retarget(weights, topology, target, squared.target());
    }
    return weights;
  }

  private static void retarget(
      double[] weights, Topology topology, double[] theirs, double[] ours) {
    int size = topology.inputs(topology.layers() - 1) + 1;
    for (int i = weights.length - size; i < weights.length; i++) {
      weights[i] *= theirs[1] / ours[1];
    }
    weights[weights.length - 1] += (theirs[0] - ours[0]) / ours[1];
  }
}
