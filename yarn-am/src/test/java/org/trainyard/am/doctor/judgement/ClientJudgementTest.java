package org.trainyard.am.doctor.judgement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.trainyard.am.doctor.Finding;
import org.trainyard.am.doctor.Level;
import org.trainyard.am.doctor.survey.ClientSeen;

class ClientJudgementTest {
  @Test
  void twoVersionsClashAndTwoCopiesDoNot() {
    List<Finding> clash =
        ClientJudgement.clashes(
            Map.of("avro", List.of("/user/lib/avro-1.7.7.jar", "/hadoop/lib/avro-1.11.5.jar")));
    assertEquals(Level.WARNING, Seen.worst(clash));
    assertTrue(clash.get(0).fact().contains("/user/lib/avro-1.7.7.jar"), Seen.words(clash));
    assertEquals(
        Level.OK,
        Seen.worst(
            ClientJudgement.clashes(
                Map.of("avro", List.of("/a/avro-1.11.5.jar", "/b/avro-1.11.5.jar")))));
  }

  @Test
  void aLibraryThatIsMissing() {
    assertEquals(Level.ERROR, Seen.worst(ClientJudgement.clashes(Map.of("guava", List.of()))));
  }

  @Test
  void versionsInNamesOfFiles() {
    assertEquals("33.4.8-jre", ClientJudgement.version("/lib/guava-33.4.8-jre.jar"));
    assertEquals("/classes", ClientJudgement.version("/classes"));
  }

  @Test
  void withoutSiteFilesThereIsNoCluster() {
    ClientSeen bare = new ClientSeen("17", "3.5.0", "local", "file:///", List.of(), Map.of());
    assertTrue(Seen.words(ClientJudgement.of(bare)).contains("HADOOP_CONF_DIR"));
  }
}
