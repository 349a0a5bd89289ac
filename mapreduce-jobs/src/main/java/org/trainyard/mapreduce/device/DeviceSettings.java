package org.trainyard.mapreduce.device;

import org.trainyard.formats.config.Key;
import org.trainyard.formats.config.KeySource;
import org.trainyard.formats.config.Problems;
import org.trainyard.mapreduce.algorithm.TrainingKeys;
import org.trainyard.mapreduce.algorithm.TrainingKeys.AlgorithmName;
import org.trainyard.mapreduce.device.DeviceKeys.Wish;
import org.trainyard.mapreduce.kernel.KernelSettings;
import org.trainyard.mapreduce.kernel.Precision;

/**
 * What a process is to compute on.
 *
 * @param wish how much a device is wanted
 * @param kernels what is asked of it
 */
public record DeviceSettings(Wish wish, KernelSettings kernels) {
  /** As configured. */
  public static DeviceSettings of(KeySource settings) {
    return new DeviceSettings(
        DeviceKeys.GPU.get(settings),
        new KernelSettings(
            DeviceKeys.PRECISION.get(settings), DeviceKeys.MEMORY_FRACTION.get(settings)));
  }

  /** Collects combinations that make no sense. */
  public static void check(KeySource settings, Problems problems) {
    Problems ignored = new Problems();
    Wish wish = ignored.read(DeviceKeys.GPU, settings, Wish.OFF);
    Precision precision = ignored.read(DeviceKeys.PRECISION, settings, Precision.EXACT);
    if (precision != Precision.EXACT && wish != Wish.REQUIRE) {
      problems.add(
          DeviceKeys.PRECISION.problem(
              Key.spelling(precision),
              "its bits are the device's own, and with "
                  + DeviceKeys.GPU.option()
                  + " "
                  + Key.spelling(wish)
                  + " the CPU would compute a part of the sums; give "
                  + DeviceKeys.GPU.option()
                  + " "
                  + Key.spelling(Wish.REQUIRE)
                  + ", or leave it exact"));
    }
    AlgorithmName algorithm = ignored.read(TrainingKeys.ALGORITHM, settings, AlgorithmName.LINEAR);
    if (precision.onTensorCores() && algorithm != AlgorithmName.MLP) {
      problems.add(
          DeviceKeys.PRECISION.problem(
              Key.spelling(precision),
              "tensor cores multiply for networks only ("
                  + TrainingKeys.ALGORITHM.option()
                  + " "
                  + Key.spelling(AlgorithmName.MLP)
                  + "), and this trains "
                  + Key.spelling(algorithm)
                  + "; give "
                  + (algorithm == AlgorithmName.KMEANS ? "exact" : "single or exact")));
    }
    if (precision == Precision.SINGLE && algorithm == AlgorithmName.KMEANS) {
      problems.add(
          DeviceKeys.PRECISION.problem(
              Key.spelling(precision),
              "there are no kernels in it for "
                  + TrainingKeys.ALGORITHM.option()
                  + " "
                  + Key.spelling(algorithm)
                  + ", which computes with the CPU's bits on a GPU too; leave it exact"));
    }
  }
}
