package org.trainyard.am.exchange;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.security.Credentials;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExchangeFolderTest {
  @TempDir private Path path;

  private ExchangeFolder folder() throws IOException {
    return new ExchangeFolder(
        FileSystem.getLocal(new Configuration()), new org.apache.hadoop.fs.Path(path.toUri()));
  }

  @Test
  void theNextAttemptFindsTheTokenAndNobodyElseReadsIt() throws IOException {
    ExchangeToken first = folder().token("somebody", "run-1");
    ExchangeToken second = folder().token("somebody", "run-1");
    assertArrayEquals(first.token().getPassword(), second.token().getPassword());
    assertArrayEquals(first.token().getIdentifier(), second.token().getIdentifier());
    assertEquals("somebody", second.caller().getUserName());
    assertEquals(
        "rw-------",
        PosixFilePermissions.toString(
            Files.getPosixFilePermissions(path.resolve("exchange.token"))));
    try (Stream<Path> files = Files.list(path)) {
      assertEquals(
          List.of(".exchange.token.crc", "exchange.token"),
          files.map(file -> file.getFileName().toString()).sorted().toList());
    }
  }

  @Test
  void aContainerFindsTheTokenAmongItsCredentials() throws IOException {
    ExchangeToken token = folder().token("somebody", "run-1");
    Credentials credentials = new Credentials();
    assertThrows(IOException.class, () -> ExchangeToken.of(credentials));
    token.addTo(credentials);
    assertArrayEquals(
        token.token().getPassword(), ExchangeToken.of(credentials).token().getPassword());
  }

  @Test
  void theLastMasterThatSpokeIsFound() throws IOException {
    assertThrows(IOException.class, () -> folder().address());
    folder().announce(new ExchangeFolder.MasterAddress(1, "node1", 1234));
    folder().announce(new ExchangeFolder.MasterAddress(2, "node2", 4321));
    ExchangeFolder.MasterAddress now = folder().address();
    assertEquals(2, now.epoch());
    assertEquals("node2", now.host());
    assertEquals(4321, now.port());
  }
}
