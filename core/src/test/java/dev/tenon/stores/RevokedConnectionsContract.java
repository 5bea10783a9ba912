package dev.tenon.stores;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.access.UserId;
import dev.tenon.audit.AuditEvent;
import dev.tenon.client.OAuthClient;
import dev.tenon.connect.PendingGrant;
import dev.tenon.connection.Connection;
import dev.tenon.connection.ConnectionEvent;
import dev.tenon.connection.ConnectionId;
import dev.tenon.connection.ConnectionStore.ConnectResult;
import dev.tenon.connection.Grant;
import dev.tenon.connection.GrantPlan;
import dev.tenon.connection.GrantStore.CommitResult;
import dev.tenon.connection.GrantStore.LeaseRequest;
import dev.tenon.connection.GrantStore.LeaseResult;
import dev.tenon.connection.Lease;
import dev.tenon.connection.Owner;
import dev.tenon.connection.Status;
import dev.tenon.connection.UnfinishedRule;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// The contract of [dev.tenon.connection.ConnectionStore]: how connections are ended. A part of
/// [ConnectContract].
abstract class RevokedConnectionsContract extends StoreContract {
  static final UserId ADA_ID = new UserId("ada");
  static final Owner ADA = new Owner.User(ADA_ID);

  @Test
  void a_revoked_connection_has_ended_and_keeps_its_tokens() {
    Connection connection = connect(client("trimble"), ADA);
    Optional<Grant> grant = stores().grants().find(workspace, connection.id());
    ConnectionEvent event = samples.connectionEvent(Samples.NOON.plusSeconds(1), "revoked");
    AuditEvent audit = event();
    heard();

    assertThat(stores().connections().revoke(workspace, connection.id(), "asked", event, audit))
        .isTrue();

    assertThat(stores().connections().find(workspace, connection.id()))
        .hasValueSatisfying(
            found -> {
              assertThat(found.status()).isEqualTo(Status.REVOKED);
              assertThat(found.nextRefreshAt()).isEmpty();
            });
    assertThat(stores().grants().find(workspace, connection.id()).map(Grant::tokens))
        .isEqualTo(grant.map(Grant::tokens));
    assertThat(events(connection.id(), 1)).containsExactly(event);
    assertAudited(audit);
    assertThat(heard()).containsExactly(changed(connection));
  }

  @Test
  void a_revoke_fences_a_refresh_under_way_out() {
    Connection connection = connect(client("trimble"), ADA);
    Lease lease = lease(connection, 1);

    revoke(connection);

    assertThat(
            stores()
                .grants()
                .commit(
                    lease,
                    samples.tokens(),
                    GrantPlan.none(),
                    samples.connectionEvent(Samples.NOON, "refreshed")))
        .isInstanceOf(CommitResult.FencedOut.class);
    assertThat(stores().grants().lease(request(connection, 1))).isEqualTo(new LeaseResult.Moved());
    assertThat(stores().connections().find(workspace, connection.id()))
        .map(Connection::status)
        .contains(Status.REVOKED);
  }

  @Test
  void a_connection_is_revoked_once() {
    Connection connection = connect(client("trimble"), ADA);

    List<Boolean> revoked =
        Race.run(
            _ ->
                stores()
                    .connections()
                    .revoke(
                        workspace,
                        connection.id(),
                        "asked",
                        samples.connectionEvent(Samples.NOON, "revoked"),
                        event()));

    assertThat(revoked).containsOnlyOnce(true);
    assertThat(events(connection.id(), 99)).hasSize(2);
  }

  @Test
  void an_unknown_connection_is_not_revoked() {
    AuditEvent audit = event();
    heard();

    assertThat(
            stores()
                .connections()
                .revoke(
                    workspace,
                    samples.connectionId(),
                    "asked",
                    samples.connectionEvent(Samples.NOON, "revoked"),
                    audit))
        .isFalse();

    assertNotAudited(audit);
    assertThat(heard()).isEmpty();
  }

  @Test
  void revoked_connections_whose_tokens_are_there_are_not_revoked_at_the_provider_yet() {
    OAuthClient client = client("trimble");
    List<Connection> all =
        IntStream.range(0, 3)
            .mapToObj(i -> connect(client, new Owner.User(new UserId("user" + i))))
            .toList();
    revoke(all.get(0));
    revoke(all.get(1));
    ConnectionEvent event = samples.connectionEvent(Samples.NOON, "revoked_at_provider");
    heard();

    stores().connections().forgetTokens(workspace, all.get(0).id(), event);

    assertThat(notRevokedAtProvider()).containsExactly(all.get(1).id());
    assertThat(stores().grants().find(workspace, all.get(0).id())).isEmpty();
    assertThat(events(all.get(0).id(), 1)).containsExactly(event);
    assertThat(heard()).containsExactly(changed(all.get(0)));
    assertThat(stores().connections().notRevokedAtProvider(0)).isEmpty();
  }

  @Test
  void tokens_of_a_connection_that_is_not_revoked_are_not_forgotten() {
    Connection connection = connect(client("trimble"), ADA);
    ConnectionEvent event = samples.connectionEvent(Samples.NOON, "revoked_at_provider");

    stores().connections().forgetTokens(workspace, connection.id(), event);

    assertThat(stores().grants().find(workspace, connection.id())).isPresent();
    assertThat(events(connection.id(), 9)).doesNotContain(event);
  }

  private List<ConnectionId> notRevokedAtProvider() {
    return stores().connections().notRevokedAtProvider(10_000).stream()
        .filter(connection -> connection.workspace().equals(workspace))
        .map(Connection::id)
        .toList();
  }

  ConnectResult connect(Connection connection, long version) {
    return connect(connection, samples.grant(connection, version));
  }

  ConnectResult connect(Connection connection, Grant grant) {
    return stores()
        .connections()
        .connect(
            connection,
            grant,
            Optional.empty(),
            samples.connectionEvent(Samples.NOON, "connected"),
            event());
  }

  Optional<PendingGrant> find(PendingGrant pending) {
    return stores().connects().findPending(workspace, pending.link(), pending.code(), Samples.NOON);
  }

  Lease lease(Connection connection, long version) {
    LeaseResult result = stores().grants().lease(request(connection, version));
    assertThat(result).isInstanceOf(LeaseResult.Leased.class);
    return ((LeaseResult.Leased) result).lease();
  }

  LeaseRequest request(Connection connection, long version) {
    return new LeaseRequest(
        workspace,
        connection.id(),
        version,
        "node-1",
        Duration.ofMinutes(5),
        samples.text(),
        Optional.of(samples.fingerprint()),
        UnfinishedRule.wait(Duration.ZERO));
  }
}
