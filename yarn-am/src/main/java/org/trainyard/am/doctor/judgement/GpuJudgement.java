package org.trainyard.am.doctor.judgement;

import java.util.List;
import org.trainyard.am.cluster.GpuSupply;
import org.trainyard.am.doctor.Finding;
import org.trainyard.mapreduce.device.DeviceKeys;
import org.trainyard.mapreduce.device.DeviceKeys.Wish;

/** Whether a run that wants GPUs can have some. */
public final class GpuJudgement {
  private static final String CHECK = "GPUs";

  private GpuJudgement() {}

  /** Judges. */
  public static List<Finding> of(GpuSupply supply, Wish wish) {
    if (wish == Wish.OFF) {
      return List.of();
    }
    String missing = supply.missing().orElse(null);
    if (missing != null && wish == Wish.REQUIRE) {
      return List.of(
          Finding.error(
              CHECK,
              missing,
              "give "
                  + DeviceKeys.GPU.option()
                  + " auto to use GPUs where there are some, or off"));
    }
    if (missing != null) {
      return List.of(
          Finding.warning(
              CHECK,
              missing + ": a run with " + DeviceKeys.GPU.option() + " auto computes on CPUs",
              "nothing has to be done if that is meant"));
    }
    if (supply.free() == 0) {
      return List.of(
          Finding.warning(
              CHECK,
              supply.describe()
                  + (wish == Wish.REQUIRE
                      ? ": a run would wait for one"
                      : ": a run would compute on CPUs"),
              "wait for those who hold them"));
    }
    return List.of(Finding.ok(CHECK, GpuSupply.GPU + ": " + supply.describe()));
  }
}
