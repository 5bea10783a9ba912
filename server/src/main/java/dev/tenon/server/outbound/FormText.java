package dev.tenon.server.outbound;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/// `application/x-www-form-urlencoded`, as RFC 6749 appendix B uses it.
public final class FormText {
  private FormText() {}

  /// `parameters` in their order.
  public static String encode(Map<String, String> parameters) {
    return parameters.entrySet().stream()
        .map(each -> encode(each.getKey()) + "=" + encode(each.getValue()))
        .collect(Collectors.joining("&"));
  }

  /// One name or value.
  public static String encode(String text) {
    return URLEncoder.encode(text, UTF_8);
  }

  /// What `text` says; of a name that comes twice the last value counts. A part that is not encoded
  /// properly is taken as it stands.
  public static Map<String, String> decode(String text) {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (String part : text.strip().split("&", -1)) {
      int equals = part.indexOf('=');
      if (equals > 0) {
        parameters.put(decoded(part.substring(0, equals)), decoded(part.substring(equals + 1)));
      }
    }
    return parameters;
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, UTF_8);
    } catch (IllegalArgumentException _) {
      return text;
    }
  }
}
