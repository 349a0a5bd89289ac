package org.trainyard.am.logs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NodeLogLinkTest {
  private static final String CONTAINER = "container_1_0001_01_000002";
  private static final String LOGS = "/ws/v1/node/containers/" + CONTAINER + "/logs";

  private HttpServer server;
  private LogLink link;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.start();
    link = new NodeLogLink(Map.of("n1:8041", "http://127.0.0.1:" + server.getAddress().getPort()));
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void answer(String path, String body) {
    server.createContext(
        path,
        exchange -> {
          boolean exact = exchange.getRequestURI().getPath().equals(path);
          byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(exact ? 200 : 404, exact ? bytes.length : -1);
          if (exact) {
            exchange.getResponseBody().write(bytes);
          }
          exchange.close();
        });
  }

  @Test
  void filesAndTheirLinesWithoutHadoopsEnvelope() throws IOException {
    answer(
        LOGS,
        "{\"containerLogsInfo\":[{\"containerLogInfo\":[{\"fileName\":\"stderr\",\"fileSize\":\"3\"},"
            + "{\"fileName\":\"syslog\",\"fileSize\":\"7\"}],\"nodeId\":\"n1:8041\"}]}");
    answer(
        LOGS + "/syslog",
        "Container: "
            + CONTAINER
            + " on n1:8041\nLogType:syslog\nLogLength:7\nLogContents:\nfirst\n\nlast\n"
            + "End of LogType:syslog\n*****\n");
    List<ContainerLog> files = link.files(CONTAINER, "ann", "n1");
    assertEquals(List.of("stderr", "syslog"), files.stream().map(ContainerLog::name).toList());
    assertEquals(7, files.get(1).bytes());
    List<String> lines = new ArrayList<>();
    link.read(files.get(1), "ann", lines::add);
    assertEquals(List.of("first", "", "last"), lines);
  }

  @Test
  void aNodeThatForgotTheContainerHasNoFiles() throws IOException {
    assertTrue(link.files(CONTAINER, "ann", null).isEmpty());
    assertTrue(link.absence().contains("1 node(s)"), link.absence());
  }
}
