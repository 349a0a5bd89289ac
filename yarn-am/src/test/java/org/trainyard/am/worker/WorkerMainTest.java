package org.trainyard.am.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.trainyard.am.client.WorkerLaunch;
import org.trainyard.am.exchange.WorkerId;

class WorkerMainTest {
  private static final Map<String, String> CONTAINER =
      Map.of(
          "CONTAINER_ID", "container_7",
          "NM_HOST", "node3",
          "LOCAL_DIRS", "/disk1/app,/disk2/app");

  @Test
  void settingsComeFromTheContainerAndTheConfiguration() {
    Configuration conf = new Configuration(false);
    conf.set("trainyard.engine.container-cores", "3");
    conf.set("trainyard.engine.cache-share", "0.25");
    conf.set("trainyard.engine.master-wait", "7");
    assertEquals(
        new WorkerSettings(
            new WorkerId("container_7"),
            "node3",
            3,
            0.25,
            List.of(Path.of("/disk1/app"), Path.of("/disk2/app")),
            Duration.ofSeconds(1),
            Duration.ofSeconds(7)),
        WorkerMain.settings(conf, CONTAINER::get));
    Map<String, String> told = new HashMap<>(CONTAINER);
    told.put(WorkerLaunch.CORES, "5");
    assertEquals(5, WorkerMain.settings(conf, told::get).cores());
  }

  @Test
  void aMissingVariableIsNamed() {
    Map<String, String> less = new HashMap<>(CONTAINER);
    less.remove("NM_HOST");
    Configuration conf = new Configuration(false);
    String message =
        assertThrows(IllegalArgumentException.class, () -> WorkerMain.settings(conf, less::get))
            .getMessage();
    assertTrue(message.contains("NM_HOST"), message);
  }
}
