package org.trainyard.am.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
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
  void forATrainingOnTheClusterAutoIsLeftToTheApplicationMaster() {
    assertEquals(EngineName.LOCAL, EngineChoice.training(conf).engine());
    conf.set("mapreduce.framework.name", "yarn");
    assertEquals(EngineName.AUTO, EngineChoice.training(conf).engine());
    conf.set("trainyard.engine.engine", "resident");
    assertEquals(EngineName.RESIDENT, EngineChoice.training(conf).engine());
  }

  @Test
  void anAskedForEngineIsTaken() {
    conf.set("mapreduce.framework.name", "yarn");
    conf.set("trainyard.engine.engine", "local");
    assertEquals(EngineName.LOCAL, EngineChoice.of(conf).engine());
  }

  @ParameterizedTest
  @ValueSource(strings = {"chained", "resident"})
  void anEngineOfTheClusterWithoutAClusterIsAProblem(String engine) {
    conf.set("trainyard.engine.engine", engine);
    Problems problems = new Problems();
    EngineChoice.check(conf, problems);
    assertTrue(problems.all().get(0).contains("there is no cluster"), problems.all()::toString);
  }
}
