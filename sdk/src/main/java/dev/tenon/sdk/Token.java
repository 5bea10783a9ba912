package dev.tenon.sdk;

import dev.tenon.sdk.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A valid token.
///
/// @param accessToken the token itself
/// @param tokenType how the provider wants it sent, nearly always `Bearer`
/// @param expiresAt when it ends; empty for what does not end, such as an API key
/// @param scopes what it allows
/// @param connectionId the connection that it belongs to
/// @param version which of that connection's tokens it is: say this to
///   [TenonClient#reportInvalid(String, long)]
public record Token(
    Secret accessToken,
    String tokenType,
    Optional<Instant> expiresAt,
    List<String> scopes,
    String connectionId,
    long version)
    implements TokenResult {
  /// Copies the scopes.
  public Token {
    scopes = List.copyOf(scopes);
  }

  static Token of(JsonObject answer) {
    return new Token(
        Secret.of(answer.requiredText("access_token")),
        answer.text("token_type").orElse("Bearer"),
        answer.time("expires_at"),
        scopes(answer),
        answer.text("connection_id").orElse(""),
        answer.number("token_version").orElse(0));
  }

  /// The value of the `Authorization` header that carries this token. A secret: keep it out of
  /// logs.
  public String authorizationHeader() {
    return tokenType + " " + accessToken.reveal();
  }

  private static List<String> scopes(JsonObject answer) {
    String scope = answer.text("scope").orElse("").strip();
    return scope.isEmpty() ? List.of() : List.of(scope.split("[ ,]+"));
  }
}
