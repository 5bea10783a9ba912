package dev.tenon.call;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A call of a provider's API as somebody wants it, before it has an address and a token.
///
/// @param region the provider's region by its connector's name; empty: the usual one
/// @param headers besides those that the connector sets
/// @param patience how long the provider's rate limit may make it wait in all
/// @param urgency whether others go first
public record ApiCall(
    String method,
    ApiPath path,
    Optional<String> region,
    List<ApiHeader> headers,
    ApiBody body,
    Duration patience,
    Urgency urgency) {
  private static final Set<String> IDEMPOTENT = Set.of("GET", "HEAD", "PUT", "DELETE", "OPTIONS");

  public ApiCall {
    headers = List.copyOf(headers);
  }

  /// One that somebody waits for.
  public ApiCall(
      String method,
      ApiPath path,
      Optional<String> region,
      List<ApiHeader> headers,
      ApiBody body,
      Duration patience) {
    this(method, path, region, headers, body, patience, Urgency.INTERACTIVE);
  }

  /// The same, yielding to calls that somebody waits for.
  public ApiCall inBackground() {
    return new ApiCall(method, path, region, headers, body, patience, Urgency.BACKGROUND);
  }

  /// Whether doing it twice does no more than doing it once (RFC 9110 §9.2.2).
  public boolean isIdempotent() {
    return IDEMPOTENT.contains(method);
  }

  /// Whether there is anything in its body.
  public boolean hasBody() {
    return body.length().orElse(1) != 0;
  }

  /// The first header of that name.
  public Optional<String> header(String name) {
    return headers.stream().filter(header -> header.is(name)).map(ApiHeader::value).findFirst();
  }
}
