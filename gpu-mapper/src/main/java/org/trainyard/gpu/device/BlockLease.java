package org.trainyard.gpu.device;

import java.util.OptionalLong;
import java.util.function.Supplier;
import org.trainyard.formats.sample.DenseBlock;
import org.trainyard.formats.sample.SampleBlock;
import org.trainyard.formats.sample.SparseBlock;

/**
 * A block on the device while somebody works on it. Addresses hold until it is closed, which is to
 * be done when that work has ended. Not thread-safe.
 */
public final class BlockLease implements AutoCloseable {
  private static final String VALUES = "values";
  private static final String DICTIONARY = "dictionary";
  private static final String ROW_START = "rowStart";
  private static final String COLUMNS = "columns";

  private final DeviceBlocks blocks;
  private final Device device;
  private final SampleBlock block;

  /** What stays; null if the block does not. */
  private final BlockCopy resident;

  /** What goes when this is closed. */
  private final BlockCopy passing;

  private final Staging staging;

  BlockLease(
      DeviceBlocks blocks,
      Device device,
      SampleBlock block,
      BlockCopy resident,
      BlockCopy passing,
      Staging staging) {
    this.blocks = blocks;
    this.device = device;
    this.block = block;
    this.resident = resident;
    this.passing = passing;
    this.staging = staging;
  }

  /** Copies what every kernel needs; false if there is no memory. */
  boolean prepare() {
    if (block instanceof SparseBlock rows) {
      return attach(DICTIONARY, rows::dictionary).isPresent()
          && attach(ROW_START, rows::rowStart).isPresent()
          && attach(COLUMNS, rows::columns).isPresent()
          && attach(VALUES, rows::values).isPresent();
    }
    return attach(VALUES, ((DenseBlock) block)::values).isPresent();
  }

  /** The block. */
  public SampleBlock block() {
    return block;
  }

  /** Address of the values: float, row-major if dense, one for each non-zero if sparse. */
  public long values() {
    return address(VALUES);
  }

  /** Address of the features that occur in a sparse block: int. */
  public long dictionary() {
    return address(DICTIONARY);
  }

  /** Address of the rows + 1 beginnings of rows of a sparse block: int. */
  public long rowStart() {
    return address(ROW_START);
  }

  /** Address of the positions in the dictionary of a sparse block's non-zeros: int. */
  public long columns() {
    return address(COLUMNS);
  }

  private long address(String name) {
    return attach(
            name,
            () -> {
              throw new IllegalArgumentException("This block has no " + name);
            })
        .orElseThrow();
  }

  /**
   * Address of an array that belongs to the block: what is the same in each iteration (labels,
   * weights, who is held out, rows by column) is copied once if the block stays, else now.
   *
   * @param name of the array; the same name must always mean the same numbers for this block
   * @param array makes it, of float, double, int, long or byte; called if it is not there
   * @return empty if there is no memory
   */
  public OptionalLong attach(String name, Supplier<?> array) {
    if (resident != null && resident.has(name)) {
      return resident.address(device, name, array, staging);
    }
    if (passing.has(name)) {
      return passing.address(device, name, array, staging);
    }
    Object numbers = array.get();
    boolean stays = resident != null && blocks.fits(MemoryPool.size(Staging.bytes(numbers)));
    return (stays ? resident : passing).address(device, name, () -> numbers, staging);
  }

  /** Whether all of it stays on the device: its addresses are the same for the block's life. */
  public boolean stays() {
    return passing.isEmpty();
  }

  /** Says that no work on it is under way any more. */
  @Override
  public void close() {
    passing.giveBack();
  }
}
