package org.trainyard.mapreduce.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobAccountTest {
  @ParameterizedTest
  @CsvSource({
    "http://node7:8042, node7",
    "node7:8042, node7",
    "https://10.1.2.3:8044/node, 10.1.2.3",
    "http://node7:-1, node7",
    "http://[fe80::1]:8042, [fe80::1]",
    "[fe80::1], [fe80::1]",
    "node7, node7"
  })
  void theHostOfANodesPage(String page, String host) {
    assertEquals(host, JobAccount.host(page));
  }

  @Test
  void nothingIsKnownWithoutAPage() {
    assertNull(JobAccount.host(null));
    assertNull(JobAccount.host(" "));
  }
}
