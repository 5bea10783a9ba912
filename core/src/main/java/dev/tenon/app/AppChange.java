package dev.tenon.app;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/// What becomes another of an app. Only what is there is written, so that two who change different
/// things of the same app at once undo nothing of each other's.
///
/// @param returnUrls where its users may be sent back to
/// @param allowedCalls what it may call of providers' APIs
public record AppChange(Optional<List<URI>> returnUrls, Optional<List<CallRule>> allowedCalls) {
  public AppChange {
    returnUrls = returnUrls.map(List::copyOf);
    allowedCalls = allowedCalls.map(List::copyOf);
  }

  /// Other return addresses.
  public static AppChange ofReturnUrls(List<URI> others) {
    return new AppChange(Optional.of(others), Optional.empty());
  }

  /// Other rules of what it may call.
  public static AppChange ofAllowedCalls(List<CallRule> others) {
    return new AppChange(Optional.empty(), Optional.of(others));
  }

  /// Whether nothing becomes another.
  public boolean isNone() {
    return returnUrls.isEmpty() && allowedCalls.isEmpty();
  }
}
