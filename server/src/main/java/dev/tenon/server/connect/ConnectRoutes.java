package dev.tenon.server.connect;

import dev.tenon.server.Settings;
import dev.tenon.server.http.Answer;
import dev.tenon.server.http.Request;
import dev.tenon.server.http.Route;
import dev.tenon.server.http.page.Assets;
import dev.tenon.server.http.page.Site;
import dev.tenon.workspace.Brandings;
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
  private final Site site;
  private final Pages pages;
  private final Voices voices;
  private final BrandFiles brandFiles;
  private final Answer script = Assets.open("connect.js");
  private final Answer types = Assets.open("connect.d.ts");

  /// Pages for browsers that reach the hub at `baseUrl`, which has no final slash.
  public ConnectRoutes(
      Journeys journeys,
      AppSide apps,
      Brandings brandings,
      URI baseUrl,
      Clock clock,
      RandomGenerator random) {
    this.site = new Site(baseUrl);
    Cookies cookies = new Cookies(site);
    this.assets = Pages.assets("/assets");
    this.pages = new Pages(site, assets, cookies);
    this.voices = new Voices(site, cookies, brandings);
    this.brandFiles = new BrandFiles(brandings);
    LinkDoor door = new LinkDoor(site, journeys.links(), apps.pages(), cookies);
    this.linkStatus = new LinkStatus(door, journeys.offers());
    RefusalPages refusalPages = new RefusalPages(site, pages, voices, journeys.offers(), clock);
    this.appPages =
        new AppPageRoutes(
            site,
            pages,
            voices,
            cookies,
            new FormGuard(site, cookies),
            refusalPages,
            apps,
            journeys.offers(),
            random);
    Endings endings =
        new Endings(
            site, cookies, journeys.offers(), journeys.secondSteps(), brandings, refusalPages);
    this.linkRoutes =
        new LinkRoutes(
            new FormGuard(site, cookies),
            door,
            cookies,
            new ConnectPages(site, pages, voices, journeys.offers(), journeys.secondSteps()),
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
            new DonePages(site, pages, voices, cookies, journeys),
            refusalPages);
  }

  /// For whoever types the hub's own address.
  private Answer front(Request request) {
    Voice voice = voices.of(request, Optional.empty());
    Words words = voice.words();
    return pages.message(
        voice,
        200,
        new MessagePage(
            pages.frame(voice, "Tenon"),
            words.say("front.heading"),
            words.say("front.text"),
            Optional.empty(),
            List.of(
                new Step(words.say("front.console"), site.path("/console")),
                new Step(words.say("front.api"), site.path("/docs"))),
            Optional.empty()));
  }

  /// The routes, in no order.
  public List<Route> routes() {
    String callback = Settings.CALLBACK_PATH;
    return List.of(
        Route.of("GET", "/", this::front),
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
        Route.of("GET", BrandFiles.DIRECTORY + "/{workspace}/{file}", brandFiles::answer),
        Route.of("GET", "/assets/{file}", assets::answer));
  }
}
