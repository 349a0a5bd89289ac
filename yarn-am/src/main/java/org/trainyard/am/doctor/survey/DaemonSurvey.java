package org.trainyard.am.doctor.survey;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Asks the web servers that every Hadoop daemon has: {@code /jmx} for its Java, {@code /conf} for
 * its configuration, and the answer's date for its clock. A server that wants a login is not asked
 * further.
 */
public final class DaemonSurvey {
  /** A machine that is there answers a connection at once … */
  private static final Duration CONNECT = Duration.ofSeconds(4);

  /** … and a daemon that is busy, or asked for the first time, after a while. */
  private static final Duration ANSWER = Duration.ofSeconds(10);

  private static final int AT_ONCE = 8;
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /**
   * A daemon to ask.
   *
   * @param name for people
   * @param url with its scheme and without a path
   */
  public record Address(String name, String url) {}

  private final HttpClient client =
      HttpClient.newBuilder()
          .connectTimeout(CONNECT)
          .followRedirects(HttpClient.Redirect.NORMAL)
          .build();

  /** Asks all of them, some at once; answers in the same order. */
  public List<DaemonSeen> take(List<Address> daemons) throws InterruptedException {
    ExecutorService threads =
        Executors.newFixedThreadPool(
            AT_ONCE,
            work -> {
              Thread thread = new Thread(work, "doctor: web servers");
              thread.setDaemon(true);
              return thread;
            });
    try {
      List<Callable<DaemonSeen>> questions =
          daemons.stream().map(daemon -> (Callable<DaemonSeen>) () -> ask(daemon)).toList();
      return threads.invokeAll(questions).stream().map(DaemonSurvey::done).toList();
    } finally {
      threads.shutdownNow();
    }
  }

  private static DaemonSeen done(Future<DaemonSeen> answer) {
    try {
      return answer.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private DaemonSeen ask(Address daemon) throws InterruptedException {
    try {
      Instant before = Instant.now();
      HttpResponse<String> jmx = get(daemon, "/jmx?qry=java.lang:type=Runtime");
      Instant after = Instant.now();
      Optional<Duration> ahead = ahead(jmx, before, after);
      if (jmx.statusCode() != 200) {
        return new DaemonSeen(
            daemon.name(),
            daemon.url(),
            "its web server answers " + jmx.statusCode(),
            ahead,
            Optional.empty(),
            Map.of());
      }
      return new DaemonSeen(
          daemon.name(), daemon.url(), "", ahead, java(jmx.body()), settings(daemon));
    } catch (IOException | IllegalArgumentException e) {
      return DaemonSeen.silent(daemon.name(), daemon.url(), reason(e));
    }
  }

  private HttpResponse<String> get(Address daemon, String path)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(daemon.url() + path))
            .timeout(ANSWER)
            .header("Accept", "application/json")
            .build();
    return client.send(request, HttpResponse.BodyHandlers.ofString());
  }

  private Map<String, String> settings(Address daemon) throws IOException, InterruptedException {
    HttpResponse<String> conf = get(daemon, "/conf");
    Map<String, String> settings = new HashMap<>();
    if (conf.statusCode() == 200) {
      for (JsonNode property : MAPPER.readTree(conf.body()).path("properties")) {
        settings.put(property.path("key").asText(), property.path("value").asText());
      }
    }
    return settings;
  }

  /** The middle of asking and hearing is when the answer was made, as well as we can know. */
  private static Optional<Duration> ahead(HttpResponse<?> response, Instant before, Instant after) {
    Instant middle = before.plus(Duration.between(before, after).dividedBy(2));
    return response
        .headers()
        .firstValue("Date")
        .flatMap(DaemonSurvey::date)
        .map(date -> Duration.between(middle, date));
  }

  private static Optional<Instant> date(String header) {
    try {
      return Optional.of(
          ZonedDateTime.parse(header, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> java(String body) throws IOException {
    for (JsonNode property : MAPPER.readTree(body).path("beans").path(0).path("SystemProperties")) {
      if (property.path("key").asText().equals("java.version")) {
        return Optional.of(property.path("value").asText());
      }
    }
    return Optional.empty();
  }

  private static String reason(Exception e) {
    String message = e.getMessage();
    return e.getClass().getSimpleName()
        + (message == null ? "" : ": " + message.lines().findFirst().orElse(""));
  }
}
