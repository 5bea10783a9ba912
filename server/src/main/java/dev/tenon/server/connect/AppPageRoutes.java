package dev.tenon.server.connect;

import dev.tenon.connect.AppPages;
import dev.tenon.connect.BrowserKey;
import dev.tenon.connect.ConnectLink;
import dev.tenon.connect.ConnectLinkId;
import dev.tenon.connect.LinkSecret;
import dev.tenon.connect.Offer;
import dev.tenon.connect.Offer.Standing;
import dev.tenon.connect.Offers;
import dev.tenon.server.http.Answer;
import dev.tenon.server.http.Request;
import dev.tenon.server.http.page.Site;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// The page of an app for one of its users. The address that the user is given is left at once for
/// one without the secret; looking at it does nothing; the press of the button binds the page to
/// the browser, and from then on the address opens it nowhere else. What it shows is the user's
/// whom the link was made for, whoever looks: no name in an address or a form changes that.
final class AppPageRoutes {
  private final Site site;
  private final Pages pages;
  private final Voices voices;
  private final Cookies cookies;
  private final FormGuard guard;
  private final RefusalPages refusals;
  private final AppPages appPages;
  private final AppTables tables;
  private final Offers offers;
  private final RandomGenerator random;

  AppPageRoutes(
      Site site,
      Pages pages,
      Voices voices,
      Cookies cookies,
      FormGuard guard,
      RefusalPages refusals,
      AppSide app,
      Offers offers,
      RandomGenerator random) {
    this.site = site;
    this.pages = pages;
    this.voices = voices;
    this.cookies = cookies;
    this.guard = guard;
    this.refusals = refusals;
    this.appPages = app.pages();
    this.tables = app.tables();
    this.offers = offers;
    this.random = random;
  }

  /// Answers GET of a page's address, and of the page.
  Answer open(Request request) {
    String key = request.pathParameter("key");
    if (LinkPaths.id(key).isPresent()) {
      return page(request);
    }
    Optional<LinkSecret> secret = LinkSecret.parse(key);
    Optional<ConnectLink> link = secret.flatMap(appPages::open);
    if (link.isEmpty()) {
      return refusals.unknownLink(request);
    }
    ConnectLinkId id = link.get().id();
    Answer answer = cookies.setPage(Pages.redirect(site.path(path(id))), id, secret.orElseThrow());
    return cookies.browser(request).isPresent()
        ? answer
        : cookies.setBrowser(answer, BrowserKey.random(random));
  }

  static String path(ConnectLinkId link) {
    return "/apps/" + link;
  }

  private Answer page(Request request) {
    Optional<ConnectLink> link = link(request);
    Optional<BrowserKey> browser = cookies.browser(request);
    if (link.isEmpty() || browser.isEmpty()) {
      return refusals.openAgain(request);
    }
    return appPages.isKeptBy(link.get(), browser.get())
        ? shown(voices.of(request, link.get()), link.get())
        : door(voices.of(request, link.get()), link.get(), browser.get());
  }

  private Answer door(Voice voice, ConnectLink link, BrowserKey browser) {
    String app = link.app().orElseThrow().value();
    Words words = voice.words();
    return pages.door(
        voice,
        new AppDoorPage(
            pages.frame(voice, app),
            app,
            words.say("app_door.lead", Map.of("user", link.user().value())),
            site.path(path(link.id())),
            browser.formToken(link.id()),
            words.say("app_door.button"),
            words.say("app_door.after")));
  }

  private Answer shown(Voice voice, ConnectLink link) {
    String app = link.app().orElseThrow().value();
    Words words = voice.words();
    AppPage page =
        new AppPage(
            pages.frame(voice, app),
            app,
            words.say(
                "app_page.lead",
                Map.of("user", link.user().value(), "until", words.moment(link.expiresAt()))),
            site.path(path(link.id())),
            words.say("app_page.again"),
            offers.of(link).stream().map(it -> part(words, link, it)).toList());
    return pages.app(voice, page);
  }

  private AppPage.Part part(Words words, ConnectLink link, Offer offer) {
    Standing standing = offer.standing();
    boolean isThere = standing == Standing.CONNECTED;
    Optional<String> account =
        offer.account().flatMap(it -> it.name().or(it::email)).filter(_ -> isThere);
    String where =
        site.path(
            path(link.id())
                + "/connect?show="
                + URLEncoder.encode(offer.integration().value(), StandardCharsets.UTF_8));
    return new AppPage.Part(
        offer.title(),
        account,
        text(standing).map(words::say),
        standing == Standing.UNAVAILABLE || isThere ? Optional.empty() : Optional.of(where),
        words.say(
            standing == Standing.NEEDS_RECONNECT ? "button.again" : "button.connect",
            Map.of("provider", offer.title())),
        isThere ? tables.of(words, link, offer) : List.of());
  }

  /// The key of what is said of it.
  private static Optional<String> text(Standing standing) {
    return switch (standing) {
      case CONNECTED -> Optional.empty();
      case NOT_YET -> Optional.of("app_page.not_yet");
      case NEEDS_RECONNECT -> Optional.of("app_page.ended");
      case PENDING -> Optional.of("app_page.pending");
      case UNAVAILABLE -> Optional.of("app_page.unavailable");
    };
  }

  /// Answers POST of the page's button.
  Answer press(Request request) {
    Optional<ConnectLink> link = link(request);
    Optional<BrowserKey> browser = link.flatMap(it -> guard.sender(request, it.id()));
    if (link.isEmpty() || browser.isEmpty()) {
      return refusals.foreignForm(request);
    }
    return appPages.keep(link.get(), browser.get())
        ? Pages.redirect(site.path(path(link.get().id())))
        : refusals.openAgain(request);
  }

  /// To the connect page of the same link, for a browser that keeps the page.
  Answer connect(Request request) {
    Optional<ConnectLink> link = link(request);
    Optional<BrowserKey> browser = cookies.browser(request);
    if (link.isEmpty() || browser.isEmpty() || !appPages.isKeptBy(link.get(), browser.get())) {
      return refusals.openAgain(request);
    }
    ConnectLinkId id = link.get().id();
    Optional<String> shown =
        request.queryParameters("show").stream()
            .findFirst()
            .filter(
                name -> link.get().integrations().stream().anyMatch(it -> it.value().equals(name)));
    String query =
        shown.map(it -> "?show=" + URLEncoder.encode(it, StandardCharsets.UTF_8)).orElse("");
    return cookies.setLink(
        Pages.redirect(site.path(LinkPaths.page(id)) + query),
        id,
        cookies.page(request).orElseThrow());
  }

  /// The link whose page is asked for, where this browser has opened its address.
  private Optional<ConnectLink> link(Request request) {
    return cookies
        .page(request)
        .flatMap(appPages::open)
        .filter(it -> it.id().value().equals(request.pathParameter("key")));
  }
}
