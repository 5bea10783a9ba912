package dev.tenon.connect;

import dev.tenon.access.Caller;
import dev.tenon.access.UserId;
import dev.tenon.audit.Actor;
import dev.tenon.audit.AuditEvent;
import dev.tenon.client.OAuthClient;
import dev.tenon.client.ResolvedClient;
import dev.tenon.client.UserFields;
import dev.tenon.connect.LinkedIntegrations.Reach;
import dev.tenon.connect.NewGrants.Grantee;
import dev.tenon.connect.NewGrants.Waiting;
import dev.tenon.connect.Refusal.Reason;
import dev.tenon.connection.Connection;
import dev.tenon.connection.GrantSealer;
import dev.tenon.connection.GrantTerms;
import dev.tenon.oauth.Account;
import dev.tenon.oauth.RefreshToken;
import dev.tenon.oauth.TokenResponse;
import dev.tenon.secret.Place;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Gives users grants that callers bring: by the handle of one that is kept here, by a refresh
/// token that was obtained elsewhere, or by what a user would type. A refresh token is spent at
/// once, which shows that it is one and makes the old copy worthless where the provider rotates.
/// Safe for use by any thread.
///
/// Whoever asks has a key of the workspace and says for whom: the caller vouches for its users, as
/// with an import.
public final class Attachments {
  private final LinkedIntegrations integrations;
  private final Exchanges exchanges;
  private final ConnectStore store;
  private final NewGrants grants;
  private final GrantSealer sealer;
  private final Patience patience;
  private final Clock clock;

  /// Attaches grants by `grants`.
  public Attachments(
      LinkedIntegrations integrations,
      Exchanges exchanges,
      ConnectStore store,
      NewGrants grants,
      GrantSealer sealer,
      Patience patience,
      Clock clock) {
    this.integrations = integrations;
    this.exchanges = exchanges;
    this.store = store;
    this.grants = grants;
    this.sealer = sealer;
    this.patience = patience;
    this.clock = clock;
  }

  /// Gives `user` the grant of `handle`, once.
  public Attachment claim(Caller caller, OAuthClient client, UserId user, GrantHandle handle) {
    Optional<UnclaimedGrant> found =
        store
            .findUnclaimed(caller.workspace(), handle.fingerprint(), clock.instant())
            .filter(it -> it.client().equals(client.id()));
    if (found.isEmpty()) {
      return new Attachment.HandleOver();
    }
    UnclaimedGrant grant = found.get();
    Place from = field -> UnclaimedGrant.binding(grant.workspace(), grant.id(), field);
    return attachment(
        grants.write(
            grantee(client, user).with(grant.account(), grant.values()),
            to -> sealer.move(grant.tokens(), from, to),
            Optional.of(new Waiting(grant.id().value(), grant.createdAt())),
            event(caller, client, "connection.claimed")));
  }

  /// Gives `user` what `token` yields.
  public Attachment take(Caller caller, OAuthClient client, UserId user, RefreshToken token) {
    return switch (reach(client, user, Map.of())) {
      case Reach.Broken it -> new Attachment.Not(it.not().reason(), it.not().retryAt());
      case Reach.Ready it ->
          obtained(
              caller, it.client(), user, Optional.of(token), exchanges.proven(it.client(), token));
    };
  }

  /// Gives `user` what typing `typed` into the connect page would have given.
  public Attachment take(
      Caller caller, OAuthClient client, UserId user, UserFields.Reading.Read typed) {
    return switch (reach(client, user, typed.values())) {
      case Reach.Broken it -> new Attachment.Not(it.not().reason(), it.not().retryAt());
      case Reach.Ready it ->
          obtained(
              caller,
              it.client(),
              user,
              Optional.empty(),
              keeping(exchanges.typed(it.client(), typed), typed.values()));
    };
  }

  private static Exchange keeping(Exchange exchange, Map<String, String> values) {
    return exchange instanceof Exchange.Got got
        ? new Exchange.Got(got.response().keeping(values), got.account())
        : exchange;
  }

  private Reach reach(OAuthClient client, UserId user, Map<String, String> values) {
    Map<String, String> known =
        grants.existing(grantee(client, user)).map(Connection::values).orElse(Map.of());
    Map<String, String> all = new HashMap<>(known);
    all.putAll(values);
    return integrations.reach(client, all);
  }

  private Attachment obtained(
      Caller caller,
      ResolvedClient client,
      UserId user,
      Optional<RefreshToken> spent,
      Exchange exchange) {
    return switch (exchange) {
      case Exchange.Not not -> new Attachment.Not(not.reason(), not.retryAt());
      case Exchange.Got got -> {
        Obtained obtained = with(client, got);
        yield attachment(
            patience.ask(
                () ->
                    grants.write(
                        grantee(client.client(), user).with(got.account(), obtained.allValues()),
                        place -> sealer.seal(place, got.response(), terms(obtained, spent)),
                        Optional.empty(),
                        event(caller, client.client(), "connection.imported"))));
      }
    };
  }

  private static Obtained with(ResolvedClient client, Exchange.Got got) {
    TokenResponse response = got.response();
    Account account = got.account();
    return new Obtained(client, response, account, Map.of(), Optional.empty(), false);
  }

  /// The token that was spent stays in use where the provider gave no other for it.
  private GrantTerms terms(Obtained obtained, Optional<RefreshToken> spent) {
    Instant now = clock.instant();
    return new GrantTerms(
        obtained.lifetimes(),
        obtained.client().scope(),
        spent,
        spent.map(_ -> now),
        now,
        Optional.empty());
  }

  private static Grantee grantee(OAuthClient client, UserId user) {
    return new Grantee(client.workspace(), user, client.id(), Account.unknown(), Map.of());
  }

  private static Attachment attachment(NewGrants.Written written) {
    return switch (written) {
      case NewGrants.Written.Done(Connection connection) -> new Attachment.Attached(connection);
      case NewGrants.Written.OtherAccount _ ->
          new Attachment.Not(Reason.OTHER_ACCOUNT, Optional.empty());
      case NewGrants.Written.PendingGone _ -> new Attachment.HandleOver();
      case NewGrants.Written.Busy _ -> new Attachment.Not(Reason.BUSY, Optional.empty());
    };
  }

  private AuditEvent event(Caller caller, OAuthClient client, String action) {
    return new AuditEvent(
        caller.workspace(),
        clock.instant(),
        Actor.of(caller),
        action,
        client.id().value(),
        Map.of("integration", client.name().value()));
  }

  /// What came of it.
  public sealed interface Attachment {
    /// The user has it.
    record Attached(Connection connection) implements Attachment {}

    /// No grant waits under this handle, for this client: it was used, is over, or never was.
    record HandleOver() implements Attachment {}

    /// It could not be had.
    record Not(Reason reason, Optional<Instant> retryAt) implements Attachment {}
  }
}
