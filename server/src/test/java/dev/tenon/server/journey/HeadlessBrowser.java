package dev.tenon.server.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// A real browser without a window, for tests of pages.
public final class HeadlessBrowser implements AutoCloseable {
  private static final List<String> ARGUMENTS =
      List.of(
          "--no-sandbox",
          "--disable-gpu",
          "--disable-quic",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync");

  private final Playwright playwright;
  private final Browser chromium;

  private HeadlessBrowser(Playwright playwright, Browser chromium) {
    this.playwright = playwright;
    this.chromium = chromium;
  }

  /// Starts the machine's browser.
  public static HeadlessBrowser start() {
    Path program = BrowserFinder.find();
    Playwright playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    Browser chromium =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(program)
                    .setHeadless(true)
                    .setArgs(ARGUMENTS));
    return new HeadlessBrowser(playwright, chromium);
  }

  /// A window of its own, without the cookies of others.
  public BrowserContext window(ColorScheme scheme, int width) {
    return chromium.newContext(
        new Browser.NewContextOptions().setColorScheme(scheme).setViewportSize(width, 800));
  }

  /// A window in which no script runs.
  public BrowserContext windowWithoutScript() {
    return chromium.newContext(
        new Browser.NewContextOptions().setJavaScriptEnabled(false).setViewportSize(1280, 800));
  }

  /// Presses the button whose name matches. Where that sends a form, the answer is here when this
  /// returns.
  public static void press(Page page, String name) {
    Locator button =
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(Pattern.compile(name)));
    boolean sends =
        (Boolean)
            button.evaluate(
                "it => { window.pressed = true; return it.type === 'submit' && it.form !== null; }");
    button.click();
    if (sends) {
      awaitAnswer(page);
    }
  }

  /// What a script keeps from being sent, and a window that closes itself, have no answer.
  private static void awaitAnswer(Page page) {
    try {
      page.waitForFunction(
          "() => !window.pressed", null, new Page.WaitForFunctionOptions().setTimeout(4000));
      page.waitForLoadState();
    } catch (PlaywrightException _) {
      // Whoever expected another page says so.
    }
  }

  /// Checks that the page fits the width and that axe finds nothing; keeps a picture of one that
  /// does not hold.
  public static void check(Page page, int width, String name) {
    try {
      assertThat((Integer) page.evaluate("document.documentElement.scrollWidth"))
          .isLessThanOrEqualTo(width);
      assertThat(new AxeBuilder(page).analyze().getViolations()).isEmpty();
    } catch (AssertionError e) {
      page.screenshot(
          new Page.ScreenshotOptions()
              .setPath(Path.of("target", "screenshots", name + ".png"))
              .setFullPage(true));
      throw e;
    }
  }

  @Override
  public void close() {
    chromium.close();
    playwright.close();
  }
}
