package org.trainyard.am.page;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.trainyard.am.facts.ChromeTrace;
import org.trainyard.am.facts.FactsJson;
import org.trainyard.am.facts.Prometheus;
import org.trainyard.am.facts.RunFacts;
import org.trainyard.formats.run.JsonFile;

/** What the page says, for programs: {@code api/…} as JSON, {@code metrics} for Prometheus. */
public final class ApiServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  /** Names of the documents below {@code api/}. */
  static final List<String> DOCUMENTS =
      List.of("run", "models", "iterations", "workers", "splits", "config", "events", "schema");

  private static final String JSON = "application/json";
  private static final int LIMIT = 1000;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    RunFacts facts = PageSite.of(getServletContext()).facts();
    if (request.getServletPath().equals("/metrics")) {
      Answers.send(
          response, HttpServletResponse.SC_OK, Prometheus.CONTENT_TYPE, Prometheus.text(facts));
      return;
    }
    String path = request.getPathInfo() == null ? "" : request.getPathInfo().substring(1);
    try {
      String body =
          path.equals("schema") ? FactsJson.schema() : text(document(path, facts, request));
      if (body == null) {
        Answers.text(
            response,
            HttpServletResponse.SC_NOT_FOUND,
            "There is no such document; there are " + String.join(", ", DOCUMENTS) + ", trace");
      } else {
        Answers.send(response, HttpServletResponse.SC_OK, JSON, body);
      }
    } catch (NumberFormatException e) {
      Answers.text(
          response, HttpServletResponse.SC_BAD_REQUEST, "from and limit are whole numbers");
    }
  }

  private static String text(JsonNode document) throws IOException {
    return document == null ? null : JsonFile.MAPPER.writeValueAsString(document);
  }

  private static JsonNode document(String path, RunFacts facts, HttpServletRequest request) {
    return switch (path) {
      case "run" -> FactsJson.run(facts);
      case "models" -> FactsJson.models(facts);
      case "iterations" ->
          FactsJson.iterations(
              facts, parameter(request, "from", 1), parameter(request, "limit", LIMIT));
      case "workers" -> FactsJson.workers(facts);
      case "splits" -> FactsJson.splits(facts);
      case "config" -> FactsJson.config(facts);
      case "events" -> FactsJson.events(facts);
      case "trace" -> ChromeTrace.of(facts);
      default -> null;
    };
  }

  private static int parameter(HttpServletRequest request, String name, int otherwise) {
    String value = request.getParameter(name);
    return value == null ? otherwise : Integer.parseInt(value);
  }
}
