package org.trainyard.am.logs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs on the nodes themselves, from the web servers of the NodeManagers: of live applications, and
 * of ended ones where logs are not collected and not deleted yet. A web server that wants a login
 * is not asked further.
 */
public final class NodeLogLink implements LogLink {
  private static final Logger LOG = LoggerFactory.getLogger(NodeLogLink.class);
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final Map<String, String> nodes;
  private final HttpClient client =
      HttpClient.newBuilder()
          .connectTimeout(PATIENCE)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  /**
   * Over these nodes.
   *
   * @param nodes web addresses with their scheme by node ({@code host:port})
   */
  public NodeLogLink(Map<String, String> nodes) {
    this.nodes = new TreeMap<>(nodes);
  }

  @Override
  public List<ContainerLog> files(String container, String owner, String node) {
    List<ContainerLog> files = new ArrayList<>();
    for (Map.Entry<String, String> candidate : candidates(node).entrySet()) {
      String url = candidate.getValue() + "/ws/v1/node/containers/" + container + "/logs";
      try {
        HttpResponse<InputStream> answer = get(url, "application/json");
        try (InputStream body = answer.body()) {
          if (answer.statusCode() == 200) {
            collect(MAPPER.readTree(body), container, candidate.getKey(), url, files);
          }
        }
      } catch (IOException e) {
        // Another node may have it; a container's node may be the one that died.
        LOG.debug("Cannot ask {}", url, e);
      }
      if (!files.isEmpty()) {
        return files;
      }
    }
    return files;
  }

  /** One document, or one for each place where a node keeps logs. */
  private static void collect(
      JsonNode document, String container, String node, String url, List<ContainerLog> files) {
    List<JsonNode> places = new ArrayList<>();
    JsonNode logs = document.path("containerLogsInfo");
    (logs.isArray() ? logs : MAPPER.createArrayNode().add(logs.isMissingNode() ? document : logs))
        .forEach(places::add);
    for (JsonNode place : places) {
      JsonNode infos = place.path("containerLogInfo");
      (infos.isArray() ? infos : MAPPER.createArrayNode().add(infos))
          .forEach(
              info -> {
                String name = info.path("fileName").asText();
                if (!name.isEmpty()) {
                  files.add(
                      new ContainerLog(
                          container, node, name, info.path("fileSize").asLong(), url + "/" + name));
                }
              });
    }
  }

  @Override
  public void read(ContainerLog file, String owner, Consumer<String> lines) throws IOException {
    HttpResponse<InputStream> answer = get(file.where(), "text/plain");
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
      if (answer.statusCode() != 200) {
        throw new IOException(file.where() + " answers " + answer.statusCode());
      }
      Envelope.strip(reader, lines);
    }
  }

  @Override
  public List<String> containers(String application, String owner) {
    return List.of();
  }

  @Override
  public String absence() {
    return nodes.isEmpty()
        ? "the ResourceManager named no node to ask"
        : "none of " + nodes.size() + " node(s) has it (any more)";
  }

  /** The node itself where it is known, else all of its host, else all. */
  private Map<String, String> candidates(String node) {
    if (node == null) {
      return nodes;
    }
    String host = node.replaceFirst(":.*$", "").toLowerCase(Locale.ROOT);
    Map<String, String> exact = new TreeMap<>(nodes);
    exact.keySet().removeIf(name -> !name.equalsIgnoreCase(node));
    if (!exact.isEmpty()) {
      return exact;
    }
    Map<String, String> ofHost = new TreeMap<>(nodes);
    ofHost.keySet().removeIf(name -> !name.toLowerCase(Locale.ROOT).startsWith(host + ":"));
    return ofHost.isEmpty() ? nodes : ofHost;
  }

  private HttpResponse<InputStream> get(String url, String type) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url)).timeout(PATIENCE).header("Accept", type).build();
    try {
      return client.send(request, HttpResponse.BodyHandlers.ofInputStream());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while asking " + url, e);
    }
  }
}
