package org.trainyard.am.page;

import java.io.IOException;
import java.util.Map;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/** Scripts and styles of the page: the same for every run and everybody. */
public final class AssetServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  private static final Map<String, String> TYPES =
      Map.of(
          Assets.STYLE, "text/css; charset=utf-8", Assets.SCRIPT, "text/javascript; charset=utf-8");

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String path = request.getPathInfo();
    String name = path == null ? "" : path.substring(1);
    String type = TYPES.get(name);
    if (type == null) {
      Answers.text(response, HttpServletResponse.SC_NOT_FOUND, "There is no such file");
      return;
    }
    Answers.send(
        response,
        HttpServletResponse.SC_OK,
        type,
        name.equals(Assets.STYLE) ? Assets.style() : Assets.script());
  }
}
