package dev.tenon.server.proxy;

import dev.tenon.call.ApiAnswer;
import dev.tenon.call.ApiHeader;
import dev.tenon.server.http.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Which headers of a provider's answer reach the app: those that speak of the content, of lists,
/// of limits and of the provider's own things. None that speaks to a browser about the hub's own
/// address, as the answer comes from there.
final class PassedHeaders {
  private static final Set<String> PASSED =
      Set.of(
          "accept-patch",
          "accept-post",
          "accept-ranges",
          "allow",
          "content-digest",
          "content-disposition",
          "content-encoding",
          "content-language",
          "content-location",
          "content-md5",
          "content-range",
          "content-type",
          "deprecation",
          "digest",
          "etag",
          "last-modified",
          "link",
          "preference-applied",
          "ratelimit",
          "repr-digest",
          "retry-after",
          "sunset",
          "warning");

  private static final List<String> PASSED_BEGINNING_WITH =
      List.of("ratelimit-", "odata-", "tus-", "upload-", "x-");

  private static final List<String> PASSED_ENDING_WITH =
      List.of("request-id", "correlation-id", "trace-id", "-version");

  /// These are orders to a browser, or to a web server in front of the hub.
  private static final List<String> REFUSED_BEGINNING_WITH =
      List.of(
          "x-accel-",
          "x-content-security-policy",
          "x-content-type-options",
          "x-dns-prefetch-control",
          "x-forwarded-",
          "x-frame-options",
          "x-http-method",
          "x-lighttpd-",
          "x-litespeed-",
          "x-original-",
          "x-permitted-cross-domain-policies",
          "x-powered-by",
          "x-reproxy-",
          "x-rewrite-",
          "x-robots-tag",
          "x-sendfile",
          "x-ua-compatible",
          "x-webkit-csp",
          "x-xss-protection");

  /// Types that a browser runs.
  private static final Set<String> ACTIVE =
      Set.of(
          "text/html",
          "application/xhtml+xml",
          "image/svg+xml",
          "text/xml",
          "application/xml",
          "text/javascript",
          "application/javascript",
          "application/pdf");

  private static final List<Answer.Header> OURS =
      List.of(
          new Answer.Header(
              "Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'; sandbox"),
          new Answer.Header("Cross-Origin-Resource-Policy", "same-origin"),
          new Answer.Header("Cache-Control", "private, no-cache"),
          new Answer.Header("Vary", "Authorization, Tenon-User, Tenon-Region"));

  private PassedHeaders() {}

  /// The headers of `answer` for the app.
  static List<Answer.Header> of(ApiAnswer answer, Addresses addresses) {
    List<Answer.Header> headers = new ArrayList<>(OURS);
    for (ApiHeader header : answer.headers()) {
      String name = header.lowerName();
      if (name.equals("location")) {
        headers.add(new Answer.Header("Location", addresses.location(header.value())));
      } else if (name.equals("x-request-id")) {
        headers.add(new Answer.Header("Tenon-Provider-Request-Id", header.value()));
      } else if (isPassed(name) || isBearerChallenge(header)) {
        headers.add(new Answer.Header(header.name(), header.value()));
      }
    }
    if (isActive(answer) && answer.header("Content-Disposition").isEmpty()) {
      headers.add(new Answer.Header("Content-Disposition", "attachment"));
    }
    return headers;
  }

  private static boolean isPassed(String name) {
    return PASSED.contains(name)
        || (REFUSED_BEGINNING_WITH.stream().noneMatch(name::startsWith)
            && (PASSED_BEGINNING_WITH.stream().anyMatch(name::startsWith)
                || PASSED_ENDING_WITH.stream().anyMatch(name::endsWith))
            && !name.startsWith("tenon-"));
  }

  /// A challenge for a password would have a browser ask for one.
  private static boolean isBearerChallenge(ApiHeader header) {
    return header.is("WWW-Authenticate") && header.value().regionMatches(true, 0, "Bearer", 0, 6);
  }

  private static boolean isActive(ApiAnswer answer) {
    return answer
        .header("Content-Type")
        .map(type -> type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT))
        .map(type -> ACTIVE.contains(type) || type.endsWith("+xml"))
        .orElse(false);
  }

  /// Where things are, from outside.
  @FunctionalInterface
  interface Addresses {
    /// What takes the place of a `Location`.
    String location(String location);
  }
}
