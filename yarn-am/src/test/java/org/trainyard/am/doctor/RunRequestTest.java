package org.trainyard.am.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;

class RunRequestTest {
  private final Configuration conf = new Configuration(false);

  private List<String> kinds() {
    return RunRequest.of(conf).containers().stream().map(ContainerAsk::what).toList();
  }

  @Test
  void withoutAnyOptionThereIsSomethingToJudge() {
    RunRequest request = RunRequest.of(conf);
    assertFalse(request.onCluster());
    assertTrue(request.output().isEmpty() && request.inputs().isEmpty());
    assertEquals(5, request.containers().size());
  }

  @Test
  void theEngineDecidesWhichContainersAreAsked() {
    conf.set("mapreduce.framework.name", "yarn");
    conf.set("trainyard.engine.engine", "resident");
    assertEquals(List.of("the ApplicationMaster", "a resident worker"), kinds());
    conf.set("trainyard.engine.engine", "chained");
    assertFalse(kinds().contains("a resident worker"));
    conf.set("trainyard.engine.engine", "local");
    assertFalse(RunRequest.of(conf).onCluster());
  }

  @Test
  void ourKeysWinOverMapReducesAndResourcesAreFound() {
    conf.set("mapreduce.map.memory.mb", "2048");
    conf.set("trainyard.engine.map-memory-mb", "3000");
    conf.set("mapreduce.map.resource.yarn.io/gpu", "2");
    conf.set("mapreduce.map.resource.memory-mb", "9");
    ContainerAsk map = RunRequest.of(conf).containers().get(2);
    assertEquals(3000, map.memoryMb());
    assertEquals(Map.of("yarn.io/gpu", 2L), map.resources());
  }

  @Test
  void theSmallestStepIsTwoMastersAndATask() {
    conf.set("trainyard.yarn.am-memory-mb", "1000");
    conf.set("yarn.app.mapreduce.am.resource.mb", "500");
    conf.set("mapreduce.map.memory.mb", "400");
    assertEquals(1900, RunRequest.of(conf).leastMemoryMb());
  }
}
