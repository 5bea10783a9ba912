package dev.tenon.sandbox.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// One request as it came in. The path is raw; `segments()` splits it at each `/` first and decodes
/// then, so an encoded slash never adds a segment, and `//` is not `/`.
///
/// @param clientPort the port that it came from
public record Request(
    String method, String path, Form query, Headers headers, String body, int clientPort) {

  /// The parts of the path between slashes, percent-decoded.
  public List<String> segments() {
    String below = path.startsWith("/") ? path.substring(1) : path;
    return Arrays.stream(below.split("/", -1)).map(Request::decoded).toList();
  }

  /// The body as a form, or an empty form where the content type says that it is something else.
  public Form form() {
    return isForm() ? Form.parse(body) : Form.empty();
  }

  /// Whether the body says that it is `application/x-www-form-urlencoded`.
  public boolean isForm() {
    return mediaType().equals("application/x-www-form-urlencoded");
  }

  /// The media type without parameters, in lower case; empty where there is none.
  public String mediaType() {
    String type = header("Content-Type").orElse("");
    int end = type.indexOf(';');
    return (end < 0 ? type : type.substring(0, end)).strip().toLowerCase(Locale.ROOT);
  }

  /// The first value of a header field.
  public Optional<String> header(String name) {
    return headers.first(name);
  }

  /// The value of a cookie.
  public Optional<String> cookie(String name) {
    return headers.all("Cookie").stream()
        .flatMap(line -> Arrays.stream(line.split(";", -1)))
        .map(String::strip)
        .filter(pair -> pair.startsWith(name + "="))
        .map(pair -> pair.substring(name.length() + 1))
        .findFirst();
  }

  /// The same request as the host behind the first path segment sees it.
  public Request belowFirstSegment() {
    int second = path.indexOf('/', 1);
    String rest = second < 0 ? "/" : path.substring(second);
    return new Request(method, rest, query, headers, body, clientPort);
  }

  /// Method and path; the query and the headers may hold secrets.
  @Override
  public String toString() {
    return method + " " + path;
  }

  private static String decoded(String segment) {
    try {
      return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      return segment;
    }
  }
}
