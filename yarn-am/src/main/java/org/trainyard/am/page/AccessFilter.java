package org.trainyard.am.page;

import java.io.IOException;
import javax.servlet.Filter;
import javax.servlet.FilterChain;
import javax.servlet.FilterConfig;
import javax.servlet.ServletException;
import javax.servlet.ServletRequest;
import javax.servlet.ServletResponse;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/**
 * Refuses who may not look, whatever is asked for; runs behind the filter that says who asks. The
 * answers of a page are made for one person and one moment: nothing may keep them.
 */
public final class AccessFilter implements Filter {
  /** Scripts, styles and requests of this origin alone; no frame of another page. */
  static final String CONTENT_SECURITY_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self';"
          + " base-uri 'self'; form-action 'none'; frame-ancestors 'self'";

  @Override
  public void init(FilterConfig config) {
    // Hadoop's server shares this object between its parts: each request says in which it is.
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    HttpServletRequest asked = (HttpServletRequest) request;
    HttpServletResponse answer = (HttpServletResponse) response;
    answer.setHeader("Content-Security-Policy", CONTENT_SECURITY_POLICY);
    answer.setHeader("Referrer-Policy", "same-origin");
    answer.setHeader("X-Content-Type-Options", "nosniff");
    answer.setHeader("Cache-Control", "no-store");
    PageSite site = PageSite.of(asked.getServletContext());
    // A part of Hadoop's server that is not ours has no site, and shows nothing.
    if (site != null && site.access().mayView(asked.getRemoteUser())) {
      chain.doFilter(request, response);
    } else {
      Answers.text(
          answer,
          HttpServletResponse.SC_FORBIDDEN,
          (asked.getRemoteUser() == null ? "Somebody without a name" : asked.getRemoteUser())
              + " may not look at this run. Its owner can allow it with mapreduce.job.acl-view-job.");
    }
  }

  @Override
  public void destroy() {
    // Holds nothing.
  }
}
