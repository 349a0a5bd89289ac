package org.trainyard.gpu.network;

import java.util.function.Consumer;
import org.trainyard.gpu.device.Device;
import org.trainyard.gpu.device.Event;
import org.trainyard.gpu.device.Staging;
import org.trainyard.gpu.device.Stream;

/**
 * Two places in turn for what passes through the device: one is filled, in a stream of its own,
 * while the other is computed on. Not thread-safe.
 */
final class Turns {
  /** Number of places. */
  static final int PLACES = 2;

  private final Stream computing;
  private final Staging copying;
  private final Event[] filled = new Event[PLACES];
  private final Event[] used = new Event[PLACES];
  private int last = -1;

  /** For work in a stream. */
  Turns(Device device, Stream computing) {
    this.computing = computing;
    this.copying = new Staging(device, new Stream(device));
    for (int i = 0; i < PLACES; i++) {
      filled[i] = new Event(device);
      used[i] = new Event(device);
    }
  }

  /**
   * Fills a place as soon as all work that was begun before the turn came to another one is done;
   * work that follows waits for it.
   *
   * @param place from 0 to below {@link #PLACES}
   * @param fill puts copies into the stream that it is given
   */
  void next(int place, Consumer<Staging> fill) {
    if (last >= 0) {
      computing.record(used[last]);
    }
    copying.stream().await(used[place]);
    fill.accept(copying);
    copying.stream().record(filled[place]);
    computing.await(filled[place]);
    last = place;
  }
}
