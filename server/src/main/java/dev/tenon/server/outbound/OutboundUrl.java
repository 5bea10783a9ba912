package dev.tenon.server.outbound;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;

/// A URL in the parts in which it is vetted and called: nothing reads the text a second time, so a
/// check and a call cannot disagree about the host.
///
/// @param scheme `https` or `http`
/// @param host lower-case; an IPv6 address without brackets
/// @param port the one written, else the scheme's own
/// @param target path and query, as in the request line
public record OutboundUrl(String scheme, String host, int port, String target) {
  /// Ports of services that are not HTTP, and of some that take orders over HTTP from anybody.
  private static final Set<Integer> REFUSED_PORTS =
      Set.of(
          1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95, 101,
          102, 103, 104, 109, 110, 111, 113, 115, 117, 119, 123, 135, 137, 138, 139, 143, 161, 179,
          389, 427, 445, 465, 512, 513, 514, 515, 526, 530, 531, 532, 540, 548, 554, 556, 563, 587,
          601, 636, 873, 989, 990, 993, 995, 1433, 1521, 1719, 1720, 1723, 2049, 2181, 2375, 2376,
          2379, 2380, 3306, 3389, 3659, 4045, 5060, 5061, 5432, 5672, 5900, 6000, 6379, 6443, 6566,
          6665, 6666, 6667, 6668, 6669, 6697, 9042, 9092, 9200, 9300, 10250, 11211, 27017);

  /// Reads `url` strictly.
  ///
  /// @throws RefusedUrlException when it is not an absolute http or https URL without oddities
  public static OutboundUrl parse(URI url) throws RefusedUrlException {
    String text = url.toString();
    require(text.chars().allMatch(c -> c > 0x20 && c < 0x7f && c != '\\'), "has odd characters");
    String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
    require(scheme.equals("https") || scheme.equals("http"), "is neither https nor http");
    require(url.getRawUserInfo() == null, "contains user information");
    require(url.getRawFragment() == null, "contains a fragment");
    String host = url.getHost();
    if (host == null || host.isEmpty()) {
      throw new RefusedUrlException("has no proper host name");
    }
    require(!host.endsWith(".") && !host.contains("%"), "has no proper host name");
    require(isName(host), "writes its host as a number");
    require(hasPlainPath(url.getRawPath()), "has dots in place of a path segment");
    return new OutboundUrl(scheme, unbracketed(host), port(url, scheme), target(url));
  }

  /// Reads `text` strictly.
  ///
  /// @throws RefusedUrlException when it is not an absolute http or https URL without oddities
  public static OutboundUrl parse(String text) throws RefusedUrlException {
    try {
      return parse(new URI(text));
    } catch (URISyntaxException _) {
      throw new RefusedUrlException("is not a URL");
    }
  }

  /// Whether the connection is to be protected by TLS.
  boolean isSecure() {
    return scheme.equals("https");
  }

  /// Whether the port is known for something that is not a provider's API.
  boolean hasRefusedPort() {
    return REFUSED_PORTS.contains(port);
  }

  /// Whether the port is the scheme's own.
  boolean hasDefaultPort() {
    return port == defaultPort(scheme);
  }

  /// Scheme, host and port: what is called, without what is asked.
  @Override
  public String toString() {
    return scheme + "://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }

  private static boolean isName(String host) {
    return IpLiteral.parse(host).isPresent() || !IpLiteral.looksNumeric(host);
  }

  private static boolean hasPlainPath(String rawPath) {
    if (rawPath.indexOf('.') < 0 && rawPath.indexOf('%') < 0) {
      return true;
    }
    for (String segment : rawPath.split("/", -1)) {
      String dots = segment.replaceAll("(?i)%2e", ".");
      if (dots.equals(".") || dots.equals("..")) {
        return false;
      }
    }
    return true;
  }

  private static String unbracketed(String host) {
    String lower = host.toLowerCase(Locale.ROOT);
    return lower.startsWith("[") ? lower.substring(1, lower.length() - 1) : lower;
  }

  private static int port(URI url, String scheme) throws RefusedUrlException {
    require(url.getPort() != 0 && url.getPort() <= 65535, "has no proper port");
    return url.getPort() < 0 ? defaultPort(scheme) : url.getPort();
  }

  private static int defaultPort(String scheme) {
    return scheme.equals("https") ? 443 : 80;
  }

  private static String target(URI url) {
    String path = url.getRawPath().isEmpty() ? "/" : url.getRawPath();
    return url.getRawQuery() == null ? path : path + "?" + url.getRawQuery();
  }

  private static void require(boolean condition, String problem) throws RefusedUrlException {
    if (!condition) {
      throw new RefusedUrlException(problem);
    }
  }

  /// A URL that is never called. The message goes on from "the URL" and holds none of it.
  public static final class RefusedUrlException extends Exception {
    private static final long serialVersionUID = 1L;

    RefusedUrlException(String problem) {
      super(problem);
    }
  }
}
