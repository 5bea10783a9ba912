package dev.tenon.bench;

import dev.tenon.sdk.ConnectionImport;
import dev.tenon.sdk.OAuthClientFields;
import dev.tenon.sdk.Secret;
import dev.tenon.sdk.TenonClient;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// What the hub under test holds: one integration, one app, and users whose tokens are valid for
/// longer than any run.
final class TestData {
  static final String INTEGRATION = "measured";

  private static final int TOKEN_CHARACTERS = 400;
  private static final Instant EXPIRY = Instant.parse("2099-01-01T00:00:00Z");

  private TestData() {}

  /// Makes it through the API, as an admin would; the app's key.
  static Secret make(URI hub, Secret adminKey, int users) {
    return make(hub, adminKey, users, Map.of());
  }

  /// The same with these parameters of the OAuth client.
  static Secret make(URI hub, Secret adminKey, int users, Map<String, String> parameters) {
    try (var admin = TenonClient.of(hub, adminKey)) {
      admin
          .oauthClients()
          .create(
              INTEGRATION,
              OAuthClientFields.none()
                  .connector("generic-oauth2")
                  .connectionDefinition("user-sign-in")
                  .clientId("bench")
                  .clientSecret(Secret.of("bench-secret-of-no-use"))
                  .authorizationUrl(URI.create("https://id.example.com/authorize"))
                  .tokenUrl(URI.create("https://id.example.com/token"))
                  .scope("openid bench")
                  .parameters(parameters)
                  .forAllApps());
      admin.apps().create("bench");
      for (int i = 0; i < users; i++) {
        admin
            .connections()
            .importTokens(
                ConnectionImport.of(INTEGRATION, user(i))
                    .withAccessToken(Secret.of(token(i)))
                    .withExpiresAt(EXPIRY)
                    .withRefreshToken(Secret.of("refresh-" + i))
                    .withScopes(List.of("openid", "bench")));
      }
      return admin.apps().createKey("bench", "bench").key();
    }
  }

  /// Every user's name has the same length, so that every request has.
  static String user(int number) {
    return "user-%03d".formatted(number);
  }

  /// The access token of a user.
  static String token(int number) {
    String start = "token-%03d-".formatted(number);
    return start + "x".repeat(TOKEN_CHARACTERS - start.length());
  }
}
