package org.trainyard.am.resident;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import org.trainyard.am.exchange.WorkerId;

/**
 * Which worker maps which split: where it is held, unless that would make everybody wait. Pure; no
 * sum depends on it.
 */
final class PlacementPolicy {
  /** A move must make the most loaded worker's load smaller by this share of the mean load. */
  private static final double WORTH = 0.05;

  /** Somebody else's split is taken if its turn there is this much later than its end here. */
  private static final double PATIENCE = 2;

  private PlacementPolicy() {}

  /**
   * A split that nobody works on.
   *
   * @param split its number
   * @param piece its size and its hosts
   * @param home the worker that it belongs to, or null
   * @param backlogMs expected time until its home begins with it
   * @param holders who has it in memory or on the local disk
   */
  record Waiting(int split, Piece piece, WorkerId home, double backlogMs, Set<WorkerId> holders) {}

  /**
   * The split that a worker with nothing to do takes next, or -1: its own first, then what is
   * nobody's (best from its own node), then what would wait too long for its home.
   */
  static int next(Seat seat, List<Waiting> waiting, Pace pace) {
    int nobodys = -1;
    int local = -1;
    Waiting late = null;
    for (Waiting candidate : waiting) {
      if (seat.worker().equals(candidate.home())) {
        return candidate.split();
      }
      if (candidate.home() == null) {
        if (candidate.holders().contains(seat.worker())
            || local < 0 && candidate.piece().hosts().contains(seat.host())) {
          local = candidate.split();
        }
        nobodys = nobodys < 0 ? candidate.split() : nobodys;
      } else if (worthTaking(seat, candidate, pace)
          && (late == null || candidate.backlogMs() > late.backlogMs())) {
        late = candidate;
      }
    }
    if (local >= 0) {
      return local;
    }
    if (nobodys >= 0) {
      return nobodys;
    }
    return late == null ? -1 : late.split();
  }

  private static boolean worthTaking(Seat seat, Waiting candidate, Pace pace) {
    if (!pace.known()) {
      return false;
    }
    long bytes = candidate.piece().bytes();
    double here =
        candidate.holders().contains(seat.worker()) ? pace.warmMs(bytes) : pace.coldMs(bytes);
    return candidate.backlogMs() > PATIENCE * here;
  }

  /**
   * Homes for the next iteration: as they are, but the most loaded give what is worth moving to the
   * least loaded. A home that is no seat any more is forgotten.
   *
   * @param pieces all splits
   * @param homes of splits, by number; a split without one is nobody's
   * @param seats the workers there are
   * @param held whether a worker has a split already: of moves that are as good, the cheaper one
   */
  static SortedMap<Integer, WorkerId> rebalance(
      List<Piece> pieces,
      Map<Integer, WorkerId> homes,
      List<Seat> seats,
      BiPredicate<Integer, WorkerId> held) {
    Map<WorkerId, List<Integer>> own = new HashMap<>();
    seats.forEach(seat -> own.put(seat.worker(), new ArrayList<>()));
    homes.forEach(
        (split, home) -> {
          if (own.containsKey(home)) {
            own.get(home).add(split);
          }
        });
    own.values().forEach(list -> list.sort(Comparator.naturalOrder()));
    double strength = seats.stream().mapToDouble(Seat::strength).sum();
    double mean = total(pieces, own.values().stream().flatMap(List::stream).toList()) / strength;
    for (int moves = 0; moves < pieces.size() && seats.size() > 1; moves++) {
      Comparator<Seat> byLoad =
          Comparator.comparingDouble(seat -> load(pieces, own.get(seat.worker()), seat));
      Seat most = seats.stream().max(byLoad).orElseThrow();
      Seat least = seats.stream().min(byLoad).orElseThrow();
      int moved = best(pieces, own, most, least, mean, held);
      if (moved < 0) {
        break;
      }
      own.get(most.worker()).remove(Integer.valueOf(moved));
      own.get(least.worker()).add(moved);
    }
    SortedMap<Integer, WorkerId> next = new TreeMap<>();
    own.forEach((worker, splits) -> splits.forEach(split -> next.put(split, worker)));
    return next;
  }

  /** The split whose move makes the larger of two loads smallest, or -1. */
  private static int best(
      List<Piece> pieces,
      Map<WorkerId, List<Integer>> own,
      Seat most,
      Seat least,
      double mean,
      BiPredicate<Integer, WorkerId> held) {
    double high = load(pieces, own.get(most.worker()), most);
    double low = load(pieces, own.get(least.worker()), least);
    int best = -1;
    double lowest = high - WORTH * mean;
    for (int split : own.get(most.worker())) {
      double bytes = pieces.get(split).bytes();
      double after = Math.max(high - bytes / most.strength(), low + bytes / least.strength());
      boolean asGood = after == lowest && best >= 0 && held.test(split, least.worker());
      if (after < lowest || asGood && !held.test(best, least.worker())) {
        lowest = after;
        best = split;
      }
    }
    return best;
  }

  private static double load(List<Piece> pieces, List<Integer> splits, Seat seat) {
    return total(pieces, splits) / seat.strength();
  }

  private static double total(List<Piece> pieces, List<Integer> splits) {
    return splits.stream().mapToLong(split -> pieces.get(split).bytes()).sum();
  }
}
