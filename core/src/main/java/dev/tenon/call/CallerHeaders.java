package dev.tenon.call;

import dev.tenon.connector.Api;
import java.util.Locale;
import java.util.Set;

/// Which headers of a caller go on to a provider: those that speak of the message itself, and those
/// that the provider's connector names. Pure; safe for use by any thread.
public final class CallerHeaders {
  private static final Set<String> ALWAYS =
      Set.of(
          "accept",
          "accept-language",
          "cache-control",
          "content-digest",
          "content-disposition",
          "content-encoding",
          "content-language",
          "content-md5",
          "content-type",
          "digest",
          "idempotency-key",
          "if-match",
          "if-modified-since",
          "if-none-match",
          "if-range",
          "if-unmodified-since",
          "last-event-id",
          "prefer",
          "range",
          "repr-digest",
          "soapaction");

  /// Credentials, what belongs to one connection, and what makes a provider take the request for
  /// another one: not even a connector passes these on.
  private static final Set<String> NEVER =
      Set.of(
          "accept-encoding",
          "authorization",
          "connection",
          "content-length",
          "cookie",
          "cookie2",
          "expect",
          "forwarded",
          "from",
          "host",
          "keep-alive",
          "origin",
          "referer",
          "te",
          "trailer",
          "transfer-encoding",
          "true-client-ip",
          "upgrade",
          "user-agent",
          "via",
          "x-client-ip",
          "x-method-override",
          "x-real-ip");

  private static final Set<String> NEVER_BEGINNING_WITH =
      Set.of(
          "proxy-", "sec-", "tenon-", "x-forwarded-", "x-http-method", "x-original-", "x-rewrite-");

  private CallerHeaders() {}

  /// Whether the header of that lower-case name goes on to the provider of `api`.
  public static boolean goOn(String name, Api api) {
    if (NEVER.contains(name) || NEVER_BEGINNING_WITH.stream().anyMatch(name::startsWith)) {
      return false;
    }
    return ALWAYS.contains(name)
        || api.passHeaders().stream().anyMatch(pattern -> matches(pattern, name));
  }

  private static boolean matches(String pattern, String name) {
    String lower = pattern.toLowerCase(Locale.ROOT);
    return lower.endsWith("*")
        ? name.startsWith(lower.substring(0, lower.length() - 1))
        : name.equals(lower);
  }
}
