package dev.tenon.server.connect;

import dev.tenon.connect.ConnectLinkId;
import dev.tenon.connect.ConnectLinks;
import dev.tenon.connect.ConnectLinks.Opening;
import dev.tenon.connect.LinkSecret;
import dev.tenon.server.http.Answer;
import dev.tenon.server.http.Request;
import dev.tenon.server.http.page.Site;
import java.util.List;
import java.util.Optional;

/// Opens links by their address, and afterwards by the cookie that took the address's place.
final class LinkDoor {
  private final Site site;
  private final ConnectLinks links;
  private final Cookies cookies;

  LinkDoor(Site site, ConnectLinks links, Cookies cookies) {
    this.site = site;
    this.links = links;
    this.cookies = cookies;
  }

  /// The link that the address's secret opens.
  Opening open(LinkSecret secret) {
    return links.open(secret);
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
        .map(links::open)
        .filter(
            opening ->
                switch (opening) {
                  case Opening.Open it -> it.link().id().equals(id);
                  case Opening.Over it -> it.link().id().equals(id);
                  case Opening.Unknown _ -> false;
                });
  }
}
