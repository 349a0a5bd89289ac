package org.trainyard.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.security.UserGroupInformation;
import org.apache.hadoop.yarn.api.records.ApplicationId;
import org.apache.hadoop.yarn.api.records.ApplicationReport;
import org.apache.hadoop.yarn.api.records.YarnApplicationState;
import org.apache.hadoop.yarn.client.api.YarnClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.trainyard.am.client.RunDirectory;
import org.trainyard.am.facts.RunFacts;
import org.trainyard.am.facts.RunFactsReader;
import org.trainyard.am.view.Figures;
import org.trainyard.formats.run.IterationDocument;
import org.trainyard.formats.run.JsonFile;
import org.trainyard.it.browser.Browser;
import org.trainyard.it.cluster.Await;
import org.trainyard.it.cluster.MiniHadoop;
import org.trainyard.it.cluster.Trainyard;

/**
 * A person watches a run through the ResourceManager's proxy, stops it with a button, and finds its
 * page afterwards; what the page says is what the API, the event log and the iterations' documents
 * say; who has no right to look is refused.
 */
@ExtendWith(MiniHadoop.class)
class ShowsARunInTheBrowserIT {
  private static final String[] LONG = {"--max-iterations", "20000"};

  private final HttpClient http =
      HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).build();

  @Test
  void watchedStoppedAndKept(MiniHadoop.Cluster cluster) throws Exception {
    Configuration conf = cluster.conf();
    String owner = UserGroupInformation.getCurrentUser().getShortUserName();
    Configuration client = new Configuration(conf);
    client.setBoolean("yarn.acl.enable", true);
    client.set("yarn.admin.acl", "nobody-at-all");
    client.set("mapreduce.job.acl-view-job", "vera");
    TrainedRun run = TrainedRun.at(conf, "/runs/watched");
    Trainyard.Result detached =
        Trainyard.on(client)
            .run(
                run.command(
                    LONG,
                    TrainedRun.a9a(cluster.fs()),
                    "--engine",
                    "resident",
                    "--containers",
                    "2",
                    "--splits",
                    "4",
                    "--optimiser",
                    "gradient-descent",
                    "--l2",
                    "1e-5,1e-4,1e-3",
                    "--relative-tolerance",
                    "0",
                    "--detach"));
    assertEquals(0, detached.exit(), detached.out());
    try (YarnClient yarn = YarnClient.createYarnClient();
        Browser browser = Browser.start()) {
      yarn.init(conf);
      yarn.start();
      ApplicationId id =
          new RunDirectory(conf, run.layout().run()).application().orElseThrow().id();
      Await.until("iterations", 240, () -> run.finished(5));
      Await.until("progress", 60, () -> yarn.getApplicationReport(id).getProgress() > 0);
      inTheResourceManager(yarn.getApplicationReport(id));
      String address = proxy(conf, id);
      nobodyElse(address);
      live(browser, address + "?user.name=" + owner, address, run, owner);
      browser.pressAndConfirm("button[data-action=stop]");
      Await.until("the word on the page", 60, () -> browser.text("#action-said").contains("stops"));
      Await.until(
          "the end",
          120,
          () ->
              yarn.getApplicationReport(id).getYarnApplicationState()
                  == YarnApplicationState.FINISHED);
      afterwards(browser, yarn.getApplicationReport(id), conf, run, owner);
    }
  }

  /** Where the ResourceManager's page links to; its own report does not know its port in a test. */
  private static String proxy(Configuration conf, ApplicationId id) {
    return "http://" + conf.get("yarn.resourcemanager.webapp.address") + "/proxy/" + id + "/";
  }

  private static void inTheResourceManager(ApplicationReport report) {
    assertEquals("TRAINYARD", report.getApplicationType());
    assertEquals("watched", report.getName());
    assertTrue(report.getProgress() < 1, report::toString);
    assertTrue(report.getOriginalTrackingUrl().startsWith("http://"), report::toString);
  }

  /** Others see nothing, a reader has no buttons, and no forged word stops the run. */
  private void nobodyElse(String address) throws Exception {
    for (String user : new String[] {"mallory", "dr.who"}) {
      for (String path : new String[] {"", "api/run", "metrics", "conf"}) {
        HttpResponse<String> refused = get(address + path + "?user.name=" + user);
        assertEquals(403, refused.statusCode(), user + " at " + path + ": " + refused.body());
      }
    }
    HttpResponse<String> page = get(address + "?user.name=vera");
    assertEquals(200, page.statusCode(), page.body());
    assertFalse(page.body().contains("<button"), "a reader has a button");
    HttpRequest forged =
        HttpRequest.newBuilder(URI.create(address + "action/kill?user.name=vera"))
            .PUT(HttpRequest.BodyPublishers.ofString("{\"token\":\"guess\"}"))
            .build();
    assertEquals(403, http.send(forged, HttpResponse.BodyHandlers.ofString()).statusCode());
  }

  private void live(Browser browser, String asOwner, String address, TrainedRun run, String owner)
      throws Exception {
    browser.open(asOwner);
    Await.until("the charts", 60, () -> browser.count(".u-wrap canvas") == 2);
    assertTrue(browser.holds("document.title.startsWith('watched · ')"));
    int seen = iteration(browser);
    Await.until("the page goes on by itself", 60, () -> iteration(browser) > seen);
    assertEquals(List.of(), browser.complaints());
    JsonNode models =
        JsonFile.MAPPER.readTree(get(address + "api/models?user.name=" + owner).body());
    assertEquals(3, models.path("models").size());
    assertEquals(3, browser.count("#models tbody tr"));
    JsonNode iterations =
        JsonFile.MAPPER.readTree(
            get(address + "api/iterations?from=1&limit=3&user.name=" + owner).body());
    for (JsonNode iteration : iterations.path("iterations")) {
      IterationDocument stats =
          JsonFile.read(
              run.fs(),
              run.layout().stats(iteration.path("iteration").asInt()),
              IterationDocument.class,
              IterationDocument.VERSION);
      assertEquals(least(stats), iteration.path("objective").asDouble());
    }
    assertEquals(List.of(), browser.barriers());
    browser.picture("running-desktop");
    browser.dark("dark");
    assertEquals(List.of(), browser.barriers());
    browser.picture("running-dark");
    browser.dark("light");
    browser.screen(390, 844);
    // The charts hear of the new width after the page has it.
    Await.until(
        "a page no wider than a phone",
        30,
        () -> browser.holds("document.documentElement.scrollWidth <= 390"));
    browser.picture("running-phone");
    browser.screen(1280, 900);
    browser.scripts(Browser.Scripts.OFF);
    browser.open(asOwner);
    assertTrue(browser.text("#says").startsWith("iteration "), browser.text("#says"));
    assertTrue(browser.text(".no-script").contains("trainyard stop "));
    browser.picture("running-without-script");
    browser.scripts(Browser.Scripts.ON);
    browser.open(asOwner);
    Await.until("the charts", 60, () -> browser.count(".u-wrap canvas") == 2);
  }

  private void afterwards(
      Browser browser, ApplicationReport report, Configuration conf, TrainedRun run, String owner)
      throws Exception {
    RunFacts facts = new RunFactsReader(conf, run.layout().run()).read(System.currentTimeMillis());
    assertEquals(RunFacts.State.STOPPED, facts.head().state());
    assertTrue(report.getDiagnostics().contains(owner + ", on the run's page"), report::toString);
    // What a click in the ResourceManager gives: WebHDFS hands the page out as a file.
    HttpResponse<String> clicked =
        get(proxy(conf, report.getApplicationId()) + "?user.name=" + owner);
    assertEquals(200, clicked.statusCode(), clicked.body());
    Path kept = Files.writeString(Path.of("target", "page.html").toAbsolutePath(), clicked.body());
    assertEquals(
        clicked.body(), new String(run.bytes(run.layout().page()), StandardCharsets.UTF_8));
    // The live page asks in vain since the ApplicationMaster left: that is not this page's affair.
    browser.open("about:blank");
    browser.complaints();
    browser.open(kept.toUri().toString());
    Await.until("the charts", 60, () -> browser.count(".u-wrap canvas") == 2);
    assertEquals(List.of(), browser.complaints());
    assertEquals("stopped", browser.text("header .state"));
    assertEquals(
        Integer.toString(facts.head().iteration()), browser.text("#iterations tbody tr th"));
    RunFacts.Iteration last = facts.iterations().get(facts.iterations().size() - 1);
    assertEquals(
        Figures.number(last.objective()), browser.text("#iterations tbody tr td:nth-child(2)"));
    assertEquals(0, browser.count("button"));
    assertEquals(List.of(), browser.barriers());
    browser.picture("stopped-kept");
  }

  private static double least(IterationDocument stats) {
    return stats.models().stream()
        .mapToDouble(IterationDocument.Model::objective)
        .min()
        .orElseThrow();
  }

  private static int iteration(Browser browser) {
    String[] words = browser.text("#says").split(" ");
    return words.length < 2 || !words[0].equals("iteration") ? 0 : Integer.parseInt(words[1]);
  }

  private HttpResponse<String> get(String address) throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(URI.create(address)).build(), HttpResponse.BodyHandlers.ofString());
  }
}
