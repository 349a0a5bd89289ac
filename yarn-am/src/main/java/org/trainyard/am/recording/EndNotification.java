package org.trainyard.am.recording;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.trainyard.am.config.YarnKeys;
import org.trainyard.formats.config.KeySource;

/**
 * Tells a URL that a run is over, as MapReduce does with {@code
 * mapreduce.job.end-notification.url}: a GET, tried again until it is answered with 200 or the
 * attempts are spent. Whether it is heard changes nothing for the run.
 *
 * @param url with {@code $jobId}, {@code $jobStatus}, {@code $runId} and {@code $output} in it
 * @param attempts most requests
 * @param interval between two of them
 */
public record EndNotification(String url, int attempts, Duration interval) {
  private static final Logger LOG = LoggerFactory.getLogger(EndNotification.class);

  /** MapReduce's own default. */
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  /** How a run ended, in MapReduce's words. */
  public enum Status {
    SUCCEEDED,
    FAILED,
    KILLED
  }

  /**
   * Who ended and how.
   *
   * @param jobId the application, or the run where no cluster is involved
   * @param status how it ended
   * @param runId identity of the run
   * @param output its folder
   */
  public record Ending(String jobId, Status status, String runId, String output) {}

  /** As configured; empty url if nobody is to be told. */
  public static EndNotification of(KeySource settings) {
    return new EndNotification(
        YarnKeys.END_NOTIFICATION_URL.get(settings),
        YarnKeys.END_NOTIFICATION_ATTEMPTS.get(settings).intValue(),
        Duration.ofMillis(YarnKeys.END_NOTIFICATION_INTERVAL_MS.get(settings)));
  }

  /** The URL for an ending; values are encoded for a query. */
  String fill(Ending ending) {
    return url.replace("$jobId", encoded(ending.jobId()))
        .replace("$jobStatus", ending.status().name())
        .replace("$runId", encoded(ending.runId()))
        .replace("$output", encoded(ending.output()));
  }

  /** Tells it; whether it was heard. Takes at most attempts times (5 s and the interval). */
  public boolean tell(Ending ending) throws InterruptedException {
    if (url == null || url.isBlank()) {
      return false;
    }
    HttpRequest request;
    try {
      request = HttpRequest.newBuilder(URI.create(fill(ending))).timeout(TIMEOUT).GET().build();
    } catch (IllegalArgumentException e) {
      LOG.warn("{} is not told that the run is over: {}", url, e.getMessage());
      return false;
    }
    HttpClient client =
        HttpClient.newBuilder()
            .connectTimeout(TIMEOUT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    for (int attempt = 1; attempt <= attempts; attempt++) {
      try {
        int status = client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        if (status == 200) {
          LOG.info("{} is told that the run is over", request.uri());
          return true;
        }
        LOG.warn("{} answers {}, attempt {} of {}", request.uri(), status, attempt, attempts);
      } catch (IOException e) {
        LOG.warn("{}: {}, attempt {} of {}", request.uri(), e.toString(), attempt, attempts);
      }
      if (attempt < attempts) {
        Thread.sleep(interval.toMillis());
      }
    }
    return false;
  }

  private static String encoded(String value) {
    return URLEncoder.encode(String.valueOf(value), StandardCharsets.UTF_8);
  }
}
