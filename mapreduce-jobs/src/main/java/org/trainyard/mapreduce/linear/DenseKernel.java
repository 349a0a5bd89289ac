package org.trainyard.mapreduce.linear;

import java.lang.reflect.Constructor;
import java.util.Arrays;
import java.util.function.Function;
import org.trainyard.formats.partial.BinnedSums;
import org.trainyard.formats.sample.DenseBlock;

/**
 * The products over a dense tile.
 *
 * <p>A margin is summed in four lanes from 0: lane l takes the features j with j mod 4 = l in
 * ascending order, and the margin is intercept + ((lane 0 + lane 1) + (lane 2 + lane 3)). A
 * gradient is summed over the rows in ascending order. That is the specification of the bits; how
 * many columns, rows or features are taken together is not, and all implementations agree.
 */
interface DenseKernel extends LinearKernel {
  /** Turns to another block. */
  void begin(DenseBlock block);

  /**
   * The one that suits this virtual machine: with vectors if it was started with {@code
   * --add-modules jdk.incubator.vector}.
   */
  static DenseKernel of(Columns columns) {
    return Vectors.MAKE == null ? new PlainDenseKernel(columns) : Vectors.MAKE.apply(columns);
  }

  /** Found by name: what touches an incubating module is compiled apart. */
  final class Vectors {
    private static final Function<Columns, DenseKernel> MAKE = find();

    private Vectors() {}

    private static Function<Columns, DenseKernel> find() {
      if (ModuleLayer.boot().findModule("jdk.incubator.vector").isEmpty()) {
        return null;
      }
      String name = DenseKernel.class.getPackageName() + ".TriedDenseKernel";
      try {
        Constructor<?> constructor = Class.forName(name).getDeclaredConstructor(Columns.class);
        return columns -> {
          try {
            return (DenseKernel) constructor.newInstance(columns);
          } catch (ReflectiveOperationException e) {
            throw new LinkageError("Cannot make " + name, e);
          }
        };
      } catch (ReflectiveOperationException e) {
        throw new LinkageError("Cannot find " + name, e);
      }
    }
  }

  /** Adds each gradient and its sum of residuals to the sums, and clears them. */
  static void deposit(
      Columns columns, double[][] gradient, double[] residualSums, BinnedSums into) {
    for (int c = 0; c < gradient.length; c++) {
      int at = columns.depositAt()[c];
      into.addAll(at, gradient[c], 0, columns.features());
      Arrays.fill(gradient[c], 0.0);
      if (columns.intercept()) {
        into.add(at + columns.features(), residualSums[c]);
      }
      residualSums[c] = 0.0;
    }
  }
}
