package dev.tenon.server.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.access.UserId;
import dev.tenon.access.WorkspaceId;
import dev.tenon.client.OAuthClient;
import dev.tenon.connection.Connection;
import dev.tenon.connection.GrantPlan;
import dev.tenon.connection.GrantStore.CommitResult;
import dev.tenon.connection.GrantStore.Failure;
import dev.tenon.connection.GrantStore.LeaseRequest;
import dev.tenon.connection.GrantStore.LeaseResult;
import dev.tenon.connection.Lease;
import dev.tenon.connection.Owner;
import dev.tenon.connection.Status;
import dev.tenon.connection.UnfinishedRule;
import dev.tenon.stores.Samples;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What webhooks tell of connections.
final class ConnectionNewsTest {
  private final Samples samples = new Samples(new SecureRandom());
  private final WorkspaceId workspace = samples.workspaceId();
  private final OAuthClient client = samples.client(workspace, "trimble");
  private final Connection connection =
      samples.connection(client, new Owner.User(new UserId("ada")));
  private final Database database;

  ConnectionNewsTest(@TempDir Path directory) {
    database = Database.open(new DatabaseSettings.Sqlite(directory.resolve("tenon.db")));
  }

  @BeforeEach
  void connect() {
    database.workspaces().create(samples.workspace(workspace), samples.event(workspace));
    database.oauthClients().create(client, samples.event(workspace));
    database
        .connections()
        .connect(
            connection,
            samples.grant(connection, 1),
            Optional.empty(),
            samples.connectionEvent(Samples.NOON, "connected"),
            samples.event(workspace));
    database
        .transactions()
        .once(
            tx ->
                tx.update(
                    """
                    INSERT INTO webhook_endpoints (workspace_id, id, url, description, enabled,
                      secret, secret_number, secret_last_four, created_at, version, failures)
                    VALUES (?, 'whk_1', 'https://app.test/', '', 1, x'00', 1, 'abcd', 0, 1, 0)
                    """,
                    workspace));
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void a_failure_and_the_recovery_from_it_are_told_once_each() {
    fail();
    fail();
    refresh(1);
    refresh(2);

    assertThat(told()).containsExactly("connection.failing", "connection.recovered");
  }

  private void fail() {
    Failure failure =
        new Failure(Optional.of(Status.FAILING), samples.error(Optional.of(Samples.NOON)));
    assertThat(
            database
                .grants()
                .fail(lease(1), failure, samples.connectionEvent(Samples.NOON, "refresh_failed")))
        .isTrue();
  }

  private void refresh(long version) {
    assertThat(
            database
                .grants()
                .commit(
                    lease(version),
                    samples.tokens(),
                    GrantPlan.none(),
                    samples.connectionEvent(Samples.NOON, "refreshed")))
        .isInstanceOf(CommitResult.Committed.class);
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
                    Optional.empty(),
                    UnfinishedRule.wait(Duration.ZERO)));
    assertThat(result).isInstanceOf(LeaseResult.Leased.class);
    return ((LeaseResult.Leased) result).lease();
  }

  private List<String> told() {
    return database
        .transactions()
        .read(
            tx ->
                tx.list(
                    row -> row.text("type"),
                    "SELECT type FROM webhook_events WHERE workspace_id = ? ORDER BY sequence",
                    workspace));
  }
}
