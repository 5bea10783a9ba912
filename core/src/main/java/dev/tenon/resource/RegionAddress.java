package dev.tenon.resource;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/// Addresses of regions as a provider lists them. A token goes there, so they must be the
/// provider's own. Pure; safe for use by any thread.
final class RegionAddress {
  private RegionAddress() {}

  /// The address with a scheme: `//host/path` gets the master's.
  static String whole(String address, Optional<String> master) {
    return address.startsWith("//")
        ? master.map(it -> it.substring(0, Math.max(0, it.indexOf("//")))).orElse("https:")
            + address
        : address;
  }

  /// Whether `address` is of the same provider as the master: the same host, or one under the name
  /// that the master's host is under (`app21.connect.example` beside `app.connect.example`), and no
  /// worse protected.
  static boolean isKin(String address, Optional<String> master) {
    if (master.isEmpty()) {
      return false;
    }
    try {
      URI one = URI.create(address);
      URI other = URI.create(master.get());
      if (one.getHost() == null || other.getHost() == null || one.getUserInfo() != null) {
        return false;
      }
      String host = one.getHost().toLowerCase(Locale.ROOT);
      String own = other.getHost().toLowerCase(Locale.ROOT);
      boolean scheme = one.getScheme().equalsIgnoreCase(other.getScheme());
      if (host.equals(own)) {
        return scheme && one.getPort() == other.getPort();
      }
      String under = own.substring(own.indexOf('.') + 1);
      boolean isName = under.indexOf('.') > 0 && !own.matches("[0-9.]+");
      return scheme && isName && host.endsWith("." + under) && one.getPort() == other.getPort();
    } catch (IllegalArgumentException _) {
      return false;
    }
  }
}
