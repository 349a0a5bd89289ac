package org.trainyard.am.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
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

  /** Two NameNodes under a logical name, and one more name without a stand-in. */
  private static Configuration highlyAvailable() {
    Configuration conf = new Configuration(false);
    conf.set("fs.defaultFS", "hdfs://yard");
    conf.set("dfs.nameservices", "yard,depot");
    conf.set("dfs.ha.namenodes.yard", "nn1,nn2");
    conf.set("dfs.namenode.rpc-address.yard.nn1", "127.0.0.1:8020");
    conf.set("dfs.namenode.rpc-address.yard.nn2", "127.0.0.2:8020");
    conf.set("dfs.namenode.http-address.yard.nn1", "127.0.0.1:9870");
    conf.set("dfs.namenode.http-address.yard.nn2", "0.0.0.0:9871");
    conf.set("dfs.namenode.https-address.yard.nn2", "127.0.0.2:9443");
    conf.set("dfs.namenode.rpc-address.depot", "127.0.0.3:8020");
    conf.set("dfs.namenode.http-address.depot", "127.0.0.3:9872");
    return conf;
  }

  @Test
  void ofNameNodesUnderALogicalNameTheActiveOneIsLinkedTo() {
    Configuration conf = highlyAvailable();
    InetSocketAddress first = new InetSocketAddress("127.0.0.1", 8020);
    InetSocketAddress second = new InetSocketAddress("127.0.0.2", 8020);
    assertTrue(KeptAddress.web(conf, first).endsWith(":9870"), KeptAddress.web(conf, first));
    String listening = KeptAddress.web(conf, second);
    assertTrue(listening.endsWith(":9871") && !listening.contains("0.0.0.0"), listening);
    assertFalse(listening.contains("yard"), "no browser knows the logical name");
    conf.set("dfs.http.policy", "HTTPS_ONLY");
    assertEquals("https://127.0.0.2:9443", KeptAddress.web(conf, second));
  }

  @Test
  void aNameServiceWithoutAStandInHasItsOwnAddressToo() {
    InetSocketAddress depot = new InetSocketAddress("127.0.0.3", 8020);
    assertEquals("http://127.0.0.3:9872", KeptAddress.web(highlyAvailable(), depot));
  }

  @Test
  void noBrowserFindsALocalFileOfANode() throws IOException {
    assertEquals(Optional.empty(), KeptAddress.of(new Configuration(), PAGE));
  }
}
