package org.trainyard.am.master;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

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
                    "USER", "ann")
                ::get);
    assertEquals("appattempt_1700000000000_0042_000003", environment.attempt().toString());
    assertEquals("node7", environment.host());
    assertEquals("ann", environment.user());
    assertEquals(
        "node7:8042/node/containerlogs/container_1700000000000_0042_03_000001/ann",
        environment.log());
  }

  @Test
  void namesEverythingThatIsMissing() {
    InvalidSettingsException thrown =
        assertThrows(
            InvalidSettingsException.class, () -> AmEnvironment.of(Map.of("USER", "ann")::get));
    assertEquals(3, thrown.problems().size(), thrown::getMessage);
  }
}
