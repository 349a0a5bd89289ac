package org.trainyard.mapreduce.device;

import static org.trainyard.formats.config.Key.Group.ENGINE;

import java.util.List;
import org.trainyard.formats.config.Key;
import org.trainyard.mapreduce.kernel.Precision;

/** Whether an engine computes on GPUs, and how. */
public final class DeviceKeys {
  /** How much a user wants a device. */
  public enum Wish {
    /** Nothing is asked of the cluster, nothing is looked for. */
    OFF,
    /** Where one can be had; the rest is computed on the CPU. */
    AUTO,
    /** Every process that maps has one, or fails. */
    REQUIRE
  }

  public static final Key<Wish> GPU =
      Key.choice("trainyard.engine.gpu", ENGINE, Wish.class)
          .defaultsTo("off")
          .execution()
          .doc(
              "Whether mappers compute on NVIDIA GPUs: auto (YARN is asked for a GPU for as many containers as nodes offer one;"
                  + " the others, and work that no kernel is there for, compute on the CPU), require (every container gets one;"
                  + " refused where the cluster has none), off.");

  public static final Key<Precision> PRECISION =
      Key.choice("trainyard.engine.gpu-precision", ENGINE, Precision.class)
          .defaultsTo("exact")
          .doc(
              "Arithmetic on a GPU: exact gives the bits that the CPU gives, single computes with fewer digits and gives bits of"
                  + " the device's own, faster (linear models, whose steps of local SGD and of the online pass stay on the"
                  + " CPU in double precision, and networks); tf32 and bf16 multiply on tensor cores (networks only, GPUs"
                  + " from compute capability 8.0), factors rounded to 11 or 8 bits of significand and summed in single precision. All but"
                  + " exact go with --gpu require only, since no CPU can stand in.");

  public static final Key<Double> MEMORY_FRACTION =
      Key.number("trainyard.engine.gpu-memory-fraction", ENGINE, 0.01, 1)
          .defaultsTo("0.8")
          .execution()
          .doc(
              "Share of a GPU's memory that one container or task may take; what does not fit is sent to the GPU in each"
                  + " iteration. Give less where several share a device.");

  private DeviceKeys() {}

  /** All keys of this class, in the order of the reference. */
  public static List<Key<?>> all() {
    return List.of(GPU, PRECISION, MEMORY_FRACTION);
  }
}
