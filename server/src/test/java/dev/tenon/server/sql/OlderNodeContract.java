package dev.tenon.server.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.access.UserId;
import dev.tenon.access.WorkspaceId;
import dev.tenon.client.OAuthClient;
import dev.tenon.connection.Connection;
import dev.tenon.connection.ConnectionStore.ConnectionFilter;
import dev.tenon.connection.Grant;
import dev.tenon.connection.GrantPlan;
import dev.tenon.connection.GrantPlans.Ending;
import dev.tenon.connection.GrantPlans.Outlook;
import dev.tenon.connection.GrantPlans.Unplanned;
import dev.tenon.connection.GrantStore.CommitResult;
import dev.tenon.connection.GrantStore.LeaseRequest;
import dev.tenon.connection.GrantStore.LeaseResult;
import dev.tenon.connection.Lease;
import dev.tenon.connection.Owner;
import dev.tenon.connection.UnfinishedRule;
import dev.tenon.stores.Samples;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What a node of the first schema writes, which knows nothing of plans, is planned and refreshed
/// by the nodes of today beside it.
abstract class OlderNodeContract {
  private static final Instant PAST = Instant.parse("2020-01-01T00:00:00Z");
  private static final Instant END = Samples.NOON.plus(Duration.ofDays(90));
  private static final GrantPlan PLAN = new GrantPlan(Optional.of(PAST), Optional.of(END));

  private final Samples samples = new Samples(new SecureRandom());
  private final WorkspaceId workspace = samples.workspaceId();
  private final OAuthClient client = samples.client(workspace, "trimble");
  private final Connection connection =
      samples.connection(client, new Owner.User(new UserId("ada")));
  private final Database database;

  /// With an empty database.
  OlderNodeContract(Database database) {
    this.database = database;
  }

