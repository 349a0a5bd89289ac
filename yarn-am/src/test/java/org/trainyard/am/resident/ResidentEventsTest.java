package org.trainyard.am.resident;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.trainyard.am.exchange.Failed;
import org.trainyard.formats.event.RunEvent;

/** These events in, these words for people out. */
class ResidentEventsTest extends MasterScene {
  @Test
  void tellsWhoCameAndLeftWhatWasDoneAndWhatIsWaitedFor() {
    begin(1, null);
    assertEquals(
        "waiting for 2 of 2 containers (512 MiB, 1 core each) in queue root.ml",
        told(RunEvent.Waiting.class).get(0).sentence());
    hire("c1", "node1");
    hire("c2", "node2");
    assertNull(
        told(RunEvent.Waiting.class).get(told(RunEvent.Waiting.class).size() - 1).sentence());
    assertEquals(
        List.of("c1", "c2"),
        told(RunEvent.WorkerCame.class).stream().map(came -> came.worker()).toList());
    mapped("c1", 1, 0);
    mapped("c2", 1, 2);
    failed("c1", 1, Failed.Kind.LOCAL);
    ended("c2", 137);
    assertEquals(
        List.of("c1 split 0 DONE", "c2 split 2 DONE", "c1 split 1 FAILED", "c2 split 2 LOST"),
        told(RunEvent.TaskEnded.class).stream()
            .map(task -> task.worker() + " split " + task.split() + " " + task.outcome())
            .toList());
    assertEquals(
        List.of(0.5, 2.5, Double.NaN, Double.NaN),
        told(RunEvent.TaskEnded.class).stream().map(task -> task.loss()).toList());
    RunEvent.ContainerLeft left = told(RunEvent.ContainerLeft.class).get(0);
    assertEquals("node2", left.node());
    assertEquals(RunEvent.Leaving.FAILED, left.how());
    assertTrue(left.why().contains("137"), left.why());
    handle(new ResidentEvent.Closed("the run is over"));
    assertEquals(RunEvent.Leaving.RETURNED, told(RunEvent.ContainerLeft.class).get(1).how());
  }
}
