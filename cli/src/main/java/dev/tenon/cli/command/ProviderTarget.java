package dev.tenon.cli.command;

import dev.tenon.cli.terminal.FailedException;
import dev.tenon.cli.terminal.Failure;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/// Where a token may go.
final class ProviderTarget {
  private ProviderTarget() {}

  /// An address that was typed in full: over TLS, unless it is on this machine.
  static URI whole(URI url) {
    if (!"https".equalsIgnoreCase(url.getScheme()) && !isHere(url)) {
      throw refused("A token does not go over plain http to " + url.getHost() + ".", "Use https.");
    }
    if (url.getUserInfo() != null) {
      throw refused("The address has a user in it.", "Leave out what stands before the @.");
    }
    return url;
  }

  /// `path` of the provider's API behind `integration`, at the hub.
  static URI atHub(URI hub, String integration, String path) {
    String name = URLEncoder.encode(integration, StandardCharsets.UTF_8).replace("+", "%20");
    return below(URI.create(hub.toString().replaceAll("/+$", "") + "/proxy/" + name), path);
  }

  /// `path` below `base`: on its host, and below its path, whatever dots and slashes say.
  static URI below(URI base, String path) {
    String prefix = base.toString().replaceAll("/+$", "");
    try {
      URI target = new URI(prefix + path);
      boolean same =
          Objects.equals(target.getRawAuthority(), base.getRawAuthority())
              && (target.normalize().getRawPath() + "/").startsWith(pathOf(prefix) + "/")
              && !path.startsWith("//")
              && !hidden(target.getRawPath());
      if (same) {
        return target;
      }
    } catch (URISyntaxException _) {
      // Told below, as any other path that leads elsewhere.
    }
    throw refused(
        "'" + path + "' is not a path below " + prefix + ".",
        "Give a path such as /projects?x=1, or the whole address.");
  }

  private static boolean hidden(String path) {
    return path.matches("(?i).*(%2e|%2f|%5c).*") || path.matches(".*/\\.\\.?(/.*)?");
  }

  private static String pathOf(String prefix) {
    return URI.create(prefix).getRawPath();
  }

  private static boolean isHere(URI url) {
    return url.getHost().matches("localhost|127\\.[0-9.]+|\\[::1]");
  }

  private static FailedException refused(String happened, String todo) {
    return new FailedException(Failure.usage(happened, todo));
  }
}
