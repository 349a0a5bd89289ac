/**
 * Multilayer perceptrons: K networks of the same layers, trained together by local SGD.
 *
 * <p>An iteration cuts the data into segments; in each, every network takes mini-batch steps on its
 * own from the common parameters; the weighted means of parameters and moments over the segments
 * are the next state. S. U. Stich, "Local SGD Converges Fast and Communicates Little", ICLR 2019.
 * The training loss of an iteration is the running loss of its first local pass, taken before each
 * step and with dropout; held-out metrics are those of the averaged parameters that the iteration
 * started from.
 *
 * <p>Inputs are standardised by the training data's mean and deviation, numeric targets likewise;
 * l2 is a penalty on the weights of standardised inputs, biases left out. Networks compute in
 * float32 with fixed orders of summation; sums of a loss and means over segments are double.
 *
 * <p>State: {@code weights.<model>}, layer after layer, each as rows of one input's weights to all
 * outputs and a last row of biases: (inputs + 1) * outputs, row-major; {@code moments.<model>}, the
 * velocity (momentum) or the first and the second moments (Adam), each laid out like the weights,
 * then the powers of Adam's decays; memory {@code best.<model>}, the weights with the best held-out
 * metric, where early stopping is asked for. A network that has stopped has its weights in the
 * memory, where mappers do not read them, and no moments. A trained model has the tensors {@code
 * layer.<l>} in the same layout, {@code mean} and {@code scale} (one for each input: x becomes (x -
 * mean) * scale), and for numbers {@code target}: mean and deviation by which an output is told in
 * the units of the label.
 *
 * <p>{@link org.trainyard.mapreduce.network.LocalTraining} is the map side on the CPU, and the
 * reference of {@link org.trainyard.mapreduce.network.DeviceTraining}, which hands whole segments
 * to a device.
 *
 * <p>Imports no Hadoop type. Read {@link org.trainyard.mapreduce.network.MultilayerPerceptron} and
 * {@link org.trainyard.mapreduce.network.Backpropagation} first.
 */
package org.trainyard.mapreduce.network;
