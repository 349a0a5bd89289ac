package org.trainyard.am.page;

import java.io.IOException;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/** The page itself, at the root and as {@code page}, where its script asks for it again. */
public final class PageServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String path = request.getRequestURI();
    if (path.equals("/") || path.equals("/page") || path.equals("/index.html")) {
      PageSite site = PageSite.of(getServletContext());
      Answers.send(
          response,
          HttpServletResponse.SC_OK,
          "text/html; charset=utf-8",
          RunPage.of(site.facts(), site.frame(request.getRemoteUser())));
    } else {
      Answers.text(
          response, HttpServletResponse.SC_NOT_FOUND, "There is no such part of the run's page");
    }
  }
}
