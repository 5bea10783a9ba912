package dev.tenon.sandbox.fault;

/// One call that a fault may befall. `clientId` and `grantType` are empty where the call has none.
///
/// @param path below the host of an API; empty elsewhere
public record Call(
    String provider, Endpoint endpoint, String clientId, String grantType, String path) {
  /// A call to no API.
  public Call(String provider, Endpoint endpoint, String clientId, String grantType) {
    this(provider, endpoint, clientId, grantType, "");
  }

  /// The kind of endpoint that was called.
  public enum Endpoint {
    AUTHORIZATION,
    TOKEN,
    REVOCATION,
    API
  }
}
