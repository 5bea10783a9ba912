package dev.tenon.sdk;

import dev.tenon.sdk.json.JsonObject;

/// Links where a user connects. Any key may make them, for the integrations that it may use.
public final class ConnectLinks {
  private final Transport transport;

  ConnectLinks(Transport transport) {
    this.transport = transport;
  }

  /// Makes a link. Give it to its user only.
  public ConnectLink create(ConnectLinkRequest request) {
    return ConnectLink.of(transport.post(ApiPath.of("connect-links"), request.toJson()).orThrow());
  }

  /// Confirms that the link's own user came back to the app with this code: until then the new
  /// connection is `pending_verification` and hands out nothing. Compare the user of your own
  /// session with the link's user before you call this.
  public JsonObject confirm(String linkId, Secret connectCode) {
    return transport
        .post(
            ApiPath.of("connect-links", linkId, "confirm"),
            JsonObject.empty().with("connect_code", connectCode.reveal()))
        .orThrow();
  }
}
