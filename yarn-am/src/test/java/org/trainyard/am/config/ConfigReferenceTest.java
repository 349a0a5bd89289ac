package org.trainyard.am.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trainyard.formats.config.Key;
import org.trainyard.formats.config.Problems;

class ConfigReferenceTest {
  private static final Path CONF = Path.of("..", "conf");

  @Test
  void theFilesInConfAreThoseOfTheRegistry() throws IOException {
    for (Map.Entry<String, String> file : ConfigReference.files().entrySet()) {
      assertEquals(
          file.getValue(),
          Files.readString(CONF.resolve(file.getKey())),
          "conf/" + file.getKey() + " is out of date: run scripts/config-reference and commit");
    }
  }

  @Test
  void writesTheFilesIntoAFolder(@TempDir Path folder) throws IOException {
    ConfigReference.main(new String[] {folder.toString()});
    assertEquals(
        ConfigReference.files().get("REFERENCE.md"),
        Files.readString(folder.resolve("REFERENCE.md")));
  }

  @Test
  void hadoopReadsTheDefaultsAndOurKeysAcceptThem(@TempDir Path folder) throws IOException {
    ConfigReference.main(new String[] {folder.toString()});
    Configuration conf = new Configuration(false);
    conf.addResource(
        new org.apache.hadoop.fs.Path(folder.resolve("trainyard-default.xml").toUri()));
    for (Key<?> key : KeyRegistry.all()) {
      if (key.defaultText() != null) {
        assertEquals(key.get(name -> null), key.get(conf::get), key.name());
      }
    }
  }

  @Test
  void theSiteExampleSetsOnlyKnownKeysToAllowedValues() {
    Configuration conf = new Configuration(false);
    conf.addResource(
        new org.apache.hadoop.fs.Path(CONF.resolve("trainyard-site.xml.example").toUri()));
    Set<String> set = new HashSet<>();
    conf.forEach(entry -> set.add(entry.getKey()));
    assertTrue(set.size() > 3, "the example sets something");
    Problems problems = new Problems();
    new EffectiveSettings(conf).check(problems);
    problems.throwIfAny();
  }
}
