package org.trainyard.am.resident;

import java.util.List;
import java.util.Locale;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.mapreduce.MRJobConfig;
import org.trainyard.am.config.YarnKeys;
import org.trainyard.am.container.ContainerPlan;

/**
 * How a run is cut and staffed in the resident engine.
 *
 * @param pieces the splits
 * @param staff containers wanted
 * @param shards into which partials are cut
 */
public record ResidentPlan(List<Piece> pieces, ContainerPlan staff, int shards) {
  /** Splits are about so large, so that they can move and be speculated … */
  private static final long SPLIT_BYTES = 16L << 20;

  /** … but not fewer than this, nor more. */
  private static final int FEWEST = 16;

  private static final int MOST = 4096;

  /** A split's data should be larger than what is sent about it. */
  private static final int PARTIALS = 4;

  /** Bytes of a coordinate of an exact sum. */
  private static final int SUM_BYTES = 25;

  /** Partials beyond this are worth a second reducer, and so on. */
  private static final long SHARD_BYTES = 8L << 20;

  /**
   * What an iteration works on.
   *
   * @param bytes of the packed data
   * @param factor arithmetic for each value, in units of one linear model
   * @param vectors coordinates of a partial
   */
  public record Work(long bytes, double factor, long vectors) {
    long partialBytes() {
      return SUM_BYTES * vectors;
    }
  }

  /**
   * Into how many splits the data are cut. By the data and the model alone, so that each attempt of
   * the ApplicationMaster cuts them alike and finds them where they are held. The model does not
   * depend on it.
   */
  public static int splits(Work work) {
    long size = Math.max(SPLIT_BYTES, PARTIALS * work.partialBytes());
    long wanted = Math.max(FEWEST, work.bytes() / size);
    // With few bytes for each coordinate more splits would only be more partials.
    long most = Math.max(2, work.bytes() / Math.max(1, PARTIALS * work.partialBytes()));
    return (int) Math.max(1, Math.min(Math.min(wanted, most), MOST));
  }

  /**
   * Plans.
   *
   * @param pieces the splits
   * @param largestMemoryMb the largest container that the cluster gives
   * @param reducers wanted at least
   * @param there containers that were asked for before, or null
   */
  static ResidentPlan of(
      Configuration conf,
      Work work,
      List<Piece> pieces,
      long largestMemoryMb,
      int reducers,
      ContainerPlan there) {
    ContainerPlan staff = staff(conf, work, pieces.size(), largestMemoryMb);
    if (there != null) {
      staff = kept(conf, work, pieces.size(), largestMemoryMb, staff, there);
    }
    int worthwhile = (int) Math.min(staff.containers(), 1 + work.partialBytes() / SHARD_BYTES);
    return new ResidentPlan(pieces, staff, Math.max(reducers, worthwhile));
  }

  /**
   * The containers that suit so many splits.
   *
   * @param largestMemoryMb the largest container that the cluster gives
   */
  public static ContainerPlan staff(
      Configuration conf, Work work, int splits, long largestMemoryMb) {
    int asked = YarnKeys.CONTAINERS.get(conf::get).intValue();
    return staff(conf, work, splits, largestMemoryMb, asked);
  }

  /**
   * The containers that were asked for while the data were not known, unless others are clearly
   * better: half as many more, or more memory, are not worth their start.
   *
   * @param wanted that suit the data
   */
  static ContainerPlan kept(
      Configuration conf,
      Work work,
      int splits,
      long largestMemoryMb,
      ContainerPlan wanted,
      ContainerPlan there) {
    int containers = there.containers();
    if (containers >= wanted.containers() || 2 * wanted.containers() > 3 * containers) {
      return wanted;
    }
    ContainerPlan fewer = staff(conf, work, splits, largestMemoryMb, containers);
    boolean spills = wanted.holdsAll() && !fewer.holdsAll();
    return spills || fewer.size().memoryMb() > there.size().memoryMb() ? wanted : fewer;
  }

  /** The same plan with another staff. */
  ResidentPlan staffed(ContainerPlan other) {
    return new ResidentPlan(pieces, other, shards);
  }

  /** Cores of a container. */
  static int cores(Configuration conf) {
    int asked = YarnKeys.CONTAINER_CORES.get(conf::get).intValue();
    return asked > 0
        ? asked
        : Math.max(1, conf.getInt(MRJobConfig.MAP_CPU_VCORES, MRJobConfig.DEFAULT_MAP_CPU_VCORES));
  }

  private static ContainerPlan staff(
      Configuration conf, Work work, int splits, long largestMemoryMb, int containers) {
    int cores = cores(conf);
    return ContainerPlan.of(
        new ContainerPlan.Need(work.bytes(), work.factor(), splits, work.partialBytes()),
        new ContainerPlan.Limits(
            containers,
            YarnKeys.CONTAINER_MEMORY_MB.get(conf::get).intValue(),
            cores,
            conf.getInt(MRJobConfig.MAP_MEMORY_MB, MRJobConfig.DEFAULT_MAP_MEMORY_MB),
            largestMemoryMb,
            YarnKeys.CACHE_SHARE.get(conf::get)));
  }

  /** For people. */
  public String describe() {
    return String.format(
        Locale.ROOT,
        "%d split(s) for %d container(s)%s of %d MiB and %d core(s), %d shard(s)",
        pieces.size(),
        staff.containers(),
        staff.withGpu() == 0 ? "" : ", " + staff.withGpu() + " with a GPU,",
        staff.size().memoryMb(),
        staff.size().cores(),
        shards);
  }

  /** Refuses containers that no node offers: asking for one would end the ApplicationMaster. */
  static void refuseBeyond(long largestMemoryMb, long memoryMb)
      throws ResidentUnavailableException {
    if (memoryMb > largestMemoryMb) {
      throw new ResidentUnavailableException(
          ResidentUnavailableException.Why.NO_CONTAINER,
          "a container of "
              + memoryMb
              + " MiB was asked for, and the cluster gives at most "
              + largestMemoryMb
              + " MiB");
    }
  }
}
