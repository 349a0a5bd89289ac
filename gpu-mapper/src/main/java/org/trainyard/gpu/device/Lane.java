package org.trainyard.gpu.device;

/** A stream with what work in it needs on the process's side. Belongs to one thread at a time. */
public final class Lane {
  private final Device device;
  private final Stream stream;
  private final Staging staging;
  private PinnedMemory results;

  Lane(Device device) {
    this.device = device;
    this.stream = new Stream(device);
    this.staging = new Staging(device, stream);
  }

  /** The stream. */
  public Stream stream() {
    return stream;
  }

  /** The way of arrays into the stream. */
  public Staging staging() {
    return staging;
  }

  /** Pinned memory of at least so many bytes; the same as before if that is large enough. */
  public PinnedMemory results(int bytes) {
    if (results == null || results.bytes() < bytes) {
      if (results != null) {
        results.close();
      }
      results = new PinnedMemory(device, (int) Math.min(Integer.MAX_VALUE, bytes + bytes / 4L));
    }
    return results;
  }
}
