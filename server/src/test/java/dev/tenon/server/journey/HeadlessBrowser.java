package dev.tenon.server.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Frame;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.TimeoutError;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
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

  /// Says whether a button sends its form to this window, and remembers when that is kept from
  /// happening: by a script, or by a field that does not hold.
  private static final String SENDS =
      """
      (button) => {
        window.kept = false;
        const keep = (event) => {
          if (event.defaultPrevented || event.type === "invalid") window.kept = true;
        };
        window.addEventListener("click", keep);
        window.addEventListener("submit", keep);
        window.addEventListener("invalid", keep, true);
        return button.type === "submit" && button.form !== null;
      }
      """;

  private static Optional<Chromium> running = Optional.empty();

  private final Chromium chromium;
  private final List<BrowserContext> windows = new ArrayList<>();

  private HeadlessBrowser(Chromium chromium) {
    this.chromium = chromium;
  }

  /// The machine's browser. One is started for all tests of a run, which is most of what a short
  /// walk costs; what one test leaves behind, the next does not see, for each has windows of its
  /// own.
  public static HeadlessBrowser start() {
    Chromium chromium =
        running.filter(it -> it.browser().isConnected()).orElseGet(HeadlessBrowser::launch);
    running = Optional.of(chromium);
    return new HeadlessBrowser(chromium);
  }

  /// Its program ends with ours: it is told by a pipe that closes.
  private static Chromium launch() {
    running.ifPresent(it -> it.playwright().close());
    Path program = BrowserFinder.find();
    Playwright playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    Browser browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(program)
                    .setHeadless(true)
                    .setArgs(ARGUMENTS));
    return new Chromium(playwright, browser);
  }

  /// A window of its own, without the cookies of others.
  public BrowserContext window(ColorScheme scheme, int width) {
    return window(
        new Browser.NewContextOptions().setColorScheme(scheme).setViewportSize(width, 800));
  }

  /// A window in which no script runs.
  public BrowserContext windowWithoutScript() {
    return window(
        new Browser.NewContextOptions().setJavaScriptEnabled(false).setViewportSize(1280, 800));
  }

  private BrowserContext window(Browser.NewContextOptions options) {
    BrowserContext window = chromium.browser().newContext(options);
    windows.add(window);
    return window;
  }

  /// Presses the button whose name matches. Where that sends a form, the answer is here when this
  /// returns.
  public static void press(Page page, String name) {
    Locator button =
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(Pattern.compile(name)));
    boolean sends = (Boolean) button.evaluate(SENDS);
    try (Arrival arrival = new Arrival(page)) {
      button.click();
      if (sends && !isKept(page)) {
        arrival.await();
      }
    }
  }

  /// Clicks on what leads to another page; that page is here when this returns.
  public static void follow(Page page, Locator link) {
    try (Arrival arrival = new Arrival(page)) {
      link.click();
      arrival.await();
    }
  }

  private static boolean isKept(Page page) {
    try {
      return (Boolean) page.evaluate("window.kept === true");
    } catch (PlaywrightException _) {
      // The page is being left, or is gone.
      return false;
    }
  }

  /// Checks that the page fits the width and that axe finds nothing; keeps a picture of one that
  /// does not hold.
  public static void check(Page page, int width, String name) {
    try {
      assertThat((Integer) page.evaluate("document.documentElement.scrollWidth"))
          .isLessThanOrEqualTo(width);
      assertThat(Axe.violations(page)).isEmpty();
    } catch (AssertionError e) {
      page.screenshot(
          new Page.ScreenshotOptions()
              .setPath(Path.of("target", "screenshots", name + ".png"))
              .setFullPage(true));
      throw e;
    }
  }

  /// Closes the windows that are open still.
  @Override
  public void close() {
    windows.forEach(BrowserContext::close);
  }

  private record Chromium(Playwright playwright, Browser browser) {}

  /// Another document in the place of the one that a page shows now.
  private static final class Arrival implements AutoCloseable {
    private final Page page;
    private final AtomicBoolean isThere = new AtomicBoolean();
    private final Consumer<Frame> listener;

    Arrival(Page page) {
      this.page = page;
      this.listener =
          frame -> {
            if (frame.equals(page.mainFrame())) {
              isThere.set(true);
            }
          };
      page.onFrameNavigated(listener);
    }

    /// Until it is whole. A window that closes itself shows nothing more.
    void await() {
      try {
        page.waitForCondition(() -> isThere.get() || page.isClosed());
        // One that closed itself before it was whole would be waited for in vain.
        if (!page.isClosed()) {
          page.waitForLoadState();
        }
      } catch (TimeoutError e) {
        throw new AssertionError("no answer: still at " + page.url(), e);
      } catch (PlaywrightException e) {
        if (!page.isClosed()) {
          throw e;
        }
      }
    }

    @Override
    public void close() {
      page.offFrameNavigated(listener);
    }
  }
}
