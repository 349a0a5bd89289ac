package org.trainyard.am.master;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.trainyard.formats.config.InvalidSettingsException;

class AmEnvironmentTest {
  @Test
  void readsWhatYarnSets() {
    AmEnvironment environment =
        AmEnvironment.of(
            Map.of(
                    "CONTAINER_ID", "container_1700000000000_0042_03_000001",
                    "NM_HOST", "node7",
                    "NM_HTTP_PORT", "8042",
                    "USER", "ann",
                    "LOCAL_DIRS", "/disk1/app,/disk2/app")
                ::get);
    assertEquals("appattempt_1700000000000_0042_000003", environment.attempt().toString());
    assertEquals("node7", environment.host());
    assertEquals("ann", environment.user());
    assertEquals(
        "node7:8042/node/containerlogs/container_1700000000000_0042_03_000001/ann",
        environment.log());
    assertEquals(List.of(Path.of("/disk1/app"), Path.of("/disk2/app")), environment.localFolders());
  }

  @Test
  void namesEverythingThatIsMissing() {
    InvalidSettingsException thrown =
        assertThrows(
            InvalidSettingsException.class, () -> AmEnvironment.of(Map.of("USER", "ann")::get));
    assertEquals(4, thrown.problems().size(), thrown::getMessage);
  }
}
