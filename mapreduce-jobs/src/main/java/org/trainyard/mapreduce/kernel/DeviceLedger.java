package org.trainyard.mapreduce.kernel;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;

/**
 * Work that was given to a device: what of it the device owes, in the order in which it was given,
 * and why it is given no more. What it does not do, the reference does, if that has the same bits;
 * all is counted, with the reason. Not thread-safe.
 *
 * @param <W> a piece of work: a block, a segment
 */
public final class DeviceLedger<W> {
  /** Why a device is not asked again that has failed. */
  public static final String FAILED = "the GPU failed";

  private final KernelTally tally;
  private final Precision arithmetic;
  private final ToLongFunction<W> rows;
  private final Deque<W> owed = new ArrayDeque<>();
  private String refusal;
  private KernelFailedException failure;

  /**
   * Nothing is owed, and the device may be asked.
   *
   * @param tally where rows are counted
   * @param arithmetic of the device's kernels
   * @param rows of a piece of work
   */
  public DeviceLedger(KernelTally tally, Precision arithmetic, ToLongFunction<W> rows) {
    this.tally = tally;
    this.arithmetic = arithmetic;
    this.rows = rows;
  }

  /** Why the device is given no more work; null while it is. */
  public String refusal() {
    return refusal;
  }

  /** The device was given this, and owes what comes of it. */
  public void owe(W work) {
    owed.add(work);
  }

  /** What the device owes, the oldest first. */
  public Collection<W> owed() {
    return Collections.unmodifiableCollection(owed);
  }

  /** What the device owes for longest, which is no longer owed: done or undone, it is known. */
  public W settle() {
    return owed.remove();
  }

  /** A piece of work came from the device. */
  public void computed(W work) {
    tally.computed(rows.applyAsLong(work));
  }

  /**
   * From now on the device is given no more work.
   *
   * @param reason a short phrase for people, whose rows add up
   * @param why what it failed with, or what is to be told where nothing can stand in
   * @throws KernelFailedException {@code why}, if the reference has other bits
   */
  public void refuse(String reason, KernelFailedException why) {
    refusal = reason;
    failure = why;
    if (arithmetic != Precision.EXACT && why != null) {
      throw why;
    }
  }

  /**
   * The device has failed: the reference does what is owed, and the device is given no more.
   *
   * @throws KernelFailedException {@code why}, if the reference has other bits
   */
  public void fail(KernelFailedException why, Consumer<W> reference) {
    refuse(FAILED, why);
    while (!owed.isEmpty()) {
      refer(owed.remove(), FAILED, reference);
    }
  }

  /**
   * The reference does a piece of work.
   *
   * @param reason why, a short phrase for people, whose rows add up
   * @throws KernelFailedException if it has other bits than the device
   */
  public void refer(W work, String reason, Consumer<W> reference) {
    if (arithmetic != Precision.EXACT) {
      throw new KernelFailedException(
          rows.applyAsLong(work)
              + " rows cannot be computed on the GPU ("
              + reason
              + "), and with --gpu-precision "
              + arithmetic.name().toLowerCase(Locale.ROOT)
              + " the CPU would give other bits; train with exact precision, or where a GPU has room",
          failure);
    }
    reference.accept(work);
    tally.fellBack(reason, rows.applyAsLong(work));
  }
}
