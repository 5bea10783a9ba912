package dev.tenon.connector;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Where and how the provider's API is called with a token.
///
/// @param baseUrls templates to try in order: the first whose placeholders all have values
/// @param headers sent with every call, except those that come out empty; `${access_token}` may be
///   used, and the placeholders `request.method`, `request.path`, `request.query`, `request.host`
/// @param query sent with every call
/// @param body fields put into the body of every call that has a JSON or form body
/// @param retry how the provider says when to come back
/// @param paging how lists go on unless a resource says otherwise
/// @param probe a call that answers 2xx when a token or key works
/// @param decompress whether files come compressed without saying so and must be unpacked
/// @param headersOnRedirect whether the provider's own redirects want the headers again
/// @param passHeaders names of headers that an app may add to its own calls, besides those that
///   speak of the message itself; with a `*` at the end, all that begin so
/// @param contentType what a body is that does not say what it is
public record Api(
    List<Template> baseUrls,
    Map<String, Template> headers,
    Map<String, Template> query,
    Map<String, Template> body,
    Retry retry,
    Optional<Paging> paging,
    Optional<Probe> probe,
    boolean decompress,
    boolean headersOnRedirect,
    List<String> passHeaders,
    Optional<String> contentType) {
  public Api {
    baseUrls = List.copyOf(baseUrls);
    headers = Ordered.copyOf(headers);
    query = Ordered.copyOf(query);
    body = Ordered.copyOf(body);
    passHeaders = List.copyOf(passHeaders);
  }

  /// Rate-limit hints.
  ///
  /// @param afterHeader header with seconds or a date to wait, normally `Retry-After`
  /// @param atHeader header with the time at which calls are allowed again
  /// @param remainingHeader header with the calls that are left
  /// @param errorCodes statuses that mean "later" besides 429
  /// @param inBody regular expressions on the body that mean "later"
  /// @param perMinute the provider's published limit, where there is one; it says when to go gently
  /// @param limits what the provider publishes of certain calls; they are kept to
  public record Retry(
      String afterHeader,
      Optional<String> atHeader,
      Optional<String> remainingHeader,
      List<Integer> errorCodes,
      List<String> inBody,
      Optional<Integer> perMinute,
      List<RateLimit> limits) {
    public Retry {
      errorCodes = List.copyOf(errorCodes);
      inBody = List.copyOf(inBody);
      limits = List.copyOf(limits);
    }

    /// Without limits that are kept to.
    public Retry(
        String afterHeader,
        Optional<String> atHeader,
        Optional<String> remainingHeader,
        List<Integer> errorCodes,
        List<String> inBody,
        Optional<Integer> perMinute) {
      this(afterHeader, atHeader, remainingHeader, errorCodes, inBody, perMinute, List.of());
    }

    /// The limits that count a call of `path`.
    public List<RateLimit> limits(String path) {
      return limits.isEmpty()
          ? limits
          : limits.stream().filter(limit -> limit.covers(path)).toList();
    }
  }

  /// A call that shows whether a credential works.
  ///
  /// @param paths below the base, tried in order until one answers 2xx
  /// @param headers sent besides those of every call
  /// @param body fields of a JSON body; none means no body
  /// @param baseUrl in place of the API's
  public record Probe(
      String method,
      List<Template> paths,
      Map<String, Template> headers,
      Map<String, Template> body,
      Optional<Template> baseUrl) {
    public Probe {
      paths = List.copyOf(paths);
      headers = Ordered.copyOf(headers);
      body = Ordered.copyOf(body);
    }
  }
}
