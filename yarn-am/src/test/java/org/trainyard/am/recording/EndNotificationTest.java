package org.trainyard.am.recording;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EndNotificationTest {
  private static final EndNotification.Ending ENDING =
      new EndNotification.Ending(
          "application_1_2", EndNotification.Status.SUCCEEDED, "0abc", "hdfs://n/runs/a b");

  private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
  private int refusals;
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
          exchange.sendResponseHeaders(asked.size() <= refusals ? 503 : 200, -1);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void tellsWhoEndedAndHow() throws InterruptedException {
    assertTrue(notification(1).tell(ENDING));
    assertEquals(
        List.of(
            "GET /done?job=application_1_2&status=SUCCEEDED&run=0abc&at=hdfs%3A%2F%2Fn%2Fruns%2Fa+b"),
        asked);
  }

  @Test
  void triesAgainUntilItIsHeard() throws InterruptedException {
    refusals = 2;
    assertTrue(notification(5).tell(ENDING));
    assertEquals(3, asked.size());
  }

  @Test
  void givesUpAfterItsAttempts() throws InterruptedException {
    refusals = 10;
    assertFalse(notification(3).tell(ENDING));
    assertEquals(3, asked.size());
  }

  @Test
  void nobodyIsToldWhereNoUrlIsSetOrItIsNone() throws InterruptedException {
    assertFalse(new EndNotification("", 5, Duration.ZERO).tell(ENDING));
    assertFalse(new EndNotification(null, 5, Duration.ZERO).tell(ENDING));
    assertFalse(new EndNotification("no url at all", 5, Duration.ZERO).tell(ENDING));
    assertFalse(EndNotification.of(name -> null).tell(ENDING));
    assertEquals(List.of(), asked);
  }

  private EndNotification notification(int attempts) {
    String url =
        "http://"
            + server.getAddress().getHostString()
            + ":"
            + server.getAddress().getPort()
            + "/done?job=$jobId&status=$jobStatus&run=$runId&at=$output";
    return new EndNotification(url, attempts, Duration.ofMillis(1));
  }
}
