package dev.tenon.token;

import dev.tenon.client.ResolvedClient;
import dev.tenon.connection.Grant;
import dev.tenon.connection.GrantSealer;
import dev.tenon.connection.GrantTerms;
import dev.tenon.connector.Authorization;
import dev.tenon.connector.Lifetimes;
import dev.tenon.connector.Lifetimes.Rotation;
import dev.tenon.oauth.CodeVerifier;
import dev.tenon.oauth.RefreshToken;
import dev.tenon.oauth.TokenRequest;
import dev.tenon.secret.Fingerprint;
import dev.tenon.secret.Place;
import dev.tenon.secret.UnsealableException;
import dev.tenon.token.LearnedLifetimes.Learned;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Says what a refresh of a grant sends, and so spends.
final class Spendings {
  private final GrantSealer sealer;
  private final LearnedLifetimes learned;
  private final RandomGenerator random;

  Spendings(GrantSealer sealer, LearnedLifetimes learned, RandomGenerator random) {
    this.sealer = sealer;
    this.learned = learned;
    this.random = random;
  }

  /// The lifetimes that the connector declares for `client`'s definition.
  static Lifetimes lifetimes(ResolvedClient client) {
    return switch (client.definition().authorization()) {
      case Authorization.AuthorizationCode it -> it.token().lifetimes();
      case Authorization.ClientCredentials it -> it.token().lifetimes();
      case Authorization.Login it -> it.lifetimes();
      case Authorization.ApiKey _, Authorization.Basic _, Authorization.Declared _ ->
          Lifetimes.unknown();
    };
  }

  /// How often a minute the provider wants to be asked, where it says: of its token endpoint, else
  /// of its API.
  static Optional<Integer> ratePerMinute(ResolvedClient client) {
    return tokenRate(client).or(() -> client.connector().api().retry().perMinute());
  }

  private static Optional<Integer> tokenRate(ResolvedClient client) {
    return switch (client.definition().authorization()) {
      case Authorization.AuthorizationCode it -> it.token().ratePerMinute();
      case Authorization.ClientCredentials it -> it.token().ratePerMinute();
      case Authorization.Login _,
          Authorization.ApiKey _,
          Authorization.Basic _,
          Authorization.Declared _ ->
          Optional.empty();
    };
  }

  /// Whether a refresh of `grant` sends something that works only once.
  static boolean isSingleUse(ResolvedClient client, Grant grant) {
    return grant.tokens().refreshToken().isPresent()
        && lifetimes(client).rotation() != Rotation.STATIC;
  }

  /// What to send; empty when there is nothing to refresh with.
  ///
  /// @throws UnsealableException when what is stored does not open
  Optional<Spending> of(ResolvedClient client, Grant seen) {
    return switch (client.definition().authorization()) {
      case Authorization.AuthorizationCode it -> of(client, seen, it.token().lifetimes());
      case Authorization.ClientCredentials _ ->
          Optional.of(
              new Spending(
                  new TokenRequest.ClientCredentials(), Optional.empty(), false, learned(client)));
      case Authorization.Login it when !it.refresh().isEmpty() -> of(client, seen, it.lifetimes());
      case Authorization.Login _,
          Authorization.ApiKey _,
          Authorization.Basic _,
          Authorization.Declared _ ->
          Optional.empty();
    };
  }

  private Optional<Spending> of(ResolvedClient client, Grant seen, Lifetimes lifetimes) {
    boolean serial = lifetimes.rotation() == Rotation.ROTATING_SERIAL_PKCE;
    Optional<CodeVerifier> verifier = sealer.verifier(seen.tokens(), place(seen));
    Optional<CodeVerifier> next =
        serial && verifier.isPresent()
            ? Optional.of(CodeVerifier.random(random))
            : Optional.empty();
    return sealer
        .refreshToken(seen.tokens(), place(seen))
        .map(
            token ->
                new Spending(
                    new TokenRequest.Refresh(token, client.scope(), verifier, next),
                    Optional.of(token),
                    lifetimes.rotation() != Rotation.STATIC,
                    learned(client)));
  }

  private Learned learned(ResolvedClient client) {
    return learned.find(client.client().workspace(), client.client().id());
  }

  /// What is known beside the answer when a new version of `seen` is made of it.
  GrantTerms terms(ResolvedClient client, Grant seen, Spending spending) {
    Optional<CodeVerifier> verifier =
        spending.request() instanceof TokenRequest.Refresh refresh
            ? refresh.nextVerifier().or(refresh::verifier)
            : Optional.empty();
    return new GrantTerms(
        known(client, spending.learned()),
        seen.tokens().scope(),
        spending.refreshToken(),
        seen.tokens().refreshIssuedAt(),
        seen.consentedAt(),
        verifier);
  }

  /// The declared lifetimes, with the access token's as it was learned where none is declared.
  private static Lifetimes known(ResolvedClient client, Learned learned) {
    Lifetimes declared = lifetimes(client);
    if (declared.accessToken().isPresent() || declared.accessTokenNeverExpires()) {
      return declared;
    }
    // A tenth less, because it was seen to be over by then.
    Optional<Duration> seen = learned.accessToken().map(age -> age.multipliedBy(9).dividedBy(10));
    return new Lifetimes(
        seen,
        false,
        declared.refreshIdle(),
        declared.refreshAbsolute(),
        declared.rotation(),
        declared.reuseGrace(),
        declared.refreshBefore());
  }

  private static Place place(Grant grant) {
    return GrantSealer.place(grant.workspace(), grant.connection(), grant.version());
  }

  /// What is sent, and whether sending it twice can hurt.
  ///
  /// @param learned of the client's lifetimes before it is sent: until the answer is in the journal
  ///   nothing is read from the store, which may be away by then
  record Spending(
      TokenRequest request,
      Optional<RefreshToken> refreshToken,
      boolean isSingleUse,
      Learned learned) {
    /// Names what is spent without telling it.
    Optional<Fingerprint> fingerprint() {
      return refreshToken.map(token -> Fingerprint.of(token.secret()));
    }
  }
}
