package org.trainyard.am.resident;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.trainyard.am.container.ContainerListener.Origin;
import org.trainyard.am.exchange.Setup;
import org.trainyard.am.exchange.Verdict;
import org.trainyard.formats.event.RunEvent;
import org.trainyard.mapreduce.iteration.PartialWritable;

/** What the crew does when there is something else to do. */
class CourseTest extends MasterScene {
  @Test
  void whoPackedStaysForTheIterationsAndIsToldHowTheDataAreCut() throws Exception {
    handle(new ResidentEvent.CourseSet(packing(List.of())));
    assertEquals(List.of("ask []"), calls());
    grant("c1", "node1", Origin.ASKED);
    assertEquals(0, greet("c1").splits());
    handle(new ResidentEvent.CourseSet(packing(PIECES.subList(0, 3))));
    assertEquals(List.of("start c1"), calls());
    CompletableFuture<List<PartialWritable>> packed = begin(-7, null);
    assertEquals(List.of("map c1 -7 [0, 1]"), calls());
    mapped("c1", -7, 1);
    mapped("c1", -7, 0);
    assertFalse(packed.isDone());
    mapped("c1", -7, 2);
    assertEquals(List.of(), packed.get(), "there is nothing to add up");
    assertEquals(
        List.of(0, 0, 0),
        told(RunEvent.TaskEnded.class).stream().map(RunEvent.TaskEnded::iteration).toList(),
        "pieces are told as those of no iteration");
    calls();
    handle(new ResidentEvent.CourseSet(iterating(600)));
    assertEquals(List.of("set up c1 4", "ask [node1]"), calls());
    begin(1, null);
    assertEquals(List.of("map c1 1 [0, 1]"), calls());
  }

  @Test
  void whoPackedMostOfASplitMapsItFirstUnlessItIsGone() {
    Setup unpacked = Setup.unpacked(1, "/run");
    List<Piece> raw = Stream.of("a", "b", "c", "d", "e", "f").map(CourseTest::file).toList();
    handle(new ResidentEvent.CourseSet(new Course(raw, staff(3, 512), unpacked)));
    for (int worker = 1; worker <= 3; worker++) {
      hire("c" + worker, "node" + worker, 0);
    }
    begin(-7, null);
    for (int piece = 0; piece < raw.size(); piece++) {
      assertEquals(Verdict.KEEP, mapped("c" + (1 + piece / 2), -7, piece));
    }
    ended("c3", 0);
    List<Piece> splits =
        List.of(
            split(Map.of("/d/c", 100L)),
            split(Map.of("/d/a", 40L, "/d/c", 30L, "/d/d", 30L)),
            split(Map.of("/d/b", 90L, "/d/d", 10L)),
            split(Map.of("/d/f", 100L)));
    Setup setup = new Setup(1, "/run", splits.size(), 1);
    handle(new ResidentEvent.CourseSet(new Course(splits, staff(2, 512), setup)));
    calls();
    begin(1, null);
    assertEquals(List.of("map c1 1 [2, 3]", "map c2 1 [0, 1]"), calls());
  }

  private static Piece file(String name) {
    return new Piece(100, List.of("node1"), Map.of("/d/" + name, 0L));
  }

  private static Piece split(Map<String, Long> files) {
    return new Piece(100, List.of("node1"), files);
  }

  @Test
  void containersThatAreMuchTooSmallAreReplaced() {
    handle(new ResidentEvent.CourseSet(packing(PIECES)));
    hire("c1", "node1", 0);
    calls();
    handle(new ResidentEvent.CourseSet(iterating(1024)));
    assertEquals(
        List.of("withdraw 0", "leave c1", "release c1", "ask [node1]", "ask [node2]"), calls());
  }

  @Test
  void whoIsReleasedComesBackWhenThereIsAnIteration() {
    beginsAndEndsWithOneWorker();
    handle(new ResidentEvent.CrewReleased("a job needs the room"));
    assertEquals(List.of("withdraw 1", "leave c1", "release c1"), calls());
    ended("c1", 0);
    assertEquals(List.of(), calls());
    begin(2, null);
    assertEquals(List.of("ask [node1]", "ask [node2]"), calls());
    hire("c3", "node1");
    assertEquals(List.of("start c3", "map c3 2 [0, 1]"), calls());
  }
}
