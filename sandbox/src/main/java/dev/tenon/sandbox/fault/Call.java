package dev.tenon.sandbox.fault;

/// One call that a fault may befall. `clientId` and `grantType` are empty where the call has none.
public record Call(String provider, Endpoint endpoint, String clientId, String grantType) {
  /// The kind of endpoint that was called.
  public enum Endpoint {
    AUTHORIZATION,
    TOKEN,
    REVOCATION,
    API
  }
}
