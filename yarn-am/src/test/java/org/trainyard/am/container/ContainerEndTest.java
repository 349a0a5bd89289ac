package org.trainyard.am.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.apache.hadoop.yarn.api.records.ContainerExitStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContainerEndTest {
  @ParameterizedTest
  @CsvSource({
    "0, WANTED",
    "-105, WANTED",
    "-107, WANTED", // we or the application's end
    "-100, TAKEN",
    "-101, TAKEN",
    "-102, TAKEN",
    "-106, TAKEN",
    "-108, TAKEN",
    "1, FAILED",
    "137, FAILED",
    "143, FAILED",
    "-103, FAILED",
    "-104, FAILED",
    "-1000, FAILED"
  })
  void whatTheEnvironmentTakesIsNoFailure(int status, ContainerEnd meaning) {
    assertEquals(meaning, ContainerEnd.of(status));
  }

  @Test
  void tooMuchMemoryNamesItsCure() {
    String told = ContainerEnd.describe(ContainerExitStatus.KILLED_EXCEEDED_PMEM, "4 GB used");
    assertTrue(told.contains("--container-memory-mb") && told.contains("4 GB used"), told);
    assertEquals("exit status 1", ContainerEnd.describe(1, null));
  }
}
