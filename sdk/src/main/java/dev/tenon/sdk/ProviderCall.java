package dev.tenon.sdk;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A call of a provider's API. Immutable; each `with` method returns a changed copy.
public final class ProviderCall {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /// The hub puts in what the provider wants to see; the hub's own key goes to the hub alone.
  private static final Set<String> NOT_TAKEN =
      Set.of("authorization", "cookie", "tenon-user", "tenon-region");

  private final String method;
  private final String path;
  private final List<String[]> query;
  private final List<String[]> headers;
  private final @Nullable BodyPublisher body;
  private final Duration timeout;

  private ProviderCall(
      String method,
      String path,
      List<String[]> query,
      List<String[]> headers,
      @Nullable BodyPublisher body,
      Duration timeout) {
    this.method = method;
    this.path = path;
    this.query = query;
    this.headers = headers;
    this.body = body;
    this.timeout = timeout;
  }

  /// A call of `path` below the provider's base address, percent-encoded where it has to be.
  public static ProviderCall of(String method, String path) {
    String below = path.startsWith("/") ? path.substring(1) : path;
    return new ProviderCall(method, below, List.of(), List.of(), null, PATIENCE);
  }

  /// A call that reads.
  public static ProviderCall get(String path) {
    return of("GET", path);
  }

  /// The same with one more query parameter, which is encoded here.
  public ProviderCall withQuery(String name, String value) {
    return new ProviderCall(method, path, more(query, name, value), headers, body, timeout);
  }

  /// The same with one more header for the provider.
  ///
  /// @throws IllegalArgumentException for those that the hub sets itself
  public ProviderCall withHeader(String name, String value) {
    if (NOT_TAKEN.contains(name.toLowerCase(Locale.ROOT))) {
      throw new IllegalArgumentException("the hub itself sets " + name);
    }
    return new ProviderCall(method, path, query, more(headers, name, value), body, timeout);
  }

  /// The same with a body, of any length: it is streamed.
  public ProviderCall withBody(String contentType, BodyPublisher content) {
    return new ProviderCall(
        method, path, query, more(headers, "Content-Type", contentType), content, timeout);
  }

  /// The same with a text as its body.
  public ProviderCall withBody(String contentType, String text) {
    return withBody(contentType, BodyPublishers.ofString(text));
  }

  /// The same with so much time until the answer begins; two minutes unless said.
  public ProviderCall withTimeout(Duration longest) {
    return new ProviderCall(method, path, query, headers, body, longest);
  }

  /// Path and query.
  String target() {
    var target = new StringBuilder(path);
    for (String[] parameter : query) {
      target
          .append(target.indexOf("?") < 0 ? '?' : '&')
          .append(ApiPath.escaped(parameter[0]))
          .append('=')
          .append(ApiPath.escaped(parameter[1]));
    }
    return target.toString();
  }

  HttpRequest.Builder request(URI address) {
    BodyPublisher content = body == null ? BodyPublishers.noBody() : body;
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address).timeout(timeout).method(method, content);
    headers.forEach(header -> request.header(header[0], header[1]));
    return request;
  }

  private static List<String[]> more(List<String[]> pairs, String name, String value) {
    var more = new ArrayList<>(pairs);
    more.add(new String[] {name, value});
    return List.copyOf(more);
  }
}
