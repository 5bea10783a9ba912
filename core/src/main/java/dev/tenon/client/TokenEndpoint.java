package dev.tenon.client;

import dev.tenon.oauth.AccessToken;
import dev.tenon.oauth.Account;
import dev.tenon.oauth.Nonce;
import dev.tenon.oauth.TokenAnswer;
import dev.tenon.oauth.TokenRequest;
import dev.tenon.oauth.TokenResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// The provider's authorization server, as far as tokens go. Safe for use by any thread; every call
/// ends by its own deadline, follows no redirect, and calls no address that is not allowed.
public interface TokenEndpoint {
  /// The same client with every address that is to be read from its issuer's metadata. A client
  /// that needs no discovery comes back as it is, without a request.
  default Discovery discover(ResolvedClient client) {
    return new Discovery.Found(client);
  }

  /// Sends one token request (with the exchanges that the definition declares after it) and says
  /// what came of it. Never throws for what a provider does. A further client secret is tried only
  /// after `invalid_client`.
  TokenAnswer ask(ResolvedClient client, TokenRequest request);

  /// As [#ask(ResolvedClient, TokenRequest)], but the first byte of the request is not sent later
  /// than `sendWithin` from now: then the answer is [TokenAnswer.TooLate]. For what must not be
  /// sent after somebody else may have taken over.
  TokenAnswer ask(ResolvedClient client, TokenRequest request, Duration sendWithin);

  /// Whose account the ID token of `response` claims to be for, unverified: it came over our own
  /// connection to the token endpoint. Costs no request.
  Account claimed(ResolvedClient client, TokenResponse response);

  /// Whose account `response` belongs to: from its validated ID token (with `nonce`, where the
  /// authorization request had one), else from the userinfo endpoint.
  Identification identify(ResolvedClient client, TokenResponse response, Optional<Nonce> nonce);

  /// Makes the requests that the client's definition declares for a new connection, in order, up to
  /// the first that fails. A definition that declares none costs no request.
  ///
  /// @param values of the connection, besides those that `client` has
  default HookResult afterConnect(
      ResolvedClient client, AccessToken token, Map<String, String> values) {
    return new HookResult.Performed(Map.of());
  }

  /// Asks the provider to revoke both tokens: by the requests that the definition declares for
  /// that, and by RFC 7009, the refresh token first. Revoked where every way that there is was
  /// confirmed.
  Revocation revoke(ResolvedClient client, RevocationRequest request);

  /// What came of asking an issuer for its metadata.
  sealed interface Discovery {
    /// Every address that it gives is filled in.
    record Found(ResolvedClient client) implements Discovery {}

    /// It cannot be had now.
    ///
    /// @param problem one sentence for people
    record Away(String problem) implements Discovery {}

    /// It names another issuer, so nothing in it is used (RFC 8414 §3.3).
    ///
    /// @param problem one sentence for people
    record AnotherIssuer(String problem) implements Discovery {}
  }

  /// What is known of the account.
  sealed interface Identification {
    /// What the provider said; may be nothing.
    record Known(Account account) implements Identification {}

    /// The ID token is not for us: wrong issuer, audience, nonce, signature or time. The grant must
    /// not be used.
    record Forged(String problem) implements Identification {}
  }

  /// What came of the requests that a definition declares around a connection's life.
  sealed interface HookResult {
    /// Each was answered well.
    ///
    /// @param kept what the definition keeps of the answers, by name; never a token
    record Performed(Map<String, String> kept) implements HookResult {
      public Performed {
        kept = Map.copyOf(kept);
      }
    }

    /// One was not; those after it were not made.
    ///
    /// @param answer how it failed; never [TokenAnswer.Granted]
    record Failed(TokenAnswer answer) implements HookResult {}
  }

  /// The tokens to revoke.
  record RevocationRequest(
      Optional<dev.tenon.oauth.RefreshToken> refreshToken, Optional<AccessToken> accessToken) {}

  /// What came of a revocation.
  sealed interface Revocation {
    /// The provider confirmed.
    record Revoked() implements Revocation {}

    /// The provider has no way to revoke that its connector knows.
    record NotSupported() implements Revocation {}

    /// The provider did not confirm; it can be tried again.
    record Failed(String detail) implements Revocation {}
  }
}
