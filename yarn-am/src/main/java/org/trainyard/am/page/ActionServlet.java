package org.trainyard.am.page;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.trainyard.formats.run.JsonFile;

/**
 * Stops or kills the run for who may: {@code PUT action/stop} and {@code PUT action/kill} with
 * {@code {"token": …}}, the token of that person's own copy of the page.
 *
 * <p>PUT and no POST, for the ResourceManager's proxy passes nothing else on; and no site of
 * another origin can send it without being asked whether it may, which nobody answers. The token is
 * in the body, for the proxy drops headers that it does not know.
 */
public final class ActionServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(ActionServlet.class);
  private static final int MOST_BYTES = 4096;

  @Override
  protected void doPut(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    PageSite site = PageSite.of(getServletContext());
    String user = request.getRemoteUser();
    if (!site.access().mayModify(user)) {
      Answers.text(
          response,
          HttpServletResponse.SC_FORBIDDEN,
          (user == null ? "Somebody without a name" : user)
              + " may not stop this run. Its owner can allow it with mapreduce.job.acl-modify-job;"
              + " the name that all visitors share (hadoop.http.staticuser.user) never may: use"
              + " 'trainyard stop'.");
    } else if (!site.token().fits(user, token(request))) {
      Answers.text(
          response,
          HttpServletResponse.SC_FORBIDDEN,
          "The page is not the one that was given to " + user + ": load it again.");
    } else {
      act(site.actions(), request.getPathInfo(), user, response);
    }
  }

  private static void act(
      RunActions actions, String path, String user, HttpServletResponse response)
      throws IOException {
    try {
      if ("/stop".equals(path)) {
        LOG.info("{} stops the run on its page", user);
        actions.stop(user);
        Answers.text(
            response,
            HttpServletResponse.SC_OK,
            "The run stops after its current iteration; the same command goes on with it.");
      } else if ("/kill".equals(path)) {
        LOG.info("{} kills the application on the run's page", user);
        actions.kill(user);
        Answers.text(response, HttpServletResponse.SC_OK, "The application is being ended.");
      } else {
        Answers.text(response, HttpServletResponse.SC_NOT_FOUND, "There is no such action.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted", e);
    }
  }

  private static String token(HttpServletRequest request) throws IOException {
    byte[] body = request.getInputStream().readNBytes(MOST_BYTES);
    try {
      JsonNode document = JsonFile.MAPPER.readTree(body);
      return document == null ? null : document.path("token").asText(null);
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      return null;
    }
  }
}
