package dev.tenon.server.outbound;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// One outbound request. It may hold secrets in its headers, query and body, so it prints nothing
/// but its method and host. Immutable.
public final class HttpCall {
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");
  private static final Set<String> OURS =
      Set.of(
          "host",
          "connection",
          "content-length",
          "content-type",
          "transfer-encoding",
          "te",
          "trailer",
          "upgrade",
          "expect",
          "proxy-authorization");

  private final String method;
  private final URI url;
  private final String query;
  private final Map<String, String> headers;
  private final Optional<Content> content;

  private HttpCall(
      String method,
      URI url,
      String query,
      Map<String, String> headers,
      Optional<Content> content) {
    this.method = method;
    this.url = url;
    this.query = query;
    this.headers = headers;
    this.content = content;
  }

  /// A request without headers or content.
  public static HttpCall of(String method, URI url) {
    return new HttpCall(method, url, "", Map.of(), Optional.empty());
  }

  /// The same with `name` set to `value`, in place of what it was set to before.
  public HttpCall header(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.keySet().removeIf(name::equalsIgnoreCase);
    more.put(name, value);
    return new HttpCall(method, url, query, more, content);
  }

  /// The same with `parameters` after the query of its URL.
  public HttpCall query(Map<String, String> parameters) {
    return new HttpCall(method, url, FormText.encode(parameters), headers, content);
  }

  /// The same with `parameters` as a form.
  public HttpCall form(Map<String, String> parameters) {
    return content("application/x-www-form-urlencoded", FormText.encode(parameters));
  }

  /// The same with `text` as JSON.
  public HttpCall json(String text) {
    return content("application/json", text);
  }

  /// The same with `text` as its body.
  ///
  /// @param type the media type
  public HttpCall content(String type, String text) {
    return new HttpCall(method, url, query, headers, Optional.of(new Content(type, text)));
  }

  String method() {
    return method;
  }

  URI url() {
    return url;
  }

  Map<String, String> headers() {
    return headers;
  }

  Optional<Content> content() {
    return content;
  }

  /// What goes into the request line for `vetted`.
  String target(OutboundUrl vetted) {
    if (query.isEmpty()) {
      return vetted.target();
    }
    return vetted.target() + (vetted.target().contains("?") ? "&" : "?") + query;
  }

  /// Host and port: what its calls take turns for.
  String place() {
    return String.valueOf(url.getHost()).toLowerCase(Locale.ROOT) + ":" + url.getPort();
  }

  /// Why it may not be sent, if so: headers that are not the caller's to set, or that would break
  /// out of their line.
  Optional<String> problem() {
    for (Map.Entry<String, String> header : headers.entrySet()) {
      String name = header.getKey();
      if (!TOKEN.matcher(name).matches() || OURS.contains(name.toLowerCase(Locale.ROOT))) {
        return Optional.of("a header is set that may not be set");
      }
      if (!header.getValue().chars().allMatch(c -> c >= 0x20 && c < 0x7f)) {
        return Optional.of("the header " + name + " has characters that may not be sent");
      }
    }
    return TOKEN.matcher(method).matches() && !method.equals("CONNECT")
        ? Optional.empty()
        : Optional.of("the method may not be sent");
  }

  @Override
  public String toString() {
    return method + " " + url.getHost();
  }

  /// A body as it goes out.
  static final class Content {
    private final String type;
    private final String text;

    private Content(String type, String text) {
      this.type = type;
      this.text = text;
    }

    String type() {
      return type;
    }

    String text() {
      return text;
    }
  }
}
