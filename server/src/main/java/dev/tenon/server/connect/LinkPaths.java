package dev.tenon.server.connect;

import dev.tenon.connect.ConnectLinkId;
import java.util.Optional;

/// The paths of one link's pages.
final class LinkPaths {
  private LinkPaths() {}

  static String page(ConnectLinkId link) {
    return "/connect/" + link;
  }

  static String done(ConnectLinkId link) {
    return page(link) + "/done";
  }

  /// The link's id that `text` is, or empty when it is none.
  static Optional<ConnectLinkId> id(String text) {
    return text.matches("lnk_[0-9A-Za-z]{1,64}")
        ? Optional.of(new ConnectLinkId(text))
        : Optional.empty();
  }
}
