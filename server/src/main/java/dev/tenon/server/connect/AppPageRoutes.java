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
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// The page of an app for one of its users. The address that the user is given is left at once for
/// one without the secret; looking at it does nothing; the press of the button binds the page to
/// the browser, and from then on the address opens it nowhere else. What it shows is the user's
/// whom the link was made for, whoever looks: no name in an address or a form changes that.
final class AppPageRoutes {
  private static final DateTimeFormatter UNTIL =
      DateTimeFormatter.ofPattern("d MMM, HH:mm 'UTC'", Locale.ENGLISH).withZone(ZoneOffset.UTC);

  private final Site site;
  private final Pages pages;
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
      Cookies cookies,
      FormGuard guard,
      RefusalPages refusals,
      AppSide app,
      Offers offers,
      RandomGenerator random) {
    this.site = site;
    this.pages = pages;
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
      return refusals.unknownLink();
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
      return refusals.openAgain();
    }
    return appPages.isKeptBy(link.get(), browser.get())
        ? shown(link.get())
        : door(link.get(), browser.get());
  }

  private Answer door(ConnectLink link, BrowserKey browser) {
    return pages.door(
        new AppDoorPage(
            pages.frame(link.app().orElseThrow().value()),
            link.app().orElseThrow().value(),
            link.user().value(),
            site.path(path(link.id())),
            browser.formToken(link.id())));
  }

  private Answer shown(ConnectLink link) {
    String app = link.app().orElseThrow().value();
    AppPage page =
        new AppPage(
            pages.frame(app),
            app,
            link.user().value(),
            UNTIL.format(link.expiresAt()),
            site.path(path(link.id())),
            offers.of(link).stream().map(it -> part(link, it)).toList());
    return pages.app(page);
  }

  private AppPage.Part part(ConnectLink link, Offer offer) {
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
        text(standing),
        standing == Standing.UNAVAILABLE || isThere ? Optional.empty() : Optional.of(where),
        standing == Standing.NEEDS_RECONNECT
            ? "Connect " + offer.title() + " again"
            : "Connect " + offer.title(),
        isThere ? tables.of(link, offer) : List.of());
  }

  private static Optional<String> text(Standing standing) {
    return switch (standing) {
      case CONNECTED -> Optional.empty();
      case NOT_YET -> Optional.of("Not connected yet.");
      case NEEDS_RECONNECT -> Optional.of("Your sign-in there has ended.");
      case PENDING -> Optional.of("The app has yet to confirm that it was you who connected.");
      case UNAVAILABLE -> Optional.of("This cannot be connected just now; an admin has to look.");
    };
  }

  /// Answers POST of the page's button.
  Answer press(Request request) {
    Optional<ConnectLink> link = link(request);
    Optional<BrowserKey> browser = link.flatMap(it -> guard.sender(request, it.id()));
    if (link.isEmpty() || browser.isEmpty()) {
      return refusals.foreignForm();
    }
    return appPages.keep(link.get(), browser.get())
        ? Pages.redirect(site.path(path(link.get().id())))
        : refusals.openAgain();
  }

  /// To the connect page of the same link, for a browser that keeps the page.
  Answer connect(Request request) {
    Optional<ConnectLink> link = link(request);
    Optional<BrowserKey> browser = cookies.browser(request);
    if (link.isEmpty() || browser.isEmpty() || !appPages.isKeptBy(link.get(), browser.get())) {
      return refusals.openAgain();
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
