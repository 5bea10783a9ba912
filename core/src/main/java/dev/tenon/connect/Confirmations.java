package dev.tenon.connect;

import dev.tenon.access.Caller;
import dev.tenon.audit.Actor;
import dev.tenon.audit.AuditEvent;
import dev.tenon.audit.AuditLog;
import dev.tenon.connection.Connection;
import dev.tenon.connection.ConnectionStore;
import dev.tenon.connection.GrantSealer;
import dev.tenon.secret.Place;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// Lets the app that made a link confirm that its own user came back, which makes the grant that
/// waited the connection's. Safe for use by any thread.
public final class Confirmations {
  private final ConnectStore store;
  private final ConnectionStore connections;
  private final NewGrants grants;
  private final GrantSealer sealer;
  private final AuditLog audit;
  private final Clock clock;

  /// Confirms what waits in `store`.
  public Confirmations(
      ConnectStore store,
      ConnectionStore connections,
      NewGrants grants,
      GrantSealer sealer,
      AuditLog audit,
      Clock clock) {
    this.store = store;
    this.connections = connections;
    this.grants = grants;
    this.sealer = sealer;
    this.audit = audit;
    this.clock = clock;
  }

  /// Confirms with the code that came to the app's return address. Only the app that made the link
  /// may; an admin may for links that an admin made.
  public Confirmation confirm(Caller caller, ConnectLinkId id, String code) {
    Optional<ConnectLink> link =
        store.findLink(caller.workspace(), id).filter(it -> mayConfirm(caller, it));
    if (link.isEmpty()) {
      return new Confirmation.LinkUnknown();
    }
    return ConnectCode.parse(code)
        .flatMap(it -> store.findPending(caller.workspace(), id, it.fingerprint(), clock.instant()))
        .map(pending -> confirm(caller, link.get(), pending))
        .orElseGet(
            () -> refused(caller, id, "connect_code_invalid", new Confirmation.CodeInvalid()));
  }

  private Confirmation confirm(Caller caller, ConnectLink link, PendingGrant pending) {
    Connection waiting =
        connections
            .find(link.workspace(), pending.connection())
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        pending.id() + " has no connection: indicates a bug"));
    Place from = field -> PendingGrant.binding(link.workspace(), pending.id(), field);
    NewGrants.Grantee grantee =
        NewGrants.Grantee.of(link, waiting.oauthClient()).with(pending.account(), pending.values());
    return switch (grants.write(
        grantee,
        to -> sealer.move(pending.tokens(), from, to),
        Optional.of(new NewGrants.Waiting(pending.id().value(), pending.createdAt())),
        event(caller, "connection.confirmed", link.id(), Map.of("link", link.id().value())))) {
      case NewGrants.Written.Done done -> new Confirmation.Confirmed(done.connection());
      case NewGrants.Written.PendingGone _ ->
          refused(caller, link.id(), "connect_code_invalid", new Confirmation.CodeInvalid());
      case NewGrants.Written.OtherAccount _ ->
          refused(caller, link.id(), "other_account", new Confirmation.OtherAccount());
      case NewGrants.Written.Busy _ -> new Confirmation.Busy();
    };
  }

  private static boolean mayConfirm(Caller caller, ConnectLink link) {
    return switch (caller) {
      case Caller.App app -> link.app().filter(app.name()::equals).isPresent();
      case Caller.Admin _ -> link.app().isEmpty();
    };
  }

  private Confirmation refused(
      Caller caller, ConnectLinkId link, String reason, Confirmation confirmation) {
    audit.append(event(caller, "connect.refused", link, Map.of("reason", reason)));
    return confirmation;
  }

  private AuditEvent event(
      Caller caller, String action, ConnectLinkId link, Map<String, String> details) {
    Instant now = clock.instant();
    return new AuditEvent(caller.workspace(), now, Actor.of(caller), action, link.value(), details);
  }

  /// What came of a confirmation.
  public sealed interface Confirmation {
    /// The connection is active.
    record Confirmed(Connection connection) implements Confirmation {}

    /// There is no such link, or it is not the caller's to confirm.
    record LinkUnknown() implements Confirmation {}

    /// The code is not the link's, was used already, or is more than ten minutes old.
    record CodeInvalid() implements Confirmation {}

    /// Meanwhile the user connected another account of the provider; that one stays.
    record OtherAccount() implements Confirmation {}

    /// The connection kept changing: ask again.
    record Busy() implements Confirmation {}
  }
}
