package org.trainyard.am.page;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import javax.servlet.http.HttpServletResponse;

/**
 * Writes whole answers with their length: the ResourceManager's proxy passes headers on as they
 * are, and fails on an answer without a body.
 */
final class Answers {
  private Answers() {}

  /** A sentence. */
  static void text(HttpServletResponse response, int status, String sentence) throws IOException {
    send(response, status, "text/plain; charset=utf-8", sentence + "\n");
  }

  /** A document. */
  static void send(HttpServletResponse response, int status, String type, String body)
      throws IOException {
    send(response, status, type, body.getBytes(StandardCharsets.UTF_8));
  }

  /** A document in bytes. */
  static void send(HttpServletResponse response, int status, String type, byte[] body)
      throws IOException {
    response.setStatus(status);
    response.setContentType(type);
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }
}
