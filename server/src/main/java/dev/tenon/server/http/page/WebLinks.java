package dev.tenon.server.http.page;

import java.net.URI;
import java.util.Optional;

/// Which addresses may stand as links in a page: those that connectors and their files name too.
public final class WebLinks {
  private WebLinks() {}

  /// Whether it leads to the web, and not to a script or a program.
  public static boolean isWeb(URI uri) {
    return ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()))
        && uri.getHost() != null;
  }

  /// The address as a link; empty where it is none to be followed.
  public static Optional<String> href(Optional<URI> uri) {
    return uri.filter(WebLinks::isWeb).map(URI::toString);
  }
}
