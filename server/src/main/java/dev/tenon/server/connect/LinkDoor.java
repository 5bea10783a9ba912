package dev.tenon.server.connect;

import dev.tenon.connect.AppPages;
import dev.tenon.connect.ConnectLink;
import dev.tenon.connect.ConnectLinkId;
import dev.tenon.connect.ConnectLinks;
import dev.tenon.connect.ConnectLinks.Opening;
import dev.tenon.connect.LinkSecret;
import dev.tenon.server.http.Answer;
import dev.tenon.server.http.Request;
import dev.tenon.server.http.page.Site;
import java.util.List;
import java.util.Optional;

/// Opens links by their address, and afterwards by the cookie that took the address's place. The
/// link of an app's page is open in the browser that keeps the page, and nowhere else: whoever else
/// gets to see its address gets neither in there nor in here.
final class LinkDoor {
  private final Site site;
  private final ConnectLinks links;
  private final AppPages appPages;
  private final Cookies cookies;

  LinkDoor(Site site, ConnectLinks links, AppPages appPages, Cookies cookies) {
    this.site = site;
    this.links = links;
    this.appPages = appPages;
    this.cookies = cookies;
  }

  /// The link that the address's secret opens in this browser.
  Opening open(LinkSecret secret, Request request) {
    return here(links.open(secret), request);
  }

  /// The link that the address's secret opens for whoever has it, in whichever browser.
  Opening openAnywhere(LinkSecret secret) {
    Opening opening = links.open(secret);
    return link(opening).filter(AppPages::isPage).isPresent() ? new Opening.Unknown() : opening;
  }

  /// To the link's page.
  ///
  /// @param query its parameters, encoded
  Answer page(ConnectLinkId id, List<String> query) {
    return Pages.redirect(
        site.path(LinkPaths.page(id)) + (query.isEmpty() ? "" : "?" + String.join("&", query)));
  }

  /// The link of that id, where this browser has opened it; empty where it has not, or does not
  /// keep cookies.
  Optional<Opening> open(ConnectLinkId id, Request request) {
    return cookies
        .link(request)
        .map(secret -> open(secret, request))
        .filter(opening -> link(opening).map(ConnectLink::id).filter(id::equals).isPresent());
  }

  private Opening here(Opening opening, Request request) {
    boolean isElsewhere =
        link(opening)
            .filter(AppPages::isPage)
            .filter(
                link ->
                    cookies
                        .browser(request)
                        .filter(browser -> appPages.isKeptBy(link, browser))
                        .isEmpty())
            .isPresent();
    return isElsewhere ? new Opening.Unknown() : opening;
  }

  /// The link that it is about.
  static Optional<ConnectLink> link(Opening opening) {
    return switch (opening) {
      case Opening.Open it -> Optional.of(it.link());
      case Opening.Over it -> Optional.of(it.link());
      case Opening.Unknown _ -> Optional.empty();
    };
  }
}
