package dev.tenon.sdk;

import dev.tenon.sdk.json.Json.JsonArray;
import dev.tenon.sdk.json.Json.JsonNumber;
import dev.tenon.sdk.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/// Which connect link is wanted. Immutable; each `with` method returns a changed copy.
public final class ConnectLinkRequest {
  private final JsonObject json;

  private ConnectLinkRequest(JsonObject json) {
    this.json = json;
  }

  /// A link where `user` connects `integration`.
  public static ConnectLinkRequest of(String integration, String user) {
    return new ConnectLinkRequest(
        JsonObject.empty().with("integration", integration).with("user", user));
  }

  /// A link where `user` connects several integrations on one page.
  public static ConnectLinkRequest of(List<String> integrations, String user) {
    return new ConnectLinkRequest(
        JsonObject.empty()
            .with("integrations", JsonArray.ofTexts(integrations))
            .with("user", user));
  }

  /// Where the browser goes when the user is done; it carries the `connect_code`.
  public ConnectLinkRequest withReturnUrl(URI returnUrl) {
    return new ConnectLinkRequest(json.with("return_url", returnUrl.toString()));
  }

  /// How long the link lives.
  public ConnectLinkRequest withExpiresIn(Duration expiresIn) {
    return new ConnectLinkRequest(json.with("expires_in", JsonNumber.of(expiresIn.toSeconds())));
  }

  /// How often the link may be used.
  public ConnectLinkRequest withMaxUses(int maxUses) {
    return new ConnectLinkRequest(json.with("max_uses", JsonNumber.of(maxUses)));
  }

  /// The language of its pages, such as `de`; unless said, the one that the user's browser likes
  /// best.
  public ConnectLinkRequest withLocale(String locale) {
    return new ConnectLinkRequest(json.with("locale", locale));
  }

  JsonObject toJson() {
    return json;
  }
}
