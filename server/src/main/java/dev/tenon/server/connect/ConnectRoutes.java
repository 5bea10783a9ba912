package dev.tenon.server.connect;

import dev.tenon.server.Settings;
import dev.tenon.server.http.Answer;
import dev.tenon.server.http.Route;
import dev.tenon.server.http.page.Assets;
import dev.tenon.server.http.page.Site;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Everything that browsers ask for on the way from a connect link to a connection.
public final class ConnectRoutes {
  /// Where providers send users back to after a second step; registered there exactly so.
  public static final String SECOND_STEP_RETURN_PATH = "/connect/second-step/return";

  private static final int MAX_FORM_BYTES = 64 * 1024;

  private final Assets assets;
  private final LinkRoutes linkRoutes;
  private final ReturnRoutes returnRoutes;
  private final LinkStatus linkStatus;
  private final AppPageRoutes appPages;
  private final Answer front;
  private final Answer script = Assets.open("connect.js");
  private final Answer types = Assets.open("connect.d.ts");

  /// Pages for browsers that reach the hub at `baseUrl`, which has no final slash.
  public ConnectRoutes(
      Journeys journeys, AppSide apps, URI baseUrl, Clock clock, RandomGenerator random) {
    Site site = new Site(baseUrl);
    Cookies cookies = new Cookies(site);
    this.assets = Assets.load("/assets", List.of(Pages.STYLESHEET, Pages.ICON));
    Pages pages = new Pages(site, assets);
    this.front = front(site, pages);
    LinkDoor door = new LinkDoor(site, journeys.links(), cookies);
    this.linkStatus = new LinkStatus(door, journeys.offers());
    RefusalPages refusalPages = new RefusalPages(site, pages, journeys.offers(), clock);
    this.appPages =
        new AppPageRoutes(
            site,
            pages,
            cookies,
            new FormGuard(site, cookies),
            refusalPages,
            apps,
            journeys.offers(),
            random);
    Endings endings =
        new Endings(site, cookies, journeys.offers(), journeys.secondSteps(), refusalPages);
    this.linkRoutes =
        new LinkRoutes(
            new FormGuard(site, cookies),
            door,
            cookies,
            new ConnectPages(site, pages, journeys.offers()),
            new Departing(journeys.departures(), endings),
            refusalPages,
            random);
    this.returnRoutes =
        new ReturnRoutes(
            site,
            journeys.callbacks(),
            endings,
            door,
            cookies,
            new DonePages(site, pages, cookies, journeys.offers(), journeys.secondSteps()),
            refusalPages);
  }

  /// For whoever types the hub's own address.
  private static Answer front(Site site, Pages pages) {
    return pages.message(
        200,
        new MessagePage(
            pages.frame("Tenon"),
            "Tenon is running",
            "Apps ask this hub for tokens, and send people here to connect their accounts.",
            Optional.empty(),
            List.of(
                new Step("Open the console", site.path("/console")),
                new Step("Read its API", site.path("/docs"))),
            Optional.empty()));
  }

  /// The routes, in no order.
  public List<Route> routes() {
    String callback = Settings.CALLBACK_PATH;
    return List.of(
        Route.of("GET", "/", _ -> front),
        Route.of("GET", "/connect/{key}", linkRoutes::open),
        new Route("POST", "/connect/{key}", MAX_FORM_BYTES, linkRoutes::press),
        Route.of("GET", "/connect/{key}/done", returnRoutes::done),
        Route.of("GET", SECOND_STEP_RETURN_PATH, returnRoutes::secondStep),
        Route.of("GET", callback, returnRoutes::callback),
        Route.of("GET", callback.substring(0, callback.length() - 1), returnRoutes::callback),
        Route.of("GET", "/connect/{key}/status", linkStatus::answer),
        Route.of("GET", "/apps/{key}", appPages::open),
        new Route("POST", "/apps/{key}", MAX_FORM_BYTES, appPages::press),
        Route.of("GET", "/apps/{key}/connect", appPages::connect),
        Route.of("GET", "/connect.js", _ -> script),
        Route.of("GET", "/connect.d.ts", _ -> types),
        Route.of("GET", "/assets/{file}", assets::answer));
  }
}
