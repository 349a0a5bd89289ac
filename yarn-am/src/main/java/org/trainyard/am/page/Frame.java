package org.trainyard.am.page;

/** How a page reaches its reader: served by the run itself, or kept in one file. */
interface Frame {
  /** Whether the page asks the run for what is new. */
  boolean live();

  /** What relative links are relative to; null for the page's own address. */
  String base();

  /** The reader's token for stopping the run; null for who may not. */
  String token();

  /** Writes what the browser may load, where no header says it. */
  void policy(Html html);

  /** Writes the style. */
  void style(Html html);

  /** Writes the script. */
  void script(Html html);

  /**
   * A page that is served.
   *
   * @param base the path under which the proxy shows it, with a slash at the end
   * @param token of the reader, or null
   */
  record Served(String base, String token) implements Frame {
    @Override
    public boolean live() {
      return true;
    }

    @Override
    public void policy(Html html) {
      // A header says it.
    }

    @Override
    public void style(Html html) {
      html.empty("link", "rel", "stylesheet", "href", "assets/" + Assets.STYLE);
    }

    @Override
    public void script(Html html) {
      html.open("script", "src", "assets/" + Assets.SCRIPT).close();
    }
  }

  /** A page in one file: it holds its style and its script, and its policy names their digests. */
  record Kept(String css, String js) implements Frame {
    @Override
    public boolean live() {
      return false;
    }

    @Override
    public String base() {
      return null;
    }

    @Override
    public String token() {
      return null;
    }

    @Override
    public void policy(Html html) {
      html.empty(
          "meta",
          "http-equiv",
          "Content-Security-Policy",
          "content",
          "default-src 'none'; img-src data:; base-uri 'none'; form-action 'none'; style-src '"
              + Digests.policy(css)
              + "'; script-src '"
              + Digests.policy(js)
              + "'");
    }

    @Override
    public void style(Html html) {
      html.open("style").verbatim(css).close();
    }

    @Override
    public void script(Html html) {
      html.open("script").verbatim(js).close();
    }
  }
}
