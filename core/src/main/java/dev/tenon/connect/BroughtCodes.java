package dev.tenon.connect;

import dev.tenon.audit.Actor;
import dev.tenon.audit.AuditEvent;
import dev.tenon.client.OAuthClient;
import dev.tenon.client.ResolvedClient;
import dev.tenon.connect.LinkedIntegrations.Reach;
import dev.tenon.connect.Refusal.Reason;
import dev.tenon.connection.GrantSealer;
import dev.tenon.connection.GrantTerms;
import dev.tenon.connector.Authorization;
import dev.tenon.connector.Pkce;
import dev.tenon.oauth.AuthorizationCode;
import dev.tenon.oauth.TokenResponse;
import dev.tenon.secret.Place;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Trips that an organisation's own pages make: it sends the browser to the provider itself, the
/// provider sends the browser back to a page of the organisation's, and the code is brought here.
/// What is obtained for it stays here; who brought it gets a [GrantHandle]. Safe for use by any
/// thread.
///
/// Such a trip has no state, nonce or code challenge of the hub's: the page that the browser comes
/// back to is the only one that can tell whose trip it was.
public final class BroughtCodes {
  /// How long a grant waits to be claimed.
  static final Duration CLAIM_WITHIN = Duration.ofHours(1);

  private final LinkedIntegrations integrations;
  private final Exchanges exchanges;
  private final ConnectStore store;
  private final GrantSealer sealer;
  private final Patience patience;
  private final Clock clock;
  private final RandomGenerator random;

  /// Keeps what it obtains in `store`.
  public BroughtCodes(
      LinkedIntegrations integrations,
      Exchanges exchanges,
      ConnectStore store,
      GrantSealer sealer,
      Patience patience,
      Clock clock,
      RandomGenerator random) {
    this.integrations = integrations;
    this.exchanges = exchanges;
    this.store = store;
    this.sealer = sealer;
    this.patience = patience;
    this.clock = clock;
    this.random = random;
  }

  /// Where to send the browser.
  ///
  /// @param redirectUri a page of the organisation's, sent exactly so
  public Address address(OAuthClient client, URI redirectUri) {
    if (!isForCodes(client)) {
      return new Address.NotForCodes();
    }
    return switch (integrations.reach(client, Map.of())) {
      case Reach.Broken it -> new Address.Broken(it.not().reason());
      case Reach.Ready it ->
          it.client()
              .authorizationUrl()
              .<Address>map(
                  url ->
                      new Address.Known(
                          new AuthorizationRequest(it.client(), url, redirectUri).bareAddress()))
              .orElseGet(() -> new Address.Broken(Reason.MISCONFIGURED));
    };
  }

  /// Exchanges a code that came back to `redirectUri`, and keeps what comes of it.
  public Brought exchange(OAuthClient client, AuthorizationCode code, URI redirectUri) {
    if (!isForCodes(client)) {
      return new Brought.Not(Reason.MISCONFIGURED, Optional.empty());
    }
    return switch (integrations.reach(client, Map.of())) {
      case Reach.Broken it -> new Brought.Not(it.not().reason(), it.not().retryAt());
      case Reach.Ready it ->
          switch (exchanges.brought(it.client(), code, redirectUri)) {
            case Exchange.Not not -> new Brought.Not(not.reason(), not.retryAt());
            case Exchange.Got got -> keep(it.client(), got);
          };
    };
  }

  private Brought keep(ResolvedClient client, Exchange.Got exchanged) {
    if (!(exchanges.afterConnect(client, Map.of(), exchanged) instanceof Exchange.Got got)) {
      return new Brought.Not(Reason.REQUEST_REJECTED, Optional.empty());
    }
    Instant now = clock.instant();
    Obtained obtained =
        new Obtained(client, got.response(), got.account(), Map.of(), Optional.empty(), false);
    UnclaimedGrantId id = UnclaimedGrantId.random(random);
    GrantHandle handle = GrantHandle.random(random);
    OAuthClient registered = client.client();
    Place place = field -> UnclaimedGrant.binding(registered.workspace(), id, field);
    GrantTerms terms =
        GrantTerms.first(obtained.lifetimes(), client.scope(), now, Optional.empty());
    UnclaimedGrant unclaimed =
        new UnclaimedGrant(
            id,
            registered.workspace(),
            registered.id(),
            handle.fingerprint(),
            sealer.seal(place, got.response(), terms),
            got.account(),
            obtained.allValues(),
            now,
            now.plus(CLAIM_WITHIN));
    AuditEvent event =
        new AuditEvent(
            registered.workspace(),
            now,
            new Actor.Hub(),
            "grant.unclaimed",
            id.value(),
            Map.of("integration", registered.name().value()));
    patience.ask(() -> store.keepUnclaimed(unclaimed, event));
    return new Brought.Kept(got.response(), handle);
  }

  /// One that wants a code verifier cannot be served: the browser leaves without our challenge.
  private boolean isForCodes(OAuthClient client) {
    return integrations
        .declared(client)
        .map(it -> it.definition().authorization())
        .map(
            it ->
                it instanceof Authorization.AuthorizationCode code
                    && code.authorize().pkce() != Pkce.REQUIRED)
        .orElse(false);
  }

  /// Where a browser is to be sent.
  public sealed interface Address {
    /// There.
    record Known(URI url) implements Address {}

    /// Nowhere: users of this client do not sign in with a code, or not without a code verifier.
    record NotForCodes() implements Address {}

    /// Nowhere now.
    record Broken(Reason reason) implements Address {}
  }

  /// What came of a code.
  public sealed interface Brought {
    /// Tokens, which are kept.
    ///
    /// @param response as the provider answered; its refresh token is not for anybody
    record Kept(TokenResponse response, GrantHandle handle) implements Brought {}

    /// Nothing.
    record Not(Reason reason, Optional<Instant> retryAt) implements Brought {}
  }
}
