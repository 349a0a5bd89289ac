package org.trainyard.am.resident;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.trainyard.am.exchange.WorkerId;
import org.trainyard.am.resident.PlacementPolicy.Waiting;

class PlacementPolicyTest {
  private static final WorkerId A = new WorkerId("a");
  private static final WorkerId B = new WorkerId("b");
  private static final WorkerId C = new WorkerId("c");
  private static final Seat SEAT_A = new Seat(A, "node1", 1);
  private static final Pace PACE = new Pace(2, 1);

  private static Waiting waiting(int split, WorkerId home, double backlogMs, String... hosts) {
    return new Waiting(split, new Piece(100, List.of(hosts)), home, backlogMs, Set.of());
  }

  private static int next(Pace pace, Waiting... waiting) {
    return PlacementPolicy.next(SEAT_A, List.of(waiting), pace);
  }

  @Test
  void itsOwnFirst() {
    assertEquals(2, next(PACE, waiting(0, null, 0, "node1"), waiting(1, B, 1e9), waiting(2, A, 0)));
  }

  @Test
  void thenWhatIsNobodysBestFromItsOwnNode() {
    assertEquals(1, next(PACE, waiting(0, null, 0, "node2"), waiting(1, null, 0, "node1")));
    assertEquals(0, next(PACE, waiting(0, null, 0, "node2"), waiting(1, null, 0)));
    Waiting held = new Waiting(3, new Piece(100, List.of("node2")), null, 0, Set.of(A));
    assertEquals(3, next(PACE, waiting(1, null, 0, "node1"), held));
  }

  @Test
  void somebodyElsesOnlyIfItWouldWaitLong() {
    assertEquals(-1, next(PACE, waiting(0, B, 600)));
    assertEquals(0, next(PACE, waiting(0, B, 601)));
    assertEquals(1, next(PACE, waiting(0, B, 700), waiting(1, B, 800)));
    assertEquals(-1, next(Pace.UNKNOWN, waiting(0, B, 1e9)));
    Waiting held = new Waiting(5, new Piece(100, List.of()), B, 201, Set.of(A));
    assertEquals(5, next(PACE, held));
    assertEquals(-1, next(PACE));
  }

  private static List<Piece> pieces(long... bytes) {
    List<Piece> pieces = new ArrayList<>();
    for (long b : bytes) {
      pieces.add(new Piece(b, List.of()));
    }
    return pieces;
  }

  private static SortedMap<Integer, WorkerId> homes(Object... splitsAndHomes) {
    SortedMap<Integer, WorkerId> homes = new TreeMap<>();
    for (int i = 0; i < splitsAndHomes.length; i += 2) {
      homes.put((Integer) splitsAndHomes[i], (WorkerId) splitsAndHomes[i + 1]);
    }
    return homes;
  }

  private static SortedMap<Integer, WorkerId> rebalance(
      List<Piece> pieces, Map<Integer, WorkerId> homes, List<Seat> seats) {
    return PlacementPolicy.rebalance(pieces, homes, seats, (split, worker) -> false);
  }

  @Test
  void ofMovesThatAreAsGoodTheOneToWhoHoldsTheSplit() {
    assertEquals(
        homes(0, A, 1, B, 2, A),
        PlacementPolicy.rebalance(
            pieces(10, 10, 10),
            homes(0, A, 1, A, 2, A),
            List.of(SEAT_A, new Seat(B, "node2", 1)),
            (split, worker) -> split == 1));
  }

  @Test
  void balancedHomesStay() {
    Map<Integer, WorkerId> homes = homes(0, A, 1, B, 2, A, 3, B);
    assertEquals(
        homes, rebalance(pieces(10, 10, 11, 10), homes, List.of(SEAT_A, new Seat(B, "node2", 1))));
  }

  @Test
  void aLateComerGetsItsShareAndNothingElseMoves() {
    Map<Integer, WorkerId> homes = homes(0, A, 1, A, 2, A, 3, B, 4, B, 5, B);
    SortedMap<Integer, WorkerId> next =
        rebalance(
            pieces(10, 10, 10, 10, 10, 10),
            homes,
            List.of(SEAT_A, new Seat(B, "node2", 1), new Seat(C, "node3", 1)));
    assertEquals(2, next.values().stream().filter(C::equals).count());
    assertEquals(
        2,
        homes.entrySet().stream().filter(e -> !e.getValue().equals(next.get(e.getKey()))).count());
  }

  @Test
  void aStrongSeatHasMore() {
    SortedMap<Integer, WorkerId> next =
        rebalance(
            pieces(10, 10, 10, 10),
            homes(0, A, 1, A, 2, B, 3, B),
            List.of(new Seat(A, "node1", 3), new Seat(B, "node2", 1)));
    assertEquals(3, next.values().stream().filter(A::equals).count());
  }

  @Test
  void theHomesOfWhoIsGoneAreForgotten() {
    assertEquals(homes(0, A), rebalance(pieces(10, 10, 10), homes(0, A, 1, B), List.of(SEAT_A)));
    assertEquals(homes(), rebalance(pieces(10), homes(0, A), List.of()));
  }
}
