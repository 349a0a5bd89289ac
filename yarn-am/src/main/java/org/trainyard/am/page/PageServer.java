package org.trainyard.am.page;

import java.io.IOException;
import java.net.URI;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.http.HttpServer2;
import org.apache.hadoop.yarn.server.webproxy.amfilter.AmFilterInitializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves the page of a run with Hadoop's own HTTP server, on a port that is free, to the
 * ResourceManager's proxy alone. With HTTPS where the ResourceManager gave this container a key for
 * it ({@code yarn.resourcemanager.application-https.policy}), as MapReduce's page has it.
 */
public final class PageServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PageServer.class);

  /** Of the folder {@code webapps/trainyard}, which Hadoop's server looks for. */
  private static final String NAME = "trainyard";

  /** The container's own folder. */
  private static final String FOLDER = "PWD";

  /** Where the ResourceManager put a key for this container. */
  private static final String KEY_STORE = "KEYSTORE_FILE_LOCATION";

  private static final String KEY_STORE_PASSWORD = "KEYSTORE_PASSWORD";
  private static final String KEY_STORE_TYPE = "JKS";
  private static final int THREADS = 12;

  private final HttpServer2 server;
  private final String scheme;

  private PageServer(HttpServer2 server, String scheme) {
    this.server = server;
    this.scheme = scheme;
  }

  /**
   * Starts serving.
   *
   * @param environment of the container
   */
  public static PageServer start(Configuration conf, PageSite site, Map<String, String> environment)
      throws IOException {
    Configuration own = new Configuration(conf);
    own.set(
        HttpServer2.FILTER_INITIALIZER_PROPERTY,
        AmFilterInitializer.class.getName() + "," + AccessFilterInitializer.class.getName());
    // One run, a few readers: no need for a thread on each of a large node's cores.
    own.setInt(HttpServer2.HTTP_ACCEPTOR_COUNT_KEY, 1);
    own.setInt(HttpServer2.HTTP_SELECTOR_COUNT_KEY, 1);
    own.setInt(HttpServer2.HTTP_MAX_THREADS_KEY, THREADS);
    String folder = environment.get(FOLDER);
    if (folder != null) {
      // What the server unpacks goes with the container, however that ends.
      own.set(HttpServer2.HTTP_TEMP_DIR_KEY, folder + "/page-server");
    }
    String keys = environment.get(KEY_STORE);
    String scheme = keys == null ? HttpServer2.HTTP_SCHEME : HttpServer2.HTTPS_SCHEME;
    HttpServer2.Builder builder =
        new HttpServer2.Builder()
            .setName(NAME)
            .setConf(own)
            .setFindPort(true)
            .addEndpoint(URI.create(scheme + "://0.0.0.0:0"));
    if (keys != null) {
      String password = environment.get(KEY_STORE_PASSWORD);
      builder.keyStore(keys, password, KEY_STORE_TYPE).keyPassword(password);
    }
    HttpServer2 server = builder.build();
    server.setAttribute(PageSite.ATTRIBUTE, site);
    server.addServlet("api", "/api/*", ApiServlet.class);
    server.addServlet("metrics", "/metrics", ApiServlet.class);
    server.addServlet("asset", "/assets/*", AssetServlet.class);
    server.addServlet("action", "/action/*", ActionServlet.class);
    server.addServlet("root", "/", PageServlet.class);
    server.start();
    PageServer started = new PageServer(server, scheme);
    LOG.info("The page of the run is served on port {} ({})", started.port(), scheme);
    return started;
  }

  /** Address of the page as the ResourceManager's proxy is to see it. */
  public String address(String host) {
    return scheme + "://" + host + ":" + port();
  }

  private int port() {
    return server.getConnectorAddress(0).getPort();
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      LOG.warn("The page's server did not stop", e);
    }
  }
}
