package org.trainyard.am.container;

import java.util.List;
import org.trainyard.am.cluster.GpuSupply;
import org.trainyard.formats.config.InvalidSettingsException;
import org.trainyard.mapreduce.device.DeviceKeys;
import org.trainyard.mapreduce.device.DeviceKeys.Wish;

/** For how many containers and tasks a GPU is asked. Pure. */
public final class GpuPolicy {
  /**
   * A task with a GPU is taken to be worth so many without: with fewer GPUs than that, all cores
   * together are faster, for a job's map tasks are all of one kind.
   */
  static final int WORTH = 8;

  /**
   * The map tasks of a job.
   *
   * @param splits how many
   * @param withGpu whether each asks for a GPU
   */
  public record Maps(int splits, boolean withGpu) {}

  private GpuPolicy() {}

  /**
   * The containers of the resident engine: with {@code auto} as many ask for a GPU as are free, and
   * the rest for none; with {@code require} there are no more containers than GPUs.
   */
  public static ContainerPlan staff(Wish wish, ContainerPlan plan, GpuSupply supply) {
    return switch (wish) {
      case OFF -> plan;
      case AUTO -> plan.staffed(plan.containers(), Math.min(plan.containers(), supply.free()));
      case REQUIRE -> {
        int most = Math.max(1, Math.min(plan.containers(), supply.total()));
        yield plan.staffed(most, most);
      }
    };
  }

  /**
   * The map tasks of a job, all of one kind.
   *
   * @param splits that suit the cluster without GPUs, or that were asked for
   * @param asked whether a user asked for so many
   */
  public static Maps maps(Wish wish, int splits, boolean asked, GpuSupply supply) {
    boolean gpu =
        switch (wish) {
          case OFF -> false;
          case AUTO -> supply.free() > 0 && (long) supply.free() * WORTH >= splits;
          case REQUIRE -> true;
        };
    int most = wish == Wish.REQUIRE ? supply.total() : supply.free();
    return new Maps(gpu && !asked ? Math.max(1, Math.min(splits, most)) : splits, gpu);
  }

  /**
   * Refuses what would wait for ever.
   *
   * @throws InvalidSettingsException if GPUs are required and the cluster has none for this
   *     application
   */
  public static void refuse(Wish wish, GpuSupply supply) {
    if (wish == Wish.REQUIRE && supply.missing().isPresent()) {
      throw new InvalidSettingsException(
          List.of(
              DeviceKeys.GPU.problem(
                  "require",
                  supply.missing().get()
                      + ". Give "
                      + DeviceKeys.GPU.option()
                      + " auto to use GPUs where there are some")));
    }
  }
}
