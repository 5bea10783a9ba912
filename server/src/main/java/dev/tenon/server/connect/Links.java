package dev.tenon.server.connect;

import java.net.URI;

/// Which addresses may stand in a page.
final class Links {
  private Links() {}

  /// Whether it leads to the web, and not to a script or a program.
  static boolean isWeb(URI uri) {
    return ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()))
        && uri.getHost() != null;
  }
}
