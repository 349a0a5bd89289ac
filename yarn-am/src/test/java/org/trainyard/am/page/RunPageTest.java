package org.trainyard.am.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.trainyard.am.facts.RunFacts;
import org.trainyard.formats.event.RunEvent;
import org.trainyard.formats.run.JsonFile;

class RunPageTest {
  private static final Frame READER = new Frame.Served("/proxy/application_1_1/", null);
  private static final Pattern OUTSIDE =
      Pattern.compile("(?:src|href)=\"(?:https?:)?//|url\\(|@import");

  @Test
  void saysHowTheRunStands() {
    String page = RunPage.of(SyntheticRun.running(5, 17, 100).facts(), READER);
    assertTrue(page.contains("iteration 17 of at most 100, objective 0.341762, at most "), page);
    assertTrue(page.contains("left; waiting for 2 containers in queue root.ml"), page);
    assertTrue(page.contains("<base href=\"/proxy/application_1_1/\">"));
    assertTrue(page.contains(">17 %<"));
  }

  @Test
  void saysWhyARunFailed() {
    RunFacts facts =
        SyntheticRun.running(1, 4, 100)
            .ended(RunEvent.End.FAILED, "BAD_DATA", "part-3, line 9: no <label>")
            .facts();
    String page = RunPage.of(facts, READER);
    assertTrue(page.contains("<span class=\"state state-failed\">failed</span>"), page);
    assertTrue(page.contains("part-3, line 9: no &lt;label&gt;"), page);
  }

  @Test
  void nothingThatIsSaidOfARunBecomesCode() {
    SyntheticRun run = SyntheticRun.running(5, 17, 100).losingAWorker();
    for (String page : new String[] {RunPage.of(run.facts(), READER), KeptPage.of(run.facts())}) {
      assertFalse(page.contains("<script>alert"), "a label became code");
      assertFalse(page.contains("javascript:"), "a link became code");
      assertTrue(page.contains("&lt;script&gt;alert"), "the label is shown as it is");
      assertEquals(page.split("<script", -1).length, page.split("</script>", -1).length, "scripts");
    }
  }

  @Test
  void onlyWhoMayStopHasButtons() {
    RunFacts facts = SyntheticRun.running(1, 4, 100).facts();
    assertFalse(RunPage.of(facts, READER).contains("<button"));
    String page = RunPage.of(facts, new Frame.Served("/", "t0ken"));
    assertTrue(page.contains("data-action=\"stop\"") && page.contains("data-action=\"kill\""));
    assertTrue(page.contains("data-token=\"t0ken\""));
    RunFacts over =
        SyntheticRun.running(1, 4, 100).ended(RunEvent.End.FINISHED, "GRADIENT_NORM", "x").facts();
    assertFalse(RunPage.of(over, new Frame.Served("/", "t0ken")).contains("<button"));
  }

  @Test
  void theKeptPageNeedsNothingElse() {
    String page = KeptPage.of(SyntheticRun.running(3, 9, 100).facts());
    String body = page.replaceAll("href=\"http://node[^\"]*\" rel=\"noreferrer\"", "");
    Matcher outside = OUTSIDE.matcher(body);
    assertFalse(outside.find(), "asks for something outside");
    assertTrue(page.contains("style-src &#39;" + Digests.policy(Assets.style()) + "&#39;"));
    assertTrue(page.contains("script-src &#39;" + Digests.policy(Assets.script()) + "&#39;"));
    assertTrue(page.contains("data-live=\"false\""));
  }

  @Test
  void aLongRunMakesNoLongPage() throws IOException {
    RunFacts run = SyntheticRun.running(50, 10_000, 20_000).facts();
    assertEquals(10_000, run.iterations().size());
    JsonNode data = JsonFile.MAPPER.readTree(ChartData.of(run).toString());
    int numbers = 0;
    for (JsonNode measure : data.path("measures")) {
      assertEquals(10_000, measure.path("x").get(measure.path("x").size() - 1).asInt());
      for (JsonNode series : measure.path("series")) {
        numbers += series.path("y").size();
      }
    }
    assertTrue(numbers <= ChartData.MOST_NUMBERS && numbers > 5000, numbers + " numbers");
    assertTrue(data.path("times").path("x").size() <= ChartData.MOST_BARS);
    int page = RunPage.of(run, READER).length();
    assertTrue(page < 400_000, page + " characters");
    assertTrue(page > 100_000, page + " characters: where is the run?");
  }

  @Test
  void manyWorkersSplitsAndModelsAreToldOfInPart() {
    RunFacts run = SyntheticRun.running(200, 3, 100).facts();
    String page = RunPage.of(run, READER);
    assertEquals(Bounded.MODELS, page.split("data-series", -1).length - 1);
    assertTrue(page.contains("… and 140 more models"), "says that there are more");
  }

  @Test
  void aPackingByWorkersIsInTheTableAndInTheTimeline() {
    String without = RunPage.of(SyntheticRun.running(1, 3, 100).facts(), READER);
    assertFalse(without.contains(">packing<") || without.contains("class=\"lane-pack\""));
    String page = RunPage.of(SyntheticRun.running(1, 3, 100).packedByAWorker().facts(), READER);
    Matcher row = Pattern.compile("<th[^>]*>packing</th>(.*?)</tr>", Pattern.DOTALL).matcher(page);
    assertTrue(row.find(), "a row of its own");
    assertFalse(without.contains("not told apart"), "a part that only the packing has");
    assertTrue(page.contains("not told apart"), "is explained");
    assertTrue(row.group(1).contains(">4.0 s<") && row.group(1).contains(">262,400<"), row.group());
    assertEquals(2, page.split("class=\"lane-pack\"", -1).length, "in the lane of who packed");
    assertTrue(page.contains("1 worker packed 262,400 samples in 4.0 s"), page);
  }

  @Test
  void aRunThatHasNotBegunHasAPage() {
    String page = RunPage.of(SyntheticRun.running(1, 0, 100).facts(), READER);
    assertTrue(page.contains("class=\"says\""), page);
    assertFalse(page.contains("NaN"), page);
  }
}
