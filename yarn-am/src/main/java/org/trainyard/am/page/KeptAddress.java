package org.trainyard.am.page;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.hdfs.DFSUtilClient;
import org.apache.hadoop.hdfs.DistributedFileSystem;
import org.apache.hadoop.hdfs.client.HdfsClientConfigKeys;
import org.apache.hadoop.http.HttpConfig;
import org.apache.hadoop.ipc.RPC;
import org.apache.hadoop.net.NetUtils;
import org.trainyard.am.config.YarnKeys;

/**
 * Where a browser finds the kept page of a run, which the ResourceManager links to once the run is
 * over.
 *
 * <p>No daemon of Hadoop shows a file of HDFS as a page: WebHDFS hands it out as a file, which the
 * browser stores and opens. So the address is the one that {@code trainyard.yarn.kept-page-url}
 * makes (a gateway or a web server over the file system), or else WebHDFS of the NameNode that is
 * active now, or else none.
 */
public final class KeptAddress {
  private static final String PATH = "{path}";

  private KeptAddress() {}

  /** The address of a file of the run; empty if no browser can reach it. */
  public static Optional<String> of(Configuration conf, Path page) throws IOException {
    String template = YarnKeys.KEPT_PAGE_URL.get(conf::get);
    if (template != null) {
      return Optional.of(fill(template, page));
    }
    FileSystem fs = page.getFileSystem(conf);
    if (fs instanceof DistributedFileSystem hdfs) {
      return web(conf, hdfs).map(server -> open(server, page));
    }
    return Optional.empty();
  }

  /** The template with the path in it, escaped as a URL's path. */
  static String fill(String template, Path page) {
    return template.replace(PATH, escaped(page));
  }

  private static String open(String server, Path page) {
    return server + "/webhdfs/v1" + escaped(page) + "?op=OPEN";
  }

  private static String escaped(Path page) {
    try {
      return new URI(null, null, page.toUri().getPath(), null).getRawPath();
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("Not a path: " + page, e);
    }
  }

  /** The web server of the NameNode that answers now. */
  private static Optional<String> web(Configuration conf, DistributedFileSystem hdfs)
      throws IOException {
    if (!conf.getBoolean("dfs.webhdfs.enabled", true)) {
      return Optional.empty();
    }
    // Where NameNodes stand in for each other, an answer tells which of them is active.
    hdfs.getFileStatus(new Path("/"));
    return Optional.of(web(conf, RPC.getServerAddress(hdfs.getClient().getNamenode())));
  }

  /** The web server of the NameNode whose clients speak to an address. */
  static String web(Configuration conf, InetSocketAddress active) {
    boolean secure =
        HttpConfig.Policy.fromString(
                conf.get("dfs.http.policy", HttpConfig.Policy.HTTP_ONLY.name()))
            == HttpConfig.Policy.HTTPS_ONLY;
    String key =
        secure
            ? HdfsClientConfigKeys.DFS_NAMENODE_HTTPS_ADDRESS_KEY
            : HdfsClientConfigKeys.DFS_NAMENODE_HTTP_ADDRESS_KEY;
    String standard =
        "0.0.0.0:"
            + (secure
                ? HdfsClientConfigKeys.DFS_NAMENODE_HTTPS_PORT_DEFAULT
                : HdfsClientConfigKeys.DFS_NAMENODE_HTTP_PORT_DEFAULT);
    String address = conf.get(key + suffix(conf, active), conf.get(key, standard));
    InetSocketAddress web = NetUtils.createSocketAddr(address);
    // An address to listen on: the NameNode is where it was reached.
    String host =
        web.getAddress() != null && web.getAddress().isAnyLocalAddress()
            ? active.getHostName()
            : web.getHostName();
    return (secure ? "https" : "http") + "://" + host + ":" + web.getPort();
  }

  /**
   * {@code .nameservice.namenode} of the NameNode at an address, or {@code .nameservice} where it
   * has no stand-in; empty if there is only one.
   */
  private static String suffix(Configuration conf, InetSocketAddress active) {
    for (Map.Entry<String, Map<String, InetSocketAddress>> service :
        DFSUtilClient.getHaNnRpcAddresses(conf).entrySet()) {
      for (Map.Entry<String, InetSocketAddress> node : service.getValue().entrySet()) {
        if (active.equals(node.getValue()) && service.getKey() != null) {
          return "." + service.getKey() + (node.getKey() == null ? "" : "." + node.getKey());
        }
      }
    }
    return "";
  }
}
