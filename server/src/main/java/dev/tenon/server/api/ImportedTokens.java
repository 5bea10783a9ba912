package dev.tenon.server.api;

import dev.tenon.client.ResolvedClient;
import dev.tenon.connector.Authorization;
import dev.tenon.connector.Lifetimes;
import dev.tenon.oauth.AccessToken;
import dev.tenon.oauth.RefreshToken;
import dev.tenon.oauth.Scope;
import dev.tenon.oauth.TokenResponse;
import dev.tenon.secret.Secret;
import dev.tenon.server.http.Problem;
import dev.tenon.server.http.ProblemException;
import dev.tenon.server.http.json.Fields;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;

/// Tokens or credentials as an import says them. Combinations that make no sense are refused with
/// `invalid_import`.
///
/// A refresh token alone is taken too: the access token beside it is then one that is over already,
/// so the first request for a token refreshes.
record ImportedTokens(
    Optional<Secret> accessToken,
    Optional<Secret> refreshToken,
    Optional<Instant> expiresAt,
    Optional<Duration> expiresIn,
    Optional<Scope> scope,
    Optional<Credentials> credentials) {
  private static final long LONGEST_SECONDS = 10L * 365 * 24 * 3600;
  private static final AccessToken OVER = AccessToken.of("none-was-imported");

  /// The tokens that `fields` says; the caller ends the reading.
  static ImportedTokens read(Fields fields) {
    Optional<Scope> scope = fields.text("scope", Scope::parse);
    Optional<Scope> scopes =
        fields
            .texts("scopes", ImportedTokens::scopeToken)
            .map(tokens -> new Scope(new LinkedHashSet<>(tokens)));
    if (scope.isPresent() && scopes.isPresent()) {
      fields.problem("scopes", "is another way to say 'scope'; use one of them");
    }
    return new ImportedTokens(
        fields.text("access_token", Secret::of),
        fields.text("refresh_token", Secret::of),
        fields.time("expires_at"),
        fields.whole("expires_in", 0, LONGEST_SECONDS).map(Duration::ofSeconds),
        scope.or(() -> scopes),
        fields.object("credentials").map(Credentials::read));
  }

  /// As if the provider had just answered so.
  ///
  /// @throws ProblemException with status 422 when it makes no sense
  TokenResponse asResponse(ResolvedClient client, Instant now) {
    return switch (client.definition().authorization()) {
      case Authorization.AuthorizationCode _, Authorization.Login _ -> tokens(now);
      case Authorization.ApiKey _ ->
          credentials(now, credentials().flatMap(Credentials::asApiKey), "ApiKey", "api_key");
      case Authorization.Basic _ ->
          credentials(
              now, credentials().flatMap(Credentials::asBasic), "Basic", "username and password");
      case Authorization.ClientCredentials _, Authorization.Declared _ ->
          throw refused(
              "Nothing can be imported for this integration: no user takes part in it, and its"
                  + " tokens are obtained by the hub itself.");
    };
  }

  /// Whether a request can be made with the access token of `response`, which these made.
  boolean isUsable(TokenResponse response) {
    boolean given = accessToken.isPresent() || credentials.isPresent();
    return given && response.expiresIn().map(life -> life.isPositive()).orElse(true);
  }

  /// What a form would keep of the credentials in the open: the user name.
  Map<String, String> openValues() {
    return credentials
        .flatMap(Credentials::username)
        .map(name -> Map.of("username", name.reveal()))
        .orElse(Map.of());
  }

  /// How long the client's tokens live, as its connector says.
  static Lifetimes lifetimes(ResolvedClient client) {
    return switch (client.definition().authorization()) {
      case Authorization.AuthorizationCode code -> code.token().lifetimes();
      case Authorization.ClientCredentials own -> own.token().lifetimes();
      case Authorization.Login login -> login.lifetimes();
      case Authorization.ApiKey _, Authorization.Basic _, Authorization.Declared _ ->
          Lifetimes.unknown();
    };
  }

  private TokenResponse tokens(Instant now) {
    if (credentials.isPresent()) {
      throw refused("This integration takes tokens; 'credentials' are for API keys and passwords.");
    }
    if (accessToken.isEmpty() && refreshToken.isEmpty()) {
      throw refused("Send 'access_token', 'refresh_token' or both.");
    }
    if (expiresAt.isPresent() && expiresIn.isPresent()) {
      throw refused("Send 'expires_at' or 'expires_in', not both.");
    }
    Optional<Duration> life = expiresIn.or(() -> expiresAt.map(at -> Duration.between(now, at)));
    if (accessToken.isEmpty() && life.isPresent()) {
      throw refused("An expiry belongs to an access token, and there is none.");
    }
    if (refreshToken.isEmpty() && life.map(it -> !it.isPositive()).orElse(false)) {
      throw refused("The access token is over, and there is no refresh token.");
    }
    return response(
        now,
        accessToken.map(AccessToken::new).orElse(OVER),
        "Bearer",
        accessToken.isPresent() ? life : Optional.of(Duration.ZERO));
  }

  private TokenResponse credentials(
      Instant now, Optional<AccessToken> token, String type, String expected) {
    boolean others =
        accessToken.isPresent()
            || refreshToken.isPresent()
            || expiresAt.isPresent()
            || expiresIn.isPresent();
    if (others || token.isEmpty()) {
      throw refused(
          "This integration takes 'credentials' with %s, and nothing else.".formatted(expected));
    }
    return response(now, token.get(), type, Optional.empty());
  }

  private TokenResponse response(
      Instant now, AccessToken token, String type, Optional<Duration> life) {
    return new TokenResponse(
        token,
        type,
        life,
        refreshToken.map(RefreshToken::new),
        Optional.empty(),
        scope,
        Optional.empty(),
        Map.of(),
        now);
  }

  private static String scopeToken(String text) {
    if (!Scope.isToken(text)) {
      throw new IllegalArgumentException("each item is one scope token without spaces");
    }
    return text;
  }

  static ProblemException refused(String detail) {
    return new ProblemException(
        Problem.of(422, "invalid_import", "The import makes no sense", detail));
  }

  /// What a user would type: an API key, or a name with a password.
  record Credentials(
      Optional<Secret> apiKey, Optional<Secret> username, Optional<Secret> password) {
    static Credentials read(Fields fields) {
      return new Credentials(
          fields.text("api_key", Secret::of),
          fields.text("username", Secret::of),
          fields.text("password", Secret::of));
    }

    private Optional<AccessToken> asApiKey() {
      return username.isPresent() || password.isPresent()
          ? Optional.empty()
          : apiKey.map(AccessToken::new);
    }

    private Optional<AccessToken> asBasic() {
      return apiKey.isPresent()
          ? Optional.empty()
          : username.flatMap(name -> AccessToken.basic(name, password));
    }
  }
}
