package org.trainyard.am.page;

import java.util.Map;
import org.trainyard.am.facts.RunFacts;
import org.trainyard.formats.run.RunDocument;

/** Every setting with where it came from; defaults are folded away. Pure. */
final class SettingsSection implements Section {
  /** The source that {@code run.json} names for what nobody gave. */
  private static final String DEFAULT = "default";

  @Override
  public String id() {
    return "settings";
  }

  @Override
  public String title() {
    return "Configuration";
  }

  @Override
  public void write(RunFacts facts, Html html) {
    table(facts, html, "What was asked for", false);
    html.open("details", "id", "defaults").element("summary", "Defaults");
    table(facts, html, "What nobody gave", true);
    html.close();
  }

  private static void table(RunFacts facts, Html html, String caption, boolean defaults) {
    Cells.table(html, caption, "setting", "value", "from");
    for (Map.Entry<String, RunDocument.Setting> entry : facts.settings().entrySet()) {
      RunDocument.Setting setting = entry.getValue();
      if (setting.source().equals(DEFAULT) == defaults) {
        html.open("tr");
        html.open("th", "scope", "row").element("code", entry.getKey()).close();
        Cells.words(html, setting.value());
        Cells.words(html, setting.source());
        html.close();
      }
    }
    Cells.end(html);
  }
}
