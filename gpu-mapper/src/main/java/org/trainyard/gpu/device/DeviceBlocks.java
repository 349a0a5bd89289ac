package org.trainyard.gpu.device;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.trainyard.formats.sample.SampleBlock;

/**
 * Copies of sample blocks in device memory. As long as the process keeps a block, and there is
 * memory, its copy stays too: with blocks that are read once that is of no use and no harm, with
 * those that an engine keeps over the iterations only parameters and sums move. What does not fit
 * is copied each time. Thread-safe.
 */
public final class DeviceBlocks {
  /** Of the budget, what is left for work and for blocks that pass through. */
  private static final double FOR_WORK = 0.25;

  private final Device device;
  private final MemoryPool pool;
  private final ReferenceQueue<SampleBlock> collected = new ReferenceQueue<>();
  private final Map<Key, BlockCopy> copies = new HashMap<>();

  /** None yet. */
  public DeviceBlocks(Device device) {
    this.device = device;
    this.pool = new MemoryPool(device);
  }

  /** A block by its identity, which does not keep it. */
  private static final class Key extends WeakReference<SampleBlock> {
    private final int hash;

    Key(SampleBlock block, ReferenceQueue<SampleBlock> queue) {
      super(block, queue);
      this.hash = System.identityHashCode(block);
    }

    @Override
    public int hashCode() {
      return hash;
    }

    @Override
    public boolean equals(Object other) {
      return this == other || other instanceof Key key && get() != null && get() == key.get();
    }
  }

  /**
   * The copy of a block, made if it is not there: at the latest when {@code staging}'s stream comes
   * to what is put into it next.
   *
   * @return empty if there is no memory; some may be there when leases are closed
   */
  public Optional<BlockLease> lease(SampleBlock block, Staging staging) {
    BlockCopy copy;
    synchronized (copies) {
      dropCollected();
      copy = copies.get(new Key(block, null));
      if (copy == null && fits(BlockCopy.bytes(block))) {
        copy = new BlockCopy(pool, true);
        copies.put(new Key(block, collected), copy);
      }
    }
    BlockLease lease =
        new BlockLease(this, device, block, copy, new BlockCopy(pool, false), staging);
    if (lease.prepare()) {
      return Optional.of(lease);
    }
    // Some of its arrays may be under way, into memory that others are given next.
    staging.stream().synchronise();
    lease.close();
    return Optional.empty();
  }

  /**
   * The copy of a block if it stays on the device; else as {@link #lease}.
   *
   * @return empty if there is no memory that may be kept
   */
  public Optional<BlockLease> leaseToStay(SampleBlock block, Staging staging) {
    synchronized (copies) {
      dropCollected();
      if (!copies.containsKey(new Key(block, null)) && !fits(BlockCopy.bytes(block))) {
        return Optional.empty();
      }
    }
    return lease(block, staging);
  }

  /** Whether some blocks find room together, as far as can be told before they are copied. */
  public boolean haveRoom(Collection<SampleBlock> blocks) {
    long missing = 0;
    synchronized (copies) {
      dropCollected();
      for (SampleBlock block : blocks) {
        missing +=
            copies.containsKey(new Key(block, null)) ? 0 : MemoryPool.size(BlockCopy.bytes(block));
      }
    }
    return missing <= pool.freeBytes();
  }

  /** Where the memory comes from; work on blocks takes its own from here too. */
  public MemoryPool pool() {
    return pool;
  }

  /** Whether so much may stay on the device. */
  boolean fits(long bytes) {
    return device.freeBytes() - bytes >= FOR_WORK * device.budgetBytes();
  }

  private void dropCollected() {
    for (Reference<?> key = collected.poll(); key != null; key = collected.poll()) {
      copies.remove(key).giveBack();
    }
  }

  /** How many blocks have a copy that stays. */
  public int resident() {
    synchronized (copies) {
      dropCollected();
      return copies.size();
    }
  }
}
