package org.trainyard.am.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trainyard.formats.config.Key;
import org.trainyard.formats.config.Problems;
import org.trainyard.formats.run.RunDocument.Setting;

class EffectiveSettingsTest {
  private final Configuration conf = new Configuration(false);

  @Test
  void tellsWhereEachValueIsFrom(@TempDir Path folder) throws IOException {
    Path site = folder.resolve("site.xml");
    Files.writeString(
        site,
        "<configuration><property><name>trainyard.model.l1</name><value> 0.5 </value></property></configuration>");
    conf.addResource(new org.apache.hadoop.fs.Path(site.toUri()));
    conf.set("trainyard.model.l2", "0.1", EffectiveSettings.COMMAND_LINE);
    conf.set("trainyard.model.seed", "7", "from command line");

    Map<String, Setting> all = new EffectiveSettings(conf).all();

    assertEquals(
        new Setting("0.1", "command line", Key.Effect.RESULT), all.get("trainyard.model.l2"));
    assertEquals(
        new Setting("7", "command line", Key.Effect.RESULT), all.get("trainyard.model.seed"));
    assertEquals(
        new Setting("linear", "default", Key.Effect.RESULT), all.get("trainyard.model.algorithm"));
    assertEquals("0.5", all.get("trainyard.model.l1").value());
    assertTrue(all.get("trainyard.model.l1").source().contains("site.xml"));
    assertFalse(all.containsKey("trainyard.yarn.queue"), "neither set nor with a default");
  }

  @Test
  void anUnknownKeyIsAProblemThatNamesTheNearest() {
    conf.set("trainyard.modle.l2", "1");
    conf.set("dfs.replication", "1");
    Problems problems = new Problems();
    new EffectiveSettings(conf).check(problems);
    assertEquals(1, problems.all().size(), problems.all()::toString);
    assertTrue(problems.all().get(0).contains("trainyard.modle.l2"));
    assertTrue(problems.all().get(0).contains("the nearest is trainyard.model.l2"));
  }

  @Test
  void allRefusedValuesAreToldTogether() {
    conf.set("trainyard.model.l2", "-1");
    conf.set("trainyard.yarn.am-cores", "none");
    conf.set("trainyard.engine.engine", "fast");
    Problems problems = new Problems();
    new EffectiveSettings(conf).check(problems);
    assertEquals(3, problems.all().size(), problems.all()::toString);
  }
}
