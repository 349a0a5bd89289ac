package org.trainyard.it.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** One command leads from the sources to a model that was trained on a cluster, and cleans up. */
class QuickstartIT {
  @RegisterExtension
  static final DevelopmentCluster CLUSTER = new DevelopmentCluster("quickstart-cluster");

  @Test
  void trainsMeasuresPredictsAndLeavesNothingRunning() throws IOException, InterruptedException {
    Script quickstart =
        Script.run(CLUSTER.folder(), "scripts/quickstart", "--dir", CLUSTER.folder().toString())
            .succeeded();
    // What LIBLINEAR reaches with C = 1.
    assertEquals(0.8499, quickstart.number("^\\s*accuracy\\s+(\\S+)"), 0.0005);
    assertTrue(quickstart.output().contains("http://"), quickstart.output());
    assertEquals(List.of(), CLUSTER.processes());
  }
}
