package dev.tenon.sdk;

import dev.tenon.sdk.json.Json.JsonArray;
import dev.tenon.sdk.json.JsonObject;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/// The programs that ask for tokens, and their keys. For admin keys.
public final class Apps {
  private final Transport transport;

  Apps(Transport transport) {
    this.transport = transport;
  }

  /// All apps.
  public Pages<App> list() {
    return new Pages<>(transport, ApiPath.of("apps"), App::of);
  }

  /// The app of this name; empty where there is none.
  public Optional<App> find(String name) {
    return transport.get(ApiPath.of("apps", name)).orThrowUnlessAbsent().map(App::of);
  }

  /// Creates an app whose users may be sent back to any address that it names itself.
  public App create(String name) {
    return create(name, List.of());
  }

  /// Creates an app whose users are sent back to one of these addresses only.
  public App create(String name, List<URI> returnUrls) {
    var app = JsonObject.empty().with("name", name);
    if (!returnUrls.isEmpty()) {
      app =
          app.with(
              "return_urls", JsonArray.ofTexts(returnUrls.stream().map(URI::toString).toList()));
    }
    return App.of(transport.post(ApiPath.of("apps"), app).orThrow());
  }

  /// Creates an app from its fields as the API has them.
  public App create(JsonObject fields) {
    return App.of(transport.post(ApiPath.of("apps"), fields).orThrow());
  }

  /// Changes the fields that are given, and nothing else.
  public App update(String name, JsonObject fields) {
    return App.of(transport.patch(ApiPath.of("apps", name), fields).orThrow());
  }

  /// Gives an app another name; its keys and connections stay.
  public App rename(String name, String other) {
    return update(name, JsonObject.empty().with("name", other));
  }

  /// Deletes an app, and so its keys.
  public void delete(String name) {
    transport.delete(ApiPath.of("apps", name)).orThrow();
  }

  /// The keys of an app, without the keys themselves.
  public Pages<ApiKey> keys(String app) {
    return new Pages<>(transport, ApiPath.of("apps", app, "keys"), ApiKey::of);
  }

  /// Makes a key; this answer is the only one that ever holds it.
  public NewApiKey createKey(String app, String name) {
    return NewApiKey.of(
        transport
            .post(ApiPath.of("apps", app, "keys"), JsonObject.empty().with("name", name))
            .orThrow());
  }

  /// Ends a key at once.
  public void revokeKey(String app, String id) {
    transport.delete(ApiPath.of("apps", app, "keys", id)).orThrow();
  }
}
