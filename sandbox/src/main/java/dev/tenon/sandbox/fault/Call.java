package dev.tenon.sandbox.fault;

import dev.tenon.sandbox.http.Request;

/// One call that a fault may befall. `clientId` and `grantType` are empty where the call has none.
///
/// @param path below the host of an API; empty elsewhere
/// @param range the `Range` that a call to an API asks for; empty where there is none
public record Call(
    String provider,
    Endpoint endpoint,
    String clientId,
    String grantType,
    String path,
    String range) {
  /// A call to no API.
  public Call(String provider, Endpoint endpoint, String clientId, String grantType) {
    this(provider, endpoint, clientId, grantType, "", "");
  }

  /// A call to the API of this host.
  public static Call toApi(String host, Request request) {
    return new Call(host, Endpoint.API, "", "", request.path(), request.header("Range").orElse(""));
  }

  /// The kind of endpoint that was called.
  public enum Endpoint {
    AUTHORIZATION,
    TOKEN,
    REVOCATION,
    API
  }
}
