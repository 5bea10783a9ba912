package dev.tenon.connect;

import dev.tenon.client.ResolvedClient;
import dev.tenon.connector.Authorization;
import dev.tenon.connector.Pkce;
import dev.tenon.oauth.CodeVerifier;
import dev.tenon.oauth.Nonce;
import dev.tenon.oauth.State;
import dev.tenon.secret.Fingerprint;
import dev.tenon.secret.Vault;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// The trips of browsers to providers: begins them and takes them back, each once. Safe for use by
/// any thread.
public final class Trips {
  /// How long a user may take at the provider: time to find a password and a second factor.
  static final Duration LONGEST = Duration.ofMinutes(30);

  private final ConnectStore store;
  private final Vault vault;
  private final URI redirectUri;
  private final Clock clock;
  private final RandomGenerator random;

  /// Trips that come back to `redirectUri`, which is sent exactly so.
  public Trips(
      ConnectStore store, Vault vault, URI redirectUri, Clock clock, RandomGenerator random) {
    this.store = store;
    this.vault = vault;
    this.redirectUri = redirectUri;
    this.clock = clock;
    this.random = random;
  }

  /// Begins a trip to the authorization server of `destination`, which has an authorization
  /// endpoint; the address to send the browser to.
  URI begin(TripPlan plan, ResolvedClient destination, URI authorizationUrl) {
    State state = State.random(random);
    Nonce nonce = Nonce.random(random);
    Optional<CodeVerifier> verifier =
        takesPkce(destination) ? Optional.of(CodeVerifier.random(random)) : Optional.empty();
    store.begin(session(plan, state, nonce, verifier));
    return new AuthorizationRequest(destination, authorizationUrl, redirectUri)
        .address(state, nonce, verifier);
  }

  /// Begins a trip that only lasts until the user has filled in the form that this unlocks.
  State unlock(TripPlan plan) {
    State state = State.random(random);
    store.begin(session(plan, state, Nonce.random(random), Optional.empty()));
    return state;
  }

  /// Takes the trip with `state` back; whoever takes it next gets [Taken.Unknown].
  Taken take(State state, Optional<BrowserKey> browser) {
    Fingerprint fingerprint = state.fingerprint();
    Optional<ConnectSession> found = store.take(fingerprint);
    if (found.isEmpty()) {
      return new Taken.Unknown();
    }
    ConnectSession session = found.get();
    if (!session.expiresAt().isAfter(clock.instant())) {
      return new Taken.Expired(session);
    }
    if (browser.map(BrowserKey::fingerprint).filter(session.browser()::equals).isEmpty()) {
      return new Taken.OtherBrowser(session);
    }
    return new Taken.Back(new Trip(session, verifier(session, fingerprint)));
  }

  private ConnectSession session(
      TripPlan plan, State state, Nonce nonce, Optional<CodeVerifier> verifier) {
    Instant now = clock.instant();
    Fingerprint fingerprint = state.fingerprint();
    ConnectLink link = plan.link();
    return new ConnectSession(
        fingerprint,
        link.workspace(),
        link.id(),
        plan.integration(),
        plan.purpose(),
        plan.browser().fingerprint(),
        verifier.map(
            it ->
                vault.seal(
                    it.secret(), ConnectSession.verifierBinding(link.workspace(), fingerprint))),
        nonce,
        redirectUri,
        plan.values(),
        now,
        now.plus(LONGEST));
  }

  private Optional<CodeVerifier> verifier(ConnectSession session, Fingerprint state) {
    return session
        .verifier()
        .map(it -> vault.open(it, ConnectSession.verifierBinding(session.workspace(), state)))
        .map(CodeVerifier::new);
  }

  private static boolean takesPkce(ResolvedClient client) {
    return !(client.definition().authorization() instanceof Authorization.AuthorizationCode code)
        || code.authorize().pkce() != Pkce.REFUSED;
  }

  /// What became of a trip.
  sealed interface Taken {
    /// It is back, in the browser that began it, and in time.
    record Back(Trip trip) implements Taken {}

    /// No trip has that state, or no longer.
    record Unknown() implements Taken {}

    /// It is over.
    record Expired(ConnectSession session) implements Taken {}

    /// Another browser than the one that began it came back.
    record OtherBrowser(ConnectSession session) implements Taken {}
  }
}
