package org.trainyard.gpu.device;

import java.nio.ByteBuffer;

/**
 * The way of Java's arrays to the device: through two pinned buffers in turn, so that one is filled
 * while the device copies the other, and both while it computes. Not thread-safe.
 */
public final class Staging implements AutoCloseable {
  /** Enough for the bus's full speed, which begins at about one MiB. */
  private static final int BYTES = 4 << 20;

  private final Stream stream;
  private final PinnedMemory[] buffers = new PinnedMemory[2];
  private final Event[] copied = new Event[2];
  private int turn;

  /** Copies go into this stream. */
  public Staging(Device device, Stream stream) {
    this.stream = stream;
    for (int i = 0; i < buffers.length; i++) {
      buffers[i] = new PinnedMemory(device, BYTES);
      copied[i] = new Event(device);
    }
  }

  /** The stream that copies. */
  public Stream stream() {
    return stream;
  }

  /** How many bytes an array has: of float, double, int, long or byte. */
  public static long bytes(Object array) {
    if (array instanceof float[] numbers) {
      return 4L * numbers.length;
    } else if (array instanceof double[] numbers) {
      return 8L * numbers.length;
    } else if (array instanceof int[] numbers) {
      return 4L * numbers.length;
    } else if (array instanceof long[] numbers) {
      return 8L * numbers.length;
    } else if (array instanceof byte[] numbers) {
      return numbers.length;
    }
    throw new IllegalArgumentException("Not an array of numbers: " + array);
  }

  /**
   * Copies an array to device memory. It may be changed as soon as this returns; the device has it
   * when the stream comes there.
   */
  public void upload(Object array, DeviceMemory to, long at) {
    upload(array, bytes(array), to, at);
  }

  /** Copies the first bytes of an array; else as {@link #upload(Object, DeviceMemory, long)}. */
  public void upload(Object array, long bytes, DeviceMemory to, long at) {
    for (long done = 0; done < bytes; done += BYTES) {
      int count = (int) Math.min(BYTES, bytes - done);
      copied[turn].synchronise();
      fill(buffers[turn].buffer(0, count), array, done, count);
      stream.upload(buffers[turn], 0, to, at + done, count);
      stream.record(copied[turn]);
      turn = 1 - turn;
    }
  }

  private static void fill(ByteBuffer into, Object array, long from, int bytes) {
    if (array instanceof float[] numbers) {
      into.asFloatBuffer().put(numbers, (int) (from / 4), bytes / 4);
    } else if (array instanceof double[] numbers) {
      into.asDoubleBuffer().put(numbers, (int) (from / 8), bytes / 8);
    } else if (array instanceof int[] numbers) {
      into.asIntBuffer().put(numbers, (int) (from / 4), bytes / 4);
    } else if (array instanceof long[] numbers) {
      into.asLongBuffer().put(numbers, (int) (from / 8), bytes / 8);
    } else {
      into.put((byte[]) array, (int) from, bytes);
    }
  }

  @Override
  public void close() {
    for (int i = 0; i < buffers.length; i++) {
      buffers[i].close();
      copied[i].close();
    }
  }
}
