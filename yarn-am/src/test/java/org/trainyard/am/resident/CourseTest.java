package org.trainyard.am.resident;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.trainyard.am.container.ContainerListener.Origin;
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
