package org.trainyard.am.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.trainyard.am.config.YarnKeys.EngineName;
import org.trainyard.formats.config.Problems;

class EngineChoiceTest {
  private final Configuration conf = new Configuration(false);

  @Test
  void autoGoesByTheFrameworkAndSaysWhy() {
    assertEquals(EngineName.LOCAL, EngineChoice.of(conf).engine());
    conf.set("mapreduce.framework.name", "yarn");
    EngineChoice choice = EngineChoice.of(conf);
    assertEquals(EngineName.CHAINED, choice.engine());
    assertTrue(choice.sentence().contains("because mapreduce.framework.name is yarn"));
  }

  @Test
  void anAskedForEngineIsTaken() {
    conf.set("mapreduce.framework.name", "yarn");
    conf.set("trainyard.engine.engine", "local");
    assertEquals(EngineName.LOCAL, EngineChoice.of(conf).engine());
  }

  @Test
  void chainedWithoutAClusterIsAProblem() {
    conf.set("trainyard.engine.engine", "chained");
    Problems problems = new Problems();
    EngineChoice.check(conf, problems);
    assertTrue(problems.all().get(0).contains("there is no cluster"), problems.all()::toString);
  }
}
