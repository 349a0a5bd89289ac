package org.trainyard.mapreduce.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trainyard.formats.config.InvalidSettingsException;
import org.trainyard.formats.config.Key;
import org.trainyard.formats.run.RunDocument;
import org.trainyard.mapreduce.device.DeviceKeys;

/** What agrees with a run that is there. */
class RunStoreTest {
  private static final List<Key<?>> KEYS = List.of(DeviceKeys.PRECISION);

  @TempDir java.nio.file.Path folder;

  private Path run() {
    return new Path(folder.resolve("run").toUri());
  }

  private RunStore.Opened open(String precision) throws IOException {
    TreeMap<String, RunDocument.Setting> settings = new TreeMap<>();
    if (precision != null) {
      settings.put(
          DeviceKeys.PRECISION.name(),
          new RunDocument.Setting(precision, "test", Key.Effect.RESULT));
    }
    RunDocument document =
        new RunDocument(RunDocument.VERSION, "r", "test", "0", "me", 0, settings);
    return RunStore.open(new Configuration(false), run(), document, KEYS, idle -> false);
  }

  @Test
  void aRunFromBeforeAKeyHadItsDefault() throws IOException {
    assertEquals(RunStore.Condition.NEW, open(null).condition());
    assertEquals(RunStore.Condition.BEGUN, open("exact").condition());
    InvalidSettingsException refused =
        assertThrows(InvalidSettingsException.class, () -> open("single"));
    assertTrue(refused.getMessage().contains("has exact, asked for is single"), refused::toString);
  }
}
