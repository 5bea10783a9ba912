package dev.tenon.token;

import java.time.Duration;

/// What came of an app's report that a provider refused a token.
public sealed interface ReportResult {
  /// That version is no longer handed out; this one is.
  record Replaced(long version) implements ReportResult {}

  /// There is no such connection for this app.
  record NotFound() implements ReportResult {}

  /// The provider gave nothing to refresh it with; nothing was changed.
  record NotRefreshable() implements ReportResult {}

  /// A report has made us refresh this connection a moment ago; another would not help.
  record TooSoon(Duration retryAfter) implements ReportResult {}

  /// That version is no longer handed out and no other could be had: the same answer as asking for
  /// a token would give.
  record Failed(TokenResult result) implements ReportResult {}
}
