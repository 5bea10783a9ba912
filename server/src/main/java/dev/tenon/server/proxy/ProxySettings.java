package dev.tenon.server.proxy;

import java.time.Duration;

/// What a proxied call may take.
///
/// @param bodyBytes of a request; an answer's limit is the wire's
/// @param patience how long a provider's rate limit may make a call wait that does not say so
/// @param callsPerWorkspace that may be under way; more are refused
public record ProxySettings(long bodyBytes, Duration patience, int callsPerWorkspace) {
  /// 30 s of patience, 1000 calls a workspace.
  public static ProxySettings standard(long bodyBytes) {
    return new ProxySettings(bodyBytes, Duration.ofSeconds(30), 1000);
  }
}