  @BeforeEach
  void makeConnection() {
    database.workspaces().create(samples.workspace(workspace), samples.event(workspace));
    database.oauthClients().create(client, samples.event(workspace));
    database
        .connections()
        .createPending(
            connection,
            samples.connectionEvent(Samples.NOON, "connected"),
            samples.event(workspace));
    insertAsOlderNode(samples.grant(connection, 1));
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void a_grant_that_an_older_node_inserted_is_planned_and_claimed() {
    assertThat(database.grantPlans().unplanned(9)).containsExactly(unplanned(1));
    assertThat(database.dueGrants().clients(9)).isEmpty();

    assertThat(database.grantPlans().plan(workspace, connection.id(), 1, PLAN)).isTrue();

    assertThat(database.grantPlans().unplanned(9)).isEmpty();
    assertIsDue();
  }

  @Test
  void a_grant_that_an_older_node_inserted_is_whole_once_it_is_refreshed() {
    Lease lease = lease(1);

    assertThat(
            database
                .grants()
                .commit(
                    lease,
                    samples.tokens(),
                    PLAN,
                    samples.connectionEvent(Samples.NOON, "refreshed")))
        .isInstanceOf(CommitResult.Committed.class);

    assertThat(database.grantPlans().unplanned(9)).isEmpty();
    assertIsDue();
  }

  @Test
  void a_grant_that_an_older_node_refreshed_is_planned_anew() {
    database.grantPlans().plan(workspace, connection.id(), 1, PLAN);

    commitAsOlderNode(lease(1));

    assertThat(database.grantPlans().unplanned(9)).containsExactly(unplanned(2));
    assertThat(database.grantPlans().outlooks(workspace, Set.of(connection.id())).values())
        .containsExactly(new Outlook(2, 0, Optional.empty()));
    assertThat(database.grantPlans().ending(END.plusSeconds(1), 1, 9)).isEmpty();
    database.grantPlans().plan(workspace, connection.id(), 2, PLAN);
    assertIsDue();
    assertThat(database.grantPlans().ending(END.plusSeconds(1), 1, 9))
        .containsExactly(new Ending(workspace, connection.id(), 2, END));
  }

  @Test
  void a_connection_that_an_older_node_made_is_found_once_it_has_words() {
    database.transactions().once(tx -> tx.update("UPDATE connections SET words = NULL"));
    database.transactions().once(tx -> tx.update("DELETE FROM connection_words"));
    assertThat(found("ada")).isEmpty();

    assertThat(database.connections().fillWords(9)).isEqualTo(1);

    assertThat(found("ada")).extracting(Connection::id).containsExactly(connection.id());
    assertThat(database.connections().fillWords(9)).isZero();
  }

  private List<Connection> found(String text) {
    return database.connections().search(workspace, text, ConnectionFilter.all(), 9);
  }

  @Test
  void a_client_s_grants_are_planned_anew_though_an_older_node_did_not_say_whose_they_are() {
    database
        .transactions()
        .once(tx -> tx.update("UPDATE grants SET planned_version = version, ends_at = 1"));
    assertThat(database.grantPlans().unplanned(9)).isEmpty();

    database.grantPlans().replan(workspace, client.id());

    assertThat(database.grantPlans().unplanned(9)).containsExactly(unplanned(1));
  }

  private void assertIsDue() {
    assertThat(database.dueGrants().clients(9)).hasSize(1);
    assertThat(database.dueGrants().claim(workspace, client.id(), 9, Duration.ofMinutes(5)))
        .extracting(it -> it.grant().connection())
        .containsExactly(connection.id());
  }

  private Unplanned unplanned(long version) {
    return new Unplanned(workspace, connection.id(), version);
  }

  private Lease lease(long version) {
    LeaseResult result =
        database
            .grants()
            .lease(
                new LeaseRequest(
                    workspace,
                    connection.id(),
                    version,
                    "node-1",
                    Duration.ofMinutes(5),
                    "att_1",
                    Optional.of(samples.fingerprint()),
                    UnfinishedRule.wait(Duration.ZERO)));
    assertThat(result).isInstanceOf(LeaseResult.Leased.class);
    return ((LeaseResult.Leased) result).lease();
  }

  private static final String INSERT_OF_FIRST_SCHEMA =
      """
      INSERT INTO grants (workspace_id, connection_id, version, access_token, token_type, scope,
        expires_at, received_at, refresh_token, refresh_verifier, refresh_issued_at,
        refresh_expires_at, consented_at, next_refresh_at, failures, ended, fence)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0)
      ON CONFLICT DO NOTHING
      """;

  private void insertAsOlderNode(Grant grant) {
    int rows =
        database
            .transactions()
            .once(
                tx ->
                    tx.update(
                        INSERT_OF_FIRST_SCHEMA,
                        grant.workspace(),
                        grant.connection(),
                        grant.version(),
                        TokenColumns.values(grant.tokens()),
                        grant.consentedAt(),
                        Optional.empty(),
                        0));
    assertThat(rows).isEqualTo(1);
  }

  private static final String COMMIT_OF_FIRST_SCHEMA =
      """
      UPDATE grants
      SET version = version + 1, access_token = ?, token_type = ?, scope = ?, expires_at = ?,
        received_at = ?, refresh_token = ?, refresh_verifier = ?, refresh_issued_at = ?,
        refresh_expires_at = ?, next_refresh_at = NULL, failures = 0, ended = 0,
        lease_owner = NULL, lease_until = NULL, attempt_id = NULL, attempt_token = NULL,
        attempt_started_at = NULL, replaced_id = NULL, replaced_token = NULL,
        replaced_started_at = NULL
      WHERE workspace_id = ? AND connection_id = ? AND version = ? AND fence = ?
        AND lease_until IS NOT NULL
      RETURNING consented_at
      """;

  private void commitAsOlderNode(Lease lease) {
    boolean committed =
        database
            .transactions()
            .once(
                tx ->
                    tx.exists(
                        COMMIT_OF_FIRST_SCHEMA,
                        TokenColumns.values(samples.tokens()),
                        lease.workspace(),
                        lease.connection(),
                        lease.version(),
                        lease.fence()));
    assertThat(committed).isTrue();
  }
}
