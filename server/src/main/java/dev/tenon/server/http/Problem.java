package dev.tenon.server.http;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// What went wrong, for the caller (RFC 9457).
///
/// @param status HTTP status
/// @param code stable, snake_case; also the last part of `type`
/// @param title one short sentence, the same for every occurrence of the code
/// @param detail what happened here, whose turn it is and what to do
/// @param retryAfterSeconds sent as `Retry-After`
/// @param extras further members: texts, numbers, booleans, lists and maps of them
public record Problem(
    int status,
    String code,
    String title,
    String detail,
    Optional<Long> retryAfterSeconds,
    Map<String, Object> extras) {
  public Problem {
    extras = new LinkedHashMap<>(extras);
  }

  /// A problem without further members.
  public static Problem of(int status, String code, String title, String detail) {
    return new Problem(status, code, title, detail, Optional.empty(), Map.of());
  }

  /// The same with one more member.
  public Problem with(String name, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(extras);
    more.put(name, value);
    return new Problem(status, code, title, detail, retryAfterSeconds, more);
  }

  /// The same with `Retry-After`.
  public Problem retryAfter(long seconds) {
    return new Problem(status, code, title, detail, Optional.of(seconds), extras);
  }
}
