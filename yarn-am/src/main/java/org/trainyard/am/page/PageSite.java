package org.trainyard.am.page;

import java.util.function.Supplier;
import javax.servlet.ServletContext;
import org.apache.hadoop.conf.Configuration;
import org.trainyard.am.facts.RunFacts;

/** What the servlets of a page share. Immutable; all of it may be used by many threads. */
public final class PageSite {
  /** Name of this object among the attributes of the server. */
  static final String ATTRIBUTE = PageSite.class.getName();

  private final AccessPolicy access;
  private final Supplier<RunFacts> facts;
  private final RunActions actions;
  private final String base;
  private final ActionToken token = new ActionToken();

  private PageSite(AccessPolicy access, Supplier<RunFacts> facts, RunActions actions, String base) {
    this.access = access;
    this.facts = facts;
    this.actions = actions;
    this.base = base;
  }

  /**
   * Of a run.
   *
   * @param owner who submitted it
   * @param proxyBase path of the application under the ResourceManager's proxy, or null where there
   *     is no proxy
   */
  public static PageSite of(
      Configuration conf,
      String owner,
      String proxyBase,
      Supplier<RunFacts> facts,
      RunActions actions) {
    return new PageSite(
        AccessPolicy.of(conf, owner), facts, actions, proxyBase == null ? "/" : proxyBase + "/");
  }

  /** Of the server that a servlet is in; null in a part of it that is not ours. */
  static PageSite of(ServletContext context) {
    return (PageSite) context.getAttribute(ATTRIBUTE);
  }

  AccessPolicy access() {
    return access;
  }

  ActionToken token() {
    return token;
  }

  RunActions actions() {
    return actions;
  }

  /** The run as it stands. */
  RunFacts facts() {
    return facts.get();
  }

  /** The page for a reader. */
  Frame frame(String user) {
    return new Frame.Served(base, access.mayModify(user) ? token.of(user) : null);
  }
}
