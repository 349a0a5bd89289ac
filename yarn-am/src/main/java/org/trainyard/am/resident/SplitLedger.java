package org.trainyard.am.resident;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.trainyard.am.exchange.Verdict;
import org.trainyard.am.exchange.WorkerId;

/**
 * Every split: where it is at home, who holds it, and, in the running iteration, who was ordered to
 * map it and whose result counts. Sole owner of that; one thread.
 */
final class SplitLedger {
  private static final class Entry {
    private WorkerId home;
    private final Set<WorkerId> holders = new LinkedHashSet<>();
    private final Map<WorkerId, Instant> orders = new LinkedHashMap<>();
    private final Set<WorkerId> failedAt = new LinkedHashSet<>();
    private WorkerId keeper;
  }

  private final List<Piece> pieces;
  private final List<Entry> entries = new ArrayList<>();
  private int kept;

  SplitLedger(List<Piece> pieces) {
    this.pieces = List.copyOf(pieces);
    pieces.forEach(piece -> entries.add(new Entry()));
  }

  /** Size and hosts of a split. */
  Piece piece(int split) {
    return pieces.get(split);
  }

  /** An iteration begins: nothing is ordered, nothing is kept. */
  void begin(List<Seat> seats) {
    SortedMap<Integer, WorkerId> homes = new TreeMap<>();
    for (int s = 0; s < entries.size(); s++) {
      if (entries.get(s).home != null) {
        homes.put(s, entries.get(s).home);
      }
    }
    SortedMap<Integer, WorkerId> next =
        PlacementPolicy.rebalance(
            pieces, homes, seats, (split, worker) -> holders(split).contains(worker));
    for (int s = 0; s < entries.size(); s++) {
      Entry entry = entries.get(s);
      entry.home = next.get(s);
      entry.orders.clear();
      entry.failedAt.clear();
      entry.keeper = null;
    }
    kept = 0;
  }

  /** A worker says what it holds: what is nobody's is at home there. */
  void holds(WorkerId worker, List<Integer> splits) {
    for (int split : splits) {
      Entry entry = entries.get(split);
      entry.holders.add(worker);
      entry.home = entry.home == null ? worker : entry.home;
    }
  }

  /**
   * Says where splits are at home at first.
   *
   * @param homes tells for a split who would like to have it, or null
   * @param there whether somebody still is
   */
  void settle(Function<Piece, WorkerId> homes, Predicate<WorkerId> there) {
    for (int s = 0; s < entries.size(); s++) {
      WorkerId home = homes.apply(pieces.get(s));
      entries.get(s).home = home != null && there.test(home) ? home : null;
    }
  }

  /** Every split that is kept, and who keeps it. */
  void forEachKept(BiConsumer<Piece, WorkerId> visitor) {
    for (int s = 0; s < entries.size(); s++) {
      if (entries.get(s).keeper != null) {
        visitor.accept(pieces.get(s), entries.get(s).keeper);
      }
    }
  }

  /** Splits that nobody keeps or works on, in order. */
  List<Integer> queued() {
    List<Integer> queued = new ArrayList<>();
    for (int s = 0; s < entries.size(); s++) {
      if (entries.get(s).keeper == null && entries.get(s).orders.isEmpty()) {
        queued.add(s);
      }
    }
    return queued;
  }

  /** Splits that somebody works on and nobody keeps, in order. */
  List<Integer> running() {
    List<Integer> running = new ArrayList<>();
    for (int s = 0; s < entries.size(); s++) {
      if (entries.get(s).keeper == null && !entries.get(s).orders.isEmpty()) {
        running.add(s);
      }
    }
    return running;
  }

  /** Where a split is at home, or null. */
  WorkerId home(int split) {
    return entries.get(split).home;
  }

  /** Who has a split in memory or on disk. */
  Set<WorkerId> holders(int split) {
    return entries.get(split).holders;
  }

  /** Who works on a split, and since when it was ordered. */
  Map<WorkerId, Instant> orders(int split) {
    return entries.get(split).orders;
  }

  /** Who failed at a split in this iteration. */
  Set<WorkerId> failedAt(int split) {
    return entries.get(split).failedAt;
  }

  /**
   * A worker is ordered to map a split.
   *
   * @throws IllegalStateException if somebody keeps it, or the worker has the order already
   */
  void ordered(int split, WorkerId worker, Instant now) {
    Entry entry = entries.get(split);
    if (entry.keeper != null || entry.orders.containsKey(worker)) {
      throw new IllegalStateException(
          "Split "
              + split
              + " cannot be ordered from "
              + worker
              + ": kept by "
              + entry.keeper
              + ", ordered from "
              + entry.orders.keySet());
    }
    entry.orders.put(worker, now);
  }

  /**
   * A worker mapped a split: the first one's result counts, and from now on it is at home there.
   * Asked again, it answers the same. Who was not ordered to, or is no longer, is told to drop it.
   */
  Verdict mapped(int split, WorkerId worker) {
    Entry entry = entries.get(split);
    if (worker.equals(entry.keeper)) {
      return Verdict.KEEP;
    }
    if (entry.keeper != null || entry.orders.remove(worker) == null) {
      return Verdict.DROP;
    }
    entry.keeper = worker;
    entry.home = worker;
    entry.holders.add(worker);
    kept++;
    return Verdict.KEEP;
  }

  /** A worker could not map a split. */
  void failed(int split, WorkerId worker) {
    Entry entry = entries.get(split);
    if (entry.orders.remove(worker) != null) {
      entry.failedAt.add(worker);
      entry.home = worker.equals(entry.home) ? null : entry.home;
      entry.holders.remove(worker);
    }
  }

  /** A worker no longer has to map a split. */
  void withdrawn(int split, WorkerId worker) {
    entries.get(split).orders.remove(worker);
  }

  /** A worker is gone, with all that it held, kept and worked on; whether it kept anything. */
  boolean lost(WorkerId worker) {
    boolean keptAny = false;
    for (Entry entry : entries) {
      entry.holders.remove(worker);
      entry.orders.remove(worker);
      entry.failedAt.remove(worker);
      if (worker.equals(entry.home)) {
        entry.home = entry.holders.stream().findFirst().orElse(null);
      }
      if (worker.equals(entry.keeper)) {
        entry.keeper = null;
        kept--;
        keptAny = true;
      }
    }
    return keptAny;
  }

  /** Whether every split is kept. */
  boolean complete() {
    return kept == entries.size();
  }

  /** Share of the splits that are kept. */
  double fraction() {
    return entries.isEmpty() ? 1 : (double) kept / entries.size();
  }

  /** Who keeps at least one split, in the order of the splits. */
  List<WorkerId> contributors() {
    Set<WorkerId> keepers = new LinkedHashSet<>();
    entries.stream()
        .filter(entry -> entry.keeper != null)
        .forEach(entry -> keepers.add(entry.keeper));
    return List.copyOf(keepers);
  }

  /** Splits that are held by somebody. */
  int heldSplits() {
    return (int) entries.stream().filter(entry -> !entry.holders.isEmpty()).count();
  }

  /** Splits that a worker keeps, in order. */
  Set<Integer> keptBy(WorkerId worker) {
    Set<Integer> splits = new TreeSet<>();
    for (int s = 0; s < entries.size(); s++) {
      if (worker.equals(entries.get(s).keeper)) {
        splits.add(s);
      }
    }
    return splits;
  }
}
