package dev.tenon.sdk;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/// A path below `/api/v1`, made of names that are escaped here and so cannot lead elsewhere.
record ApiPath(String text) {

  static ApiPath of(String... segments) {
    var path = new StringBuilder("/api/v1");
    for (String segment : segments) {
      path.append('/').append(escaped(segment));
    }
    return new ApiPath(path.toString());
  }

  /// The same path with one more query parameter.
  ApiPath with(String name, String value) {
    char separator = text.indexOf('?') < 0 ? '?' : '&';
    return new ApiPath(text + separator + name + "=" + escaped(value));
  }

  URI under(URI hub) {
    return URI.create(hub.toString().replaceAll("/+$", "") + text);
  }

  /// `text` so that it is one segment or value, whatever is in it.
  static String escaped(String text) {
    String encoded = URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    return encoded.matches("\\.{1,2}") ? encoded.replace(".", "%2E") : encoded;
  }
}
