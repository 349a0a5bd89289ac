package org.trainyard.gpu.network;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.trainyard.formats.partial.Partial;
import org.trainyard.formats.state.State;
import org.trainyard.gpu.device.Device;
import org.trainyard.gpu.device.DeviceBlocks;
import org.trainyard.mapreduce.algorithm.Accumulator;
import org.trainyard.mapreduce.algorithm.Algorithm;
import org.trainyard.mapreduce.algorithm.Segment;
import org.trainyard.mapreduce.kernel.KernelTally;
import org.trainyard.mapreduce.kernel.Kernels;
import org.trainyard.mapreduce.kernel.KernelsUnavailableException;
import org.trainyard.mapreduce.kernel.NetworkKernel;
import org.trainyard.mapreduce.kernel.NetworkPlan;
import org.trainyard.mapreduce.kernel.Precision;

/** Kernels of networks with a tiling of one's choice, and with what may be in their way. */
final class OnTheStandIn implements Kernels {
  private final Device device;
  private final Precision precision;
  private final DeviceBlocks blocks;
  private final NetworkDevice networks;
  private final UnaryOperator<NetworkKernel> trouble;
  private final KernelTally tally = new KernelTally();

  OnTheStandIn(Precision precision, TilingPolicy tilings) throws KernelsUnavailableException {
    this(precision, tilings, UnaryOperator.identity());
  }

  OnTheStandIn(Precision precision, TilingPolicy tilings, UnaryOperator<NetworkKernel> trouble)
      throws KernelsUnavailableException {
    this(precision, tilings, trouble, 0.5);
  }

  /** With a part of the stand-in's 256 MiB. */
  OnTheStandIn(
      Precision precision,
      TilingPolicy tilings,
      UnaryOperator<NetworkKernel> trouble,
      double memoryFraction)
      throws KernelsUnavailableException {
    this.precision = precision;
    this.trouble = trouble;
    device = Device.open(memoryFraction);
    blocks = new DeviceBlocks(device);
    networks = new NetworkDevice(device, blocks, precision, tilings);
  }

  /** Bytes that were copied to the device so far. */
  long copiedBytes() {
    return device.copiedBytes();
  }

  /** Blocks that stay on the device. */
  int resident() {
    return blocks.resident();
  }

  @Override
  public String device() {
    return device.name();
  }

  @Override
  public Precision precision() {
    return precision;
  }

  @Override
  public KernelTally tally() {
    return tally;
  }

  @Override
  public Optional<NetworkKernel> network(NetworkPlan plan) {
    return Optional.of(trouble.apply(networks.kernel(plan)));
  }

  @Override
  public void close() {
    device.close();
  }

  /** The partial of an iteration. */
  static Partial partial(Algorithm algorithm, State state, List<Segment> segments, Kernels with) {
    Partial partial = new Partial(algorithm.shape(state));
    Accumulator accumulator = algorithm.accumulator(state, with);
    for (Segment segment : segments) {
      accumulator.accumulate(segment, partial);
      partial.visited(segment.rows());
    }
    accumulator.finish(partial);
    return partial;
  }

  /** All that goes to a reducer. */
  static byte[] bytes(Partial partial) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      partial.writeShard(out, 0, 1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
