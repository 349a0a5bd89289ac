package org.trainyard.it.browser;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileUtil;
import org.openqa.selenium.By;
import org.openqa.selenium.JavascriptException;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.trainyard.it.cluster.Await;

/** Chromium with a profile of its own, which asks nobody but the addresses that a test opens. */
public final class Browser implements AutoCloseable {
  private static final Duration LIMIT = Await.limit(60);
  private static final Path SCREENSHOTS = Path.of("target", "screenshots");

  private final Path profile;
  private final ChromeDriver driver;

  private Browser(Path profile, ChromeDriver driver) {
    this.profile = profile;
    this.driver = driver;
  }

  /** Starts one. */
  public static Browser start() throws IOException {
    Path profile = Files.createTempDirectory("chromium");
    ChromeOptions options = new ChromeOptions();
    options.setBinary(program("chromium", "chromium-browser", "google-chrome"));
    options.addArguments(
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--hide-scrollbars",
        "--window-size=1280,900",
        "--user-data-dir=" + profile);
    ChromeDriverService service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(program("chromedriver"))
            .withSilent(true)
            .build();
    ChromeDriver driver = new ChromeDriver(service, options);
    driver.manage().timeouts().scriptTimeout(LIMIT).pageLoadTimeout(LIMIT);
    return new Browser(profile, driver);
  }

  private static File program(String... names) {
    return Arrays.stream(names)
        .flatMap(
            name ->
                Stream.of(System.getenv("PATH").split(File.pathSeparator))
                    .map(folder -> new File(folder, name)))
        .filter(File::canExecute)
        .findFirst()
        .orElseThrow(
            () ->
                new AssertionError(
                    "There is no "
                        + names[0]
                        + " on the PATH: this test needs Debian's chromium and chromium-driver, or the like"));
  }

  /** Opens an address. */
  public void open(String address) {
    driver.get(address);
  }

  /** The address that it came to. */
  public String address() {
    return driver.getCurrentUrl();
  }

  /** The words of the first element that a selector finds; empty if there is none. */
  public String text(String selector) {
    try {
      List<WebElement> found = driver.findElements(By.cssSelector(selector));
      return found.isEmpty() ? "" : found.get(0).getText();
    } catch (StaleElementReferenceException e) {
      // The page has just replaced it: what stands there now will be asked for again.
      return "";
    }
  }

  /** How many elements a selector finds. */
  public int count(String selector) {
    return driver.findElements(By.cssSelector(selector)).size();
  }

  /** What an expression in the page gives. */
  public Object value(String expression) {
    return driver.executeScript("return " + expression);
  }

  /** Presses a button, and says yes to what it asks. */
  public void pressAndConfirm(String selector) {
    driver.findElement(By.cssSelector(selector)).click();
    driver.switchTo().alert().accept();
  }

  /** What went wrong in the page's scripts, or was refused to them, since the page was opened. */
  public List<String> complaints() {
    return driver.manage().logs().get("browser").getAll().stream()
        .map(entry -> entry.getLevel() + " " + entry.getMessage())
        .toList();
  }

  /** As if on a screen of so many pixels. */
  public void screen(int width, int height) {
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 600));
  }

  /** As if the reader liked dark pages, or light ones. */
  public void dark(String scheme) {
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
  }

  /** Whether scripts run in the pages that are opened from now on. */
  public void scripts(Scripts scripts) {
    driver.executeCdpCommand(
        "Emulation.setScriptExecutionDisabled", Map.of("value", scripts == Scripts.OFF));
  }

  /** Whether scripts run. */
  public enum Scripts {
    ON,
    OFF
  }

  /** Keeps a picture of the whole page for people to look at. */
  public void picture(String name) throws IOException {
    Map<String, Object> taken =
        driver.executeCdpCommand(
            "Page.captureScreenshot", Map.of("format", "png", "captureBeyondViewport", true));
    Files.createDirectories(SCREENSHOTS);
    Files.write(
        SCREENSHOTS.resolve(name + ".png"), Base64.getDecoder().decode((String) taken.get("data")));
  }

  /**
   * What axe-core finds that keeps people from reading the page: the rules of WCAG 2.1 A and AA.
   * Empty if nothing.
   */
  public List<String> barriers() throws IOException {
    try (InputStream in = Browser.class.getResourceAsStream("/axe.min.js")) {
      driver.executeScript(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
    Object found =
        driver.executeAsyncScript(
            "const done = arguments[arguments.length - 1];"
                + "axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice']})"
                + ".then(r => done(r.violations.map(v => v.id + ': ' + v.help + ' '"
                + " + v.nodes.slice(0, 3).map(n => n.target.join(' ') + ' ' + n.html.slice(0, 120)).join(' | '))),"
                + " e => done(['axe failed: ' + e]));");
    return ((List<?>) found).stream().map(String::valueOf).toList();
  }

  /** Whether a page's expression holds; false where the page cannot answer. */
  public boolean holds(String expression) {
    try {
      return Boolean.TRUE.equals(value(expression));
    } catch (JavascriptException e) {
      return false;
    }
  }

  @Override
  public void close() {
    driver.quit();
    FileUtil.fullyDelete(profile.toFile());
  }
}
