package dev.tenon.server.proxy;

import java.net.URI;
import java.net.URISyntaxException;

/// Turns a provider's addresses into the hub's where they are of the API that is proxied, so that
/// who follows them comes back here and not to the provider without a token.
///
/// @param here where the API is at the hub, without a slash at its end
/// @param base where it is at the provider
record HubAddresses(String here, String base) {

  /// What takes the place of `location` (RFC 9110 §10.2.2); itself, where it leads elsewhere.
  String location(String location) {
    try {
      URI from = new URI(base + "/");
      String absolute = from.resolve(new URI(location)).toString();
      if (absolute.equals(base) || absolute.startsWith(base + "/")) {
        return here + absolute.substring(base.length());
      }
      return location.startsWith("/") || !location.contains(":") ? absolute : location;
    } catch (URISyntaxException | IllegalArgumentException _) {
      return location;
    }
  }
}
