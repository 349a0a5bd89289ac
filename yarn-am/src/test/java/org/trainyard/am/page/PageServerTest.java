package org.trainyard.am.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.trainyard.formats.run.JsonFile;

/** The server as the ResourceManager's proxy speaks to it: the user comes in the proxy's cookie. */
@Timeout(60)
class PageServerTest {
  private static final String HOST = "127.0.0.1";

  private final List<String> acts = new ArrayList<>();
  private final HttpClient client = HttpClient.newHttpClient();
  private PageServer server;
  private String address;

  private final class Recording implements RunActions {
    @Override
    public void stop(String user) {
      acts.add("stop " + user);
    }

    @Override
    public void kill(String user) {
      acts.add("kill " + user);
    }
  }

  @BeforeEach
  void start() throws IOException {
    Configuration conf = new Configuration();
    conf.set("yarn.resourcemanager.webapp.address", HOST + ":8088");
    conf.setBoolean("yarn.acl.enable", true);
    conf.set("yarn.admin.acl", "root");
    conf.set("mapreduce.job.acl-view-job", "vera");
    server =
        PageServer.start(
            conf,
            PageSite.of(
                conf, "alice", null, SyntheticRun.running(3, 12, 100)::facts, new Recording()),
            Map.of());
    address = server.address(HOST);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void servesThePageAndWhatItNeeds() throws Exception {
    HttpResponse<String> page = get("/", "alice");
    assertEquals(200, page.statusCode(), page.body());
    assertTrue(page.body().contains("flights nightly"));
    assertEquals(
        AccessFilter.CONTENT_SECURITY_POLICY,
        page.headers().firstValue("Content-Security-Policy").orElse(""));
    assertEquals("no-store", page.headers().firstValue("Cache-Control").orElse(""));
    assertEquals(Assets.style(), get("/assets/page.css", "alice").body());
    assertEquals(Assets.script(), get("/assets/page.js", "alice").body());
    assertEquals(200, get("/page", "vera").statusCode());
    assertEquals(404, get("/assets/../page.js", "alice").statusCode());
    assertEquals(404, get("/nothing", "alice").statusCode());
  }

  @ParameterizedTest
  @ValueSource(strings = {"run", "models", "iterations", "workers", "splits", "config", "events"})
  void answersPrograms(String document) throws Exception {
    HttpResponse<String> answer = get("/api/" + document, "vera");
    assertEquals(200, answer.statusCode(), answer.body());
    assertEquals(1, JsonFile.MAPPER.readTree(answer.body()).path("formatVersion").asInt());
  }

  @Test
  void answersInParts() throws Exception {
    String part = get("/api/iterations?from=4&limit=2", "alice").body();
    assertEquals(2, JsonFile.MAPPER.readTree(part).path("iterations").size());
    assertEquals(4, JsonFile.MAPPER.readTree(part).at("/iterations/0/iteration").asInt());
    assertEquals(400, get("/api/iterations?from=x", "alice").statusCode());
    assertTrue(get("/metrics", "alice").body().contains("# TYPE"));
    assertTrue(get("/api/trace", "alice").body().contains("traceEvents"));
    assertTrue(get("/api/schema", "alice").body().contains("$defs"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/page",
        "/api/run",
        "/metrics",
        "/assets/page.js",
        "/conf",
        "/jmx",
        "/static/"
      })
  void whoMayNotLookSeesNothing(String path) throws Exception {
    for (String user : new String[] {"mallory", null}) {
      HttpResponse<String> answer = get(path, user);
      assertEquals(403, answer.statusCode(), path);
      assertFalse(answer.body().contains("flights"), path);
    }
  }

  @Test
  void theOwnersPageStopsTheRun() throws Exception {
    String token = token(get("/", "alice").body());
    assertEquals(200, put("/action/stop", "alice", body(token)).statusCode());
    assertEquals(200, put("/action/kill", "alice", body(token)).statusCode());
    assertEquals(404, put("/action/dance", "alice", body(token)).statusCode());
    assertEquals(List.of("stop alice", "kill alice"), acts);
  }

  @Test
  void nobodyElseStopsIt() throws Exception {
    String owners = token(get("/", "alice").body());
    assertEquals(null, token(get("/", "vera").body()));
    assertEquals(403, put("/action/kill", "vera", body(owners)).statusCode());
    assertEquals(403, put("/action/kill", "mallory", body(owners)).statusCode());
    assertEquals(403, put("/action/kill", null, body(owners)).statusCode());
    // Another site in the owner's browser: it has the cookie and not the token.
    for (String forged : new String[] {"", "{}", "{\"token\":null}", body("guess"), "x"}) {
      assertEquals(403, put("/action/kill", "alice", forged).statusCode(), forged);
    }
    // A token of somebody else who may: it is not this one's.
    assertEquals(403, put("/action/kill", "root", body(owners)).statusCode());
    HttpRequest post =
        request("/action/kill", "alice")
            .POST(HttpRequest.BodyPublishers.ofString(body(owners)))
            .build();
    assertEquals(405, client.send(post, HttpResponse.BodyHandlers.ofString()).statusCode());
    assertEquals(List.of(), acts);
  }

  /** The proxy speaks HTTPS with browsers and HTTP with this page, as with MapReduce's. */
  @Test
  void behindAnHttpsProxyItServesHttpAndItsLinksStayThere() throws Exception {
    Configuration conf = new Configuration();
    conf.set("yarn.http.policy", "HTTPS_ONLY");
    conf.set("yarn.resourcemanager.webapp.https.address", HOST + ":8090");
    PageSite site =
        PageSite.of(
            conf,
            "alice",
            "/proxy/application_1_1",
            SyntheticRun.running(1, 2, 9)::facts,
            new Recording());
    try (PageServer behind = PageServer.start(conf, site, Map.of())) {
      address = behind.address(HOST);
      assertTrue(address.startsWith("http://"), address);
      assertEquals(200, get("/api/run", "alice").statusCode());
      HttpResponse<String> page = get("/", "alice");
      assertEquals(200, page.statusCode(), page.body());
      assertTrue(page.body().contains("<base href=\"/proxy/application_1_1/\">"), page.body());
      assertFalse(page.body().contains("http://" + HOST), "nothing leads around the proxy");
      String token = token(page.body());
      assertEquals(200, put("/action/stop", "alice", body(token)).statusCode());
      assertEquals(List.of("stop alice"), acts);
    }
  }

  @Test
  void servesWithTheKeyThatTheResourceManagerGave(@TempDir Path folder) throws Exception {
    String keys = folder.resolve("keys").toString();
    String command =
        Path.of(System.getProperty("java.home"), "bin", "keytool")
            + " -genkeypair -alias a -keyalg RSA -storetype JKS -dname CN=a -ext san=ip:127.0.0.1"
            + " -storepass secret -keypass secret -keystore "
            + keys;
    Process keytool = new ProcessBuilder(command.split(" ")).redirectErrorStream(true).start();
    String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, keytool.waitFor(), said);
    KeyStore store = KeyStore.getInstance(Path.of(keys).toFile(), "secret".toCharArray());
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    Configuration conf = new Configuration();
    conf.set("yarn.resourcemanager.webapp.address", HOST + ":8088");
    Map<String, String> environment =
        Map.of(
            "KEYSTORE_FILE_LOCATION",
            keys,
            "KEYSTORE_PASSWORD",
            "secret",
            "PWD",
            folder.toString());
    try (PageServer secure =
        PageServer.start(
            conf,
            PageSite.of(conf, "alice", null, SyntheticRun.running(1, 2, 9)::facts, new Recording()),
            environment)) {
      HttpResponse<String> page =
          HttpClient.newBuilder()
              .sslContext(context)
              .build()
              .send(
                  HttpRequest.newBuilder(URI.create(secure.address(HOST) + "/")).build(),
                  HttpResponse.BodyHandlers.ofString());
      assertTrue(secure.address(HOST).startsWith("https://"));
      assertEquals(200, page.statusCode());
    }
  }

  private HttpResponse<String> get(String path, String user) throws Exception {
    return client.send(request(path, user).GET().build(), HttpResponse.BodyHandlers.ofString());
  }

  private HttpResponse<String> put(String path, String user, String body) throws Exception {
    return client.send(
        request(path, user).PUT(HttpRequest.BodyPublishers.ofString(body)).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String path, String user) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address + path));
    return user == null ? request : request.header("Cookie", "proxy-user=" + user);
  }

  private static String body(String token) {
    return "{\"token\":\"" + token + "\"}";
  }

  private static String token(String page) {
    Matcher token = Pattern.compile("data-token=\"([0-9a-f]+)\"").matcher(page);
    return token.find() ? token.group(1) : null;
  }
}
