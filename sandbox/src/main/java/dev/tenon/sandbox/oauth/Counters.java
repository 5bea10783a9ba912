package dev.tenon.sandbox.oauth;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What one client has done at one provider so far.
///
/// @param tokenCalls calls of the token endpoint by grant type, failed ones too
/// @param refreshes refreshes that the provider did, whether or not the answer arrived
/// @param reuseSeen how often a refresh token came that was already used
/// @param grantsRevoked grants that ended, for whatever reason
public record Counters(
    String provider,
    String clientId,
    long authorizeCalls,
    Map<String, Long> tokenCalls,
    long codesRedeemed,
    long refreshes,
    long reuseSeen,
    long grantsRevoked,
    long revocationCalls,
    Optional<SeenTokenRequest> lastTokenRequest) {

  public Counters {
    tokenCalls = Collections.unmodifiableMap(new TreeMap<>(tokenCalls));
  }

  /// Nothing counted yet.
  public static Counters none(String provider, String clientId) {
    return new Counters(provider, clientId, 0, Map.of(), 0, 0, 0, 0, 0, Optional.empty());
  }

  /// Calls of the token endpoint with this grant type.
  public long tokenCalls(String grantType) {
    return tokenCalls.getOrDefault(grantType, 0L);
  }
}
