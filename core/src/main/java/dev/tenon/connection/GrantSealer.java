package dev.tenon.connection;

import dev.tenon.access.WorkspaceId;
import dev.tenon.connector.Lifetimes;
import dev.tenon.connector.Lifetimes.Rotation;
import dev.tenon.oauth.AccessToken;
import dev.tenon.oauth.CodeVerifier;
import dev.tenon.oauth.RefreshToken;
import dev.tenon.oauth.TokenResponse;
import dev.tenon.secret.Place;
import dev.tenon.secret.Sealed;
import dev.tenon.secret.Secret;
import dev.tenon.secret.Vault;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/// Makes the sealed tokens of a grant from a token answer, and opens them again. Safe for use by
/// any thread.
public final class GrantSealer {
  /// What an access token is taken to live when nobody says, as long as there is a refresh token to
  /// replace it with. A missing `expires_in` means neither never nor now.
  static final Duration ASSUMED_LIFETIME = Duration.ofHours(1);

  private static final String ACCESS_TOKEN = "access_token";
  private static final String REFRESH_TOKEN = "refresh_token";
  private static final String VERIFIER = "refresh_verifier";

  private final Vault vault;

  /// Seals with `vault`.
  public GrantSealer(Vault vault) {
    this.vault = vault;
  }

  /// The place of a grant's fields at `version`.
  public static Place place(WorkspaceId workspace, ConnectionId connection, long version) {
    return field -> Grant.binding(workspace, connection, field, version);
  }

  /// The tokens of `response`, sealed for `place`.
  public GrantTokens seal(Place place, TokenResponse response, GrantTerms terms) {
    Optional<RefreshToken> refreshToken = response.refreshToken().or(terms::previous);
    Optional<Instant> issuedAt =
        response.refreshToken().isPresent()
            ? Optional.of(response.requestedAt())
            : terms.previousIssuedAt();
    boolean serial = terms.lifetimes().rotation() == Rotation.ROTATING_SERIAL_PKCE;
    return new GrantTokens(
        vault.seal(response.accessToken().secret(), place.field(ACCESS_TOKEN)),
        response.tokenType(),
        response.scope().orElse(terms.asked()),
        expiresAt(response, terms.lifetimes(), refreshToken.isPresent()),
        response.requestedAt(),
        refreshToken.map(token -> vault.seal(token.secret(), place.field(REFRESH_TOKEN))),
        serial
            ? terms.verifier().map(it -> vault.seal(it.secret(), place.field(VERIFIER)))
            : Optional.empty(),
        issuedAt,
        refreshToken.flatMap(_ -> refreshExpiresAt(response, terms)));
  }

  /// The same tokens, sealed for another place.
  public GrantTokens move(GrantTokens tokens, Place from, Place to) {
    return new GrantTokens(
        move(tokens.accessToken(), from, to, ACCESS_TOKEN),
        tokens.tokenType(),
        tokens.scope(),
        tokens.expiresAt(),
        tokens.requestedAt(),
        tokens.refreshToken().map(it -> move(it, from, to, REFRESH_TOKEN)),
        tokens.refreshVerifier().map(it -> move(it, from, to, VERIFIER)),
        tokens.refreshIssuedAt(),
        tokens.refreshExpiresAt());
  }

  /// The access token of `tokens`.
  public AccessToken accessToken(GrantTokens tokens, Place place) {
    return new AccessToken(vault.open(tokens.accessToken(), place.field(ACCESS_TOKEN)));
  }

  /// The refresh token of `tokens`, where they have one.
  public Optional<RefreshToken> refreshToken(GrantTokens tokens, Place place) {
    return tokens
        .refreshToken()
        .map(it -> new RefreshToken(vault.open(it, place.field(REFRESH_TOKEN))));
  }

  /// The current verifier of serial PKCE, where there is one.
  public Optional<CodeVerifier> verifier(GrantTokens tokens, Place place) {
    return tokens
        .refreshVerifier()
        .map(it -> new CodeVerifier(vault.open(it, place.field(VERIFIER))));
  }

  private Sealed move(Sealed sealed, Place from, Place to, String field) {
    Secret secret = vault.open(sealed, from.field(field));
    return vault.seal(secret, to.field(field));
  }

  private static Optional<Instant> expiresAt(
      TokenResponse response, Lifetimes lifetimes, boolean refreshable) {
    if (response.expiresIn().isPresent()) {
      return response.expiresIn().map(response.requestedAt()::plus);
    }
    if (lifetimes.accessTokenNeverExpires()) {
      return Optional.empty();
    }
    Optional<Duration> assumed =
        refreshable ? Optional.of(ASSUMED_LIFETIME) : Optional.<Duration>empty();
    return lifetimes.accessToken().or(() -> assumed).map(response.requestedAt()::plus);
  }

  private static Optional<Instant> refreshExpiresAt(TokenResponse response, GrantTerms terms) {
    Lifetimes lifetimes = terms.lifetimes();
    return Stream.of(
            response.refreshExpiresIn().map(response.requestedAt()::plus),
            lifetimes.refreshIdle().map(response.requestedAt()::plus),
            lifetimes.refreshAbsolute().map(terms.consentedAt()::plus))
        .flatMap(Optional::stream)
        .min(Instant::compareTo);
  }
}
