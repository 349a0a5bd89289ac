package org.trainyard.am.doctor.survey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DaemonSurveyTest {
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void answer(String path, int status, String body) {
    server.createContext(
        path,
        exchange -> {
          byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
  }

  private DaemonSeen ask(int port) throws InterruptedException {
    return new DaemonSurvey()
        .take(List.of(new DaemonSurvey.Address("a daemon", "http://127.0.0.1:" + port)))
        .get(0);
  }

  @Test
  void javaClockAndSettings() throws Exception {
    answer(
        "/jmx",
        200,
        "{\"beans\":[{\"SystemProperties\":[{\"key\":\"java.version\",\"value\":\"17.0.15\"}]}]}");
    answer("/conf", 200, "{\"properties\":[{\"key\":\"a.b\",\"value\":\"c\",\"isFinal\":false}]}");
    DaemonSeen seen = ask(server.getAddress().getPort());
    assertEquals("", seen.problem());
    assertEquals("17.0.15", seen.java().orElseThrow());
    assertEquals("c", seen.settings().get("a.b"));
    assertTrue(seen.ahead().isPresent());
  }

  @Test
  void oneThatWantsALoginStillTellsItsClock() throws Exception {
    answer("/jmx", 401, "");
    DaemonSeen seen = ask(server.getAddress().getPort());
    assertTrue(seen.problem().contains("401"), seen.problem());
    assertTrue(seen.ahead().isPresent());
    assertFalse(seen.toldSettings());
  }

  @Test
  void oneThatIsNotThere() throws Exception {
    int port = server.getAddress().getPort();
    server.stop(0);
    DaemonSeen seen = ask(port);
    assertTrue(seen.problem().contains("ConnectException"), seen.problem());
  }
}
