package dev.tenon.server.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.access.UserId;
import dev.tenon.access.WorkspaceId;
import dev.tenon.client.ExpiringSecrets.Expiring;
import dev.tenon.client.OAuthClient;
import dev.tenon.connection.Connection;
import dev.tenon.connection.Owner;
import dev.tenon.overview.Overviews.Hour;
import dev.tenon.overview.Overviews.Standing;
import dev.tenon.overview.Overviews.Tally;
import dev.tenon.stores.Samples;
import dev.tenon.token.RefreshOutcome;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// How workspaces stand, on each database.
abstract class OverviewsContract {
  private static final Instant HOUR = Instant.parse("2026-01-02T12:00:00Z");

  private final Samples samples = new Samples(new SecureRandom());

  abstract Database database();

  @Test
  void connections_are_counted_by_client_and_status() {
    OAuthClient client = client(workspace());
    Connection first = connect(client, "ada");
    connect(client, "bo");
    database()
        .connections()
        .revoke(
            client.workspace(),
            first.id(),
            "asked",
            samples.connectionEvent(HOUR, "revoked"),
            samples.event(client.workspace()));
    connect(client(workspace()), "somebody else");

    List<Standing> standings = database().overviews().standings(client.workspace());

    assertThat(standings).hasSize(2);
    assertThat(standings).allSatisfy(it -> assertThat(it.count()).isEqualTo(1));
    assertThat(standings).allSatisfy(it -> assertThat(it.integration()).contains(client.name()));
  }

  @Test
  void refreshes_add_up_hour_by_hour() {
    WorkspaceId workspace = workspace();
    WorkspaceId other = workspace();
    add(workspace, HOUR, RefreshOutcome.REFRESHED, 3);
    add(workspace, HOUR, RefreshOutcome.REFRESHED, 4);
    add(workspace, HOUR, RefreshOutcome.GRANT_DEAD, 1);
    add(workspace, HOUR.minusSeconds(3600), RefreshOutcome.REFRESHED, 9);
    add(other, HOUR, RefreshOutcome.REFRESHED, 50);

    assertThat(database().overviews().refreshes(workspace, HOUR))
        .containsExactlyInAnyOrder(
            new Hour(HOUR, RefreshOutcome.REFRESHED, 7),
            new Hour(HOUR, RefreshOutcome.GRANT_DEAD, 1));

    add(other, HOUR.minusSeconds(3600), RefreshOutcome.REFRESHED, 9);
    assertThat(database().overviews().pruneRefreshes(workspace, HOUR.plusMillis(1), 2))
        .isEqualTo(2);
    assertThat(database().overviews().refreshes(workspace, Instant.EPOCH)).hasSize(1);
    assertThat(database().overviews().pruneRefreshes(workspace, HOUR, 2)).isZero();
    assertThat(database().overviews().refreshes(other, Instant.EPOCH)).hasSize(2);
  }

  @Test
  void secrets_that_end_are_those_of_the_workspace_alone() {
    OAuthClient client = client(workspace());
    client(workspace());
    Instant end = Samples.NOON.plus(Duration.ofDays(91));

    List<Expiring> ending = database().overviews().secretsEnding(client.workspace(), end, 10);

    assertThat(ending).isNotEmpty();
    assertThat(ending).allSatisfy(it -> assertThat(it.client()).isEqualTo(client.id()));
    assertThat(database().overviews().secretsEnding(client.workspace(), Samples.NOON, 10))
        .isEmpty();
  }

  @Test
  void rejected_clients_are_told_until_they_are_accepted() {
    OAuthClient client = client(workspace());
    database().clientStandings().rejected(client, "The secret is wrong.", Samples.NOON);

    assertThat(database().overviews().rejectedClients(client.workspace()))
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.integration()).isEqualTo(client.name());
              assertThat(it.message()).isEqualTo("The secret is wrong.");
            });

    database().clientStandings().accepted(client, Samples.NOON);
    assertThat(database().overviews().rejectedClients(client.workspace())).isEmpty();
  }

  private void add(WorkspaceId workspace, Instant hour, RefreshOutcome outcome, long count) {
    database().overviews().addRefreshes(List.of(new Tally(workspace, hour, outcome, count)));
  }

  private Connection connect(OAuthClient client, String user) {
    Connection connection = samples.connection(client, new Owner.User(new UserId(user)));
    database()
        .connections()
        .connect(
            connection,
            samples.grant(connection, 1),
            Optional.empty(),
            samples.connectionEvent(HOUR, "connected"),
            samples.event(client.workspace()));
    return connection;
  }

  private WorkspaceId workspace() {
    WorkspaceId workspace = samples.workspaceId();
    database().workspaces().create(samples.workspace(workspace), samples.event(workspace));
    return workspace;
  }

  private OAuthClient client(WorkspaceId workspace) {
    OAuthClient client = samples.client(workspace, "trimble");
    database().oauthClients().create(client, samples.event(workspace));
    return client;
  }
}
