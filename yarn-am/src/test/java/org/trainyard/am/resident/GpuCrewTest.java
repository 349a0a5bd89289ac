package org.trainyard.am.resident;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.trainyard.am.container.ContainerListener.Grant;
import org.trainyard.am.container.ContainerListener.Origin;
import org.trainyard.am.container.ContainerPlan;
import org.trainyard.am.container.ContainerSize;
import org.trainyard.am.exchange.Setup;
import org.trainyard.formats.event.RunEvent;

/** What a crew asks for where some of its containers are to have a GPU. */
class GpuCrewTest {
  private static final Instant BEGIN = Instant.EPOCH;

  private final List<String> calls = new ArrayList<>();
  private final List<RunEvent> events = new ArrayList<>();

  private Crew crew(int containers, int withGpu, Duration gpuPatience) {
    ResidentSettings settings =
        new ResidentSettings(
            ResidentSettings.Speculation.OFF,
            Duration.ofSeconds(15),
            Duration.ofSeconds(60),
            gpuPatience);
    Crew crew =
        new Crew(
            new FakeContainers(calls),
            new FakeWorkers(calls),
            settings,
            new CrewDiary(events::add, Clock.systemUTC(), null));
    ContainerPlan staff = new ContainerPlan(containers, new ContainerSize(512, 1), true, withGpu);
    crew.serve(new Course(MasterScene.PIECES, staff, new Setup(1, "/run", 4, 1)), BEGIN);
    crew.muster();
    return crew;
  }

  private static Grant grant(String container, int gpus) {
    return new Grant(container, "node1", Origin.ASKED, null, gpus);
  }

  private List<String> calls() {
    List<String> made = List.copyOf(calls);
    calls.clear();
    return made;
  }

  @Test
  void bothKindsAreAskedForAndALostOneIsReplacedByItsKind() {
    Crew crew = crew(3, 1, null);
    assertEquals(3, calls.stream().filter(call -> call.startsWith("ask")).count());
    assertEquals(1, calls().stream().filter(call -> call.startsWith("ask for a GPU")).count());
    crew.granted(grant("c1", 1), BEGIN);
    crew.granted(grant("c2", 0), BEGIN);
    crew.granted(grant("c3", 0), BEGIN);
    calls();
    crew.ended("c1", 137, "");
    crew.hire();
    assertEquals(1, calls().stream().filter(call -> call.startsWith("ask for a GPU")).count());
    crew.ended("c2", 137, "");
    crew.hire();
    assertEquals(0, calls().stream().filter(call -> call.startsWith("ask for a GPU")).count());
  }

  @Test
  void aGpuThatDoesNotComeIsNotWaitedForForEver() {
    Crew crew = crew(2, 2, Duration.ofSeconds(10));
    crew.granted(grant("c1", 1), BEGIN);
    calls();
    crew.settleForLess(BEGIN);
    crew.settleForLess(BEGIN.plusSeconds(9));
    crew.hire();
    assertEquals(List.of(), calls());
    crew.settleForLess(BEGIN.plusSeconds(11));
    crew.hire();
    assertEquals(2, calls.size(), calls.toString());
    assertEquals("withdraw 1 with a GPU", calls.get(1));
    assertEquals("ask [", calls.get(0).substring(0, 5));
    assertEquals(1, events.stream().filter(event -> event instanceof RunEvent.Said).count());
  }

  @Test
  void whereOneIsRequiredItIsWaitedFor() {
    Crew crew = crew(1, 1, null);
    calls();
    crew.settleForLess(BEGIN);
    crew.settleForLess(BEGIN.plusSeconds(1_000_000));
    crew.hire();
    assertEquals(List.of(), calls());
  }
}
