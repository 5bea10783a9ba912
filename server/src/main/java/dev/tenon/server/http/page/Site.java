package dev.tenon.server.http.page;

import java.net.URI;

/// Where browsers reach the hub.
///
/// @param baseUrl without a final slash; may have a path where a proxy in front takes it away
public record Site(URI baseUrl) {
  /// Whether browsers reach it by `https`.
  public boolean isHttps() {
    return "https".equals(baseUrl.getScheme());
  }

  /// The path of something of ours as browsers see it.
  public String path(String path) {
    return (baseUrl.getRawPath() == null ? "" : baseUrl.getRawPath()) + path;
  }

  /// Scheme, host and port as browsers write them in `Origin`.
  public String origin() {
    return origin(baseUrl);
  }

  /// The origin of an address.
  public static String origin(URI uri) {
    boolean usual =
        uri.getPort() < 0
            || ("https".equals(uri.getScheme()) && uri.getPort() == 443)
            || ("http".equals(uri.getScheme()) && uri.getPort() == 80);
    return uri.getScheme() + "://" + uri.getHost() + (usual ? "" : ":" + uri.getPort());
  }
}
