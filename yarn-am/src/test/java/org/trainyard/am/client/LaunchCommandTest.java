package org.trainyard.am.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LaunchCommandTest {
  private final Configuration conf = new Configuration(false);

  @Test
  void theCommandLine() {
    SubmissionSpec spec =
        new SubmissionSpec(
            "a",
            null,
            -1,
            null,
            new TreeSet<>(),
            1000,
            1,
            1,
            Duration.ZERO,
            "-XX:+UseSerialGC",
            true);
    assertEquals(
        List.of(
            "{{JAVA_HOME}}/bin/java -Xmx750m -XX:+UseSerialGC"
                + " -XX:Tier4InvocationThreshold=50000 -XX:Tier4MinInvocationThreshold=6000"
                + " -XX:Tier4CompileThreshold=150000 -XX:Tier4BackEdgeThreshold=400000"
                + " -Dlog4j.configuration=container-log4j.properties"
                + " -Dyarn.app.container.log.dir=<LOG_DIR> -Dyarn.app.container.log.filesize=0"
                + " -Dhadoop.root.logger=INFO,CLA -Dhadoop.root.logfile=syslog"
                + " org.trainyard.am.master.ApplicationMasterMain 1><LOG_DIR>/stdout 2><LOG_DIR>/stderr"),
        LaunchCommand.command(spec, Optional.empty()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-XX:TieredStopAtLevel=1",
        "-XX:-TieredCompilation",
        "-Xint",
        "-XX:CICompilerCount=2"
      })
  void whoSaysSomethingOfCompilersIsLeftAloneWithIt(String options) {
    String command = LaunchCommand.command("Main", 100, options, Optional.empty()).get(0);
    assertTrue(command.contains(" " + options + " -Dlog4j"), command);
  }

  @Test
  void aWorkerAsksForVectorsWhereItsNodeHasThemAndOnlyOnce() {
    String asks =
        "$(grep -qs jdk.incubator.vector {{JAVA_HOME}}/release && echo --add-modules=jdk.incubator.vector)";
    String command =
        LaunchCommand.commandWithVectors("Main", 100, "-XX:+UseSerialGC", Optional.empty()).get(0);
    assertTrue(command.contains(" -XX:+UseSerialGC " + asks + " "), command);
    String own = "--add-modules=jdk.incubator.vector,java.sql";
    command = LaunchCommand.commandWithVectors("Main", 100, own, Optional.empty()).get(0);
    assertTrue(command.contains(" " + own + " "), command);
    assertFalse(command.contains("grep"), command);
  }

  @Test
  void ourJarStandsBeforeWhatTheClusterGives() {
    conf.set("yarn.application.classpath", "/conf, /yarn/*");
    conf.set("mapreduce.application.classpath", "/mapreduce/*");
    assertEquals(
        "trainyard.jar<CPS>/conf<CPS>/yarn/*<CPS>/mapreduce/*",
        LaunchCommand.environment(conf).get("CLASSPATH"));
  }

  @Test
  void withoutAConfiguredClassPathHadoopsOwnDefaultsAreTaken() {
    conf.set("mapreduce.application.classpath", "");
    String classPath = LaunchCommand.environment(conf).get("CLASSPATH");
    assertTrue(classPath.contains("{{HADOOP_CONF_DIR}}"), classPath);
    assertTrue(classPath.contains("share/hadoop/mapreduce/*"), classPath);
  }

  @Test
  void theVariablesOfMapReducesOwnMasterAreOursToo() {
    conf.set("yarn.app.mapreduce.am.env", "HADOOP_MAPRED_HOME=/opt/hadoop");
    Map<String, String> environment = LaunchCommand.environment(conf);
    assertEquals("/opt/hadoop", environment.get("HADOOP_MAPRED_HOME"));
  }
}
