package dev.tenon.connect;

import dev.tenon.audit.Actor;
import dev.tenon.audit.AuditEvent;
import dev.tenon.client.IntegrationName;
import dev.tenon.connect.Refusal.Reason;
import dev.tenon.connection.Connection;
import dev.tenon.connection.GrantSealer;
import dev.tenon.connection.GrantTerms;
import dev.tenon.oauth.Scope;
import dev.tenon.secret.Place;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/// Receives the tokens that a journey brought, and either makes the connection or holds them until
/// the app confirms, as the workspace verifies. Safe for use by any thread.
///
/// Tokens of an arrival that is refused are forgotten, not revoked: some providers revoke by client
/// and account, which would end another connection of the same account.
public final class Arrivals {
  /// How long an app has to confirm.
  static final Duration CONFIRM_WITHIN = Duration.ofMinutes(10);

  private final ConnectStore store;
  private final NewGrants grants;
  private final GrantSealer sealer;
  private final SignIns signIns;
  private final Refusals refusals;
  private final Patience patience;
  private final Clock clock;
  private final RandomGenerator random;

  /// Receives into these stores.
  public Arrivals(
      ConnectStore store,
      NewGrants grants,
      GrantSealer sealer,
      SignIns signIns,
      Refusals refusals,
      Patience patience,
      Clock clock,
      RandomGenerator random) {
    this.store = store;
    this.grants = grants;
    this.sealer = sealer;
    this.signIns = signIns;
    this.refusals = refusals;
    this.patience = patience;
    this.clock = clock;
    this.random = random;
  }

  /// Receives what was obtained for the user of `link`. Where the store is away it is waited for.
  Arrival receive(ConnectLink link, Obtained obtained) {
    IntegrationName integration = obtained.client().client().name();
    Optional<Connection> existing =
        patience.ask(() -> grants.existing(link, obtained.client().client().id()));
    if (existing.isPresent() && existing.get().account().isAnother(obtained.account())) {
      return refused(Reason.OTHER_ACCOUNT, link, integration);
    }
    return switch (patience.ask(() -> signIns.verification(link.workspace()))) {
      case NONE -> connect(link, obtained);
      case APP -> hold(link, obtained);
      case HUB ->
          obtained.verified()
              ? connect(link, obtained)
              : refused(Reason.TRIP_EXPIRED, link, integration);
    };
  }

  private Arrival connect(ConnectLink link, Obtained obtained) {
    Instant now = clock.instant();
    IntegrationName integration = obtained.client().client().name();
    if (!patience.ask(() -> store.useLink(link.workspace(), link.id(), now))) {
      return refused(Reason.LINK_OVER, link, integration);
    }
    NewGrants.Grantee grantee =
        NewGrants.Grantee.of(link, obtained.client().client().id())
            .with(obtained.account(), obtained.allValues());
    NewGrants.Written written =
        patience.ask(
            () ->
                grants.write(
                    grantee,
                    place -> sealer.seal(place, obtained.response(), terms(obtained, now)),
                    Optional.empty(),
                    event(link, "connection.connected", obtained, now)));
    return switch (written) {
      case NewGrants.Written.Done done ->
          new Arrival.Connected(link, integration, done.connection(), missing(obtained));
      case NewGrants.Written.OtherAccount _ -> refused(Reason.OTHER_ACCOUNT, link, integration);
      case NewGrants.Written.Busy _, NewGrants.Written.PendingGone _ ->
          refused(Reason.BUSY, link, integration);
    };
  }

  private Arrival hold(ConnectLink link, Obtained obtained) {
    Instant now = clock.instant();
    IntegrationName integration = obtained.client().client().name();
    if (!patience.ask(() -> store.useLink(link.workspace(), link.id(), now))) {
      return refused(Reason.LINK_OVER, link, integration);
    }
    Connection connection =
        patience.ask(
            () ->
                grants.pending(
                    link,
                    obtained.client().client().id(),
                    event(link, "connection.created", obtained, now)));
    PendingGrantId id = PendingGrantId.random(random);
    ConnectCode code = ConnectCode.random(random);
    Place place = field -> PendingGrant.binding(link.workspace(), id, field);
    PendingGrant pending =
        new PendingGrant(
            id,
            link.workspace(),
            link.id(),
            connection.id(),
            code.fingerprint(),
            sealer.seal(place, obtained.response(), terms(obtained, now)),
            obtained.account(),
            obtained.allValues(),
            now,
            now.plus(CONFIRM_WITHIN));
    patience.ask(() -> store.hold(pending, event(link, "connection.pending", obtained, now)));
    return new Arrival.Awaiting(link, integration, code, missing(obtained));
  }

  private static GrantTerms terms(Obtained obtained, Instant now) {
    return GrantTerms.first(
        obtained.lifetimes(), obtained.client().scope(), now, obtained.verifier());
  }

  /// What the user was asked for and did not grant, as far as the provider says.
  private static Scope missing(Obtained obtained) {
    Scope asked = obtained.client().scope();
    Scope granted = obtained.response().scope().orElse(asked);
    return new Scope(
        asked.minus(granted).tokens().stream()
            .filter(token -> !Permission.isSilent(token))
            .collect(Collectors.toCollection(java.util.LinkedHashSet::new)));
  }

  private Arrival refused(Reason reason, ConnectLink link, IntegrationName integration) {
    return new Arrival.Refused(refusals.of(reason, link, integration));
  }

  private static AuditEvent event(ConnectLink link, String action, Obtained obtained, Instant at) {
    return new AuditEvent(
        link.workspace(),
        at,
        new Actor.User(link.user()),
        action,
        link.id().value(),
        Map.of(
            "link", link.id().value(), "integration", obtained.client().client().name().value()));
  }
}
