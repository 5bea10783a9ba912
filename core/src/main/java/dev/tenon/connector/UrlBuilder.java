package dev.tenon.connector;

import java.util.regex.Pattern;

/// A URL in the making, to which a template's author adds text and strangers add values. A value is
/// encoded or refused by the place where it lands, so that none can lead the URL elsewhere.
final class UrlBuilder {
  private static final Pattern HOST =
      Pattern.compile(
          "([A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?|\\[[0-9A-Fa-f:.]+\\])(:[0-9]{1,5})?");
  private static final Pattern PORT = Pattern.compile("[0-9]{1,5}");
  private static final Pattern BASE =
      Pattern.compile("https?://" + HOST.pattern() + "(/[!$&-;=@A-Z_a-z~%]*)?");
  private static final Pattern WHOLE =
      Pattern.compile(BASE.pattern() + "(\\?[!$&-;=?@A-Z_a-z~%]*)?");
  private static final Pattern RAW = Pattern.compile("[!$&-;=?@A-Z_a-z~%\\[\\]]*");

  private final StringBuilder url = new StringBuilder();
  private final boolean absolute;

  /// @param absolute whether it begins with scheme and host, rather than being a path below a base
  UrlBuilder(boolean absolute) {
    this.absolute = absolute;
  }

  void text(String text) {
    url.append(text);
  }

  /// Adds a value.
  ///
  /// @param last whether nothing follows
  /// @return what is wrong with it, or empty text
  String value(String value, boolean raw, boolean last) {
    if (isAtStart()) {
      return start(value, last);
    }
    if (isInPort()) {
      return add(value, PORT.matcher(value).matches(), "is not a port");
    }
    if (isInAuthority()) {
      return add(value, HOST.matcher(value).matches(), "is not a host name");
    }
    return raw
        ? add(value, RAW.matcher(value).matches(), "has a character that a URL cannot have")
        : add(UrlEncoding.encode(value), true, "");
  }

  /// Whether a whole base URL is taken here.
  boolean isAtStart() {
    return absolute && url.isEmpty();
  }

  /// A value that would fit here.
  String harmless() {
    if (isAtStart()) {
      return "https://host.example";
    }
    return isInPort() ? "443" : "x";
  }

  /// What is wrong with the whole, or empty text.
  String problem() {
    String path = url.toString().split("[?#]", 2)[0];
    for (String segment : path.split("/", -1)) {
      String plain = segment.replace("%2e", ".").replace("%2E", ".");
      if (plain.equals(".") || plain.equals("..")) {
        return "makes a dot segment";
      }
    }
    if (!absolute) {
      return path.startsWith("//") ? "makes a path that begins with two slashes" : "";
    }
    return WHOLE.matcher(url).matches() ? "" : "does not make an http or https URL";
  }

  private String start(String value, boolean last) {
    if (last) {
      return add(value, WHOLE.matcher(value).matches(), "is not an http or https URL");
    }
    String base = value.replaceAll("/+$", "");
    return add(base, BASE.matcher(base).matches(), "is not an http or https URL without a query");
  }

  private boolean isInAuthority() {
    return absolute && authority().chars().noneMatch(c -> c == '/' || c == '?');
  }

  private boolean isInPort() {
    String authority = authority();
    // A colon before or within brackets is one of an IPv6 address.
    return isInAuthority()
        && authority.lastIndexOf('[') <= authority.lastIndexOf(']')
        && authority.lastIndexOf(':') > authority.lastIndexOf(']');
  }

  /// What stands behind the scheme; empty text while that is not there.
  private String authority() {
    int scheme = url.indexOf("://");
    return scheme < 0 ? "" : url.substring(scheme + 3);
  }

  private String add(String value, boolean fits, String problem) {
    if (fits) {
      url.append(value);
    }
    return fits ? "" : problem;
  }

  @Override
  public String toString() {
    return url.toString();
  }
}
