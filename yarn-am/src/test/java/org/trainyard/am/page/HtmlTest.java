package org.trainyard.am.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class HtmlTest {
  @Test
  void escapesTextAndAttributes() {
    Html html = new Html();
    html.element("p", "<b> & \"x\" 'y' \u0001", "title", "\"><script>", "class", null);
    assertEquals(
        "<p title=\"&quot;&gt;&lt;script&gt;\">&lt;b&gt; &amp; &quot;x&quot; &#39;y&#39; \uFFFD</p>",
        html.toString());
  }

  @Test
  void closesInOrderAndKnowsWhatIsOpen() {
    Html html = new Html().open("div").open("p");
    assertThrows(IllegalStateException.class, html::toString);
    assertEquals("<div><p></p></div>", html.close().close().toString());
  }

  @Test
  void refusesWhatIsNoName() {
    assertThrows(IllegalArgumentException.class, () -> new Html().open("p onclick"));
    assertThrows(IllegalArgumentException.class, () -> new Html().open("p", "a b", "c"));
  }
}
