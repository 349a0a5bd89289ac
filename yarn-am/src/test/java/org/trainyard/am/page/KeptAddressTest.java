package org.trainyard.am.page;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;
import org.trainyard.am.config.YarnKeys;

class KeptAddressTest {
  private static final Path PAGE = new Path("file:/runs/a b?ä/page.html");

  @Test
  void theSitesOwnAddressHasThePathEscaped() throws IOException {
    Configuration conf = new Configuration(false);
    conf.set(YarnKeys.KEPT_PAGE_URL.name(), "https://gate/files{path}?view=1");
    assertEquals(
        Optional.of("https://gate/files/runs/a%20b%3Fä/page.html?view=1"),
        KeptAddress.of(conf, PAGE));
  }

  @Test
  void noBrowserFindsALocalFileOfANode() throws IOException {
    assertEquals(Optional.empty(), KeptAddress.of(new Configuration(), PAGE));
  }
}
