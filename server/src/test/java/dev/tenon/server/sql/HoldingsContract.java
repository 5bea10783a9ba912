package dev.tenon.server.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.access.Caller;
import dev.tenon.access.KeyId;
import dev.tenon.access.UserId;
import dev.tenon.access.WorkspaceId;
import dev.tenon.audit.Actor;
import dev.tenon.audit.AuditEvent;
import dev.tenon.client.OAuthClient;
import dev.tenon.connection.Connection;
import dev.tenon.connection.Owner;
import dev.tenon.overview.Holdings;
import dev.tenon.overview.Holdings.Amount;
import dev.tenon.overview.Overviews.Tally;
import dev.tenon.stores.InMemoryVault;
import dev.tenon.stores.Samples;
import dev.tenon.token.RefreshOutcome;
import dev.tenon.webhook.WantedEvents;
import dev.tenon.webhook.WebhookId;
import dev.tenon.webhook.Webhooks;
import dev.tenon.workspace.Retention.Kind;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What workspaces have kept, on each database.
abstract class HoldingsContract {
  private static final Instant HOUR = Instant.parse("2026-01-02T12:00:00Z");
  private static final Amount NOTHING = new Amount(0, false);

  private final SecureRandom random = new SecureRandom();
  private final Samples samples = new Samples(random);

  abstract Database database();

  @Test
  void where_there_is_nothing_nothing_is_old() {
    WorkspaceId empty = samples.workspaceId();
    for (Kind kind : Kind.values()) {
      assertThat(holdings().oldest(empty, kind)).isEmpty();
      assertThat(older(empty, kind, HOUR)).isEqualTo(NOTHING);
    }
  }

  @Test
  void old_events_of_connections_are_those_that_are_not_among_the_newest_of_theirs() {
    WorkspaceId workspace = workspace();
    connectWithEvents(workspace, 5);
    connectWithEvents(workspace, 2);
    connectWithEvents(workspace(), 9);

    assertThat(holdings().oldest(workspace, Kind.CONNECTION_EVENTS)).contains(second(1));
    assertThat(older(workspace, Kind.CONNECTION_EVENTS, second(9))).isEqualTo(new Amount(2, false));
    assertThat(older(workspace, Kind.CONNECTION_EVENTS, second(2))).isEqualTo(new Amount(1, false));
    assertThat(older(workspace, Kind.CONNECTION_EVENTS, second(1))).isEqualTo(NOTHING);

    database().connections().pruneEvents(second(9).plusSeconds(90 * 86_400L), 3, 1_000_000);
    database().connections().pruneEvents(second(9).plusSeconds(90 * 86_400L), 3, 1_000_000);
    assertThat(older(workspace, Kind.CONNECTION_EVENTS, second(9))).isEqualTo(NOTHING);
    assertThat(holdings().oldest(workspace, Kind.CONNECTION_EVENTS)).contains(second(1));
  }

  @Test
  void events_of_webhooks_hours_and_entries_are_counted_by_their_age() {
    WorkspaceId workspace = workspace();
    WorkspaceId other = workspace();
    for (WorkspaceId each : List.of(workspace, other)) {
      fill(each);
    }

    assertThat(holdings().oldest(workspace, Kind.WEBHOOK_EVENTS)).contains(HOUR);
    assertThat(older(workspace, Kind.WEBHOOK_EVENTS, HOUR)).isEqualTo(NOTHING);
    assertThat(older(workspace, Kind.WEBHOOK_EVENTS, HOUR.plusMillis(1)))
        .isEqualTo(new Amount(2, false));
    assertThat(holdings().oldest(workspace, Kind.STATISTICS)).contains(HOUR);
    assertThat(older(workspace, Kind.STATISTICS, HOUR.plusSeconds(1)))
        .as("two numbers of one hour")
        .isEqualTo(new Amount(1, false));
    assertThat(older(workspace, Kind.STATISTICS, HOUR.plusSeconds(3_601)))
        .isEqualTo(new Amount(2, false));
    assertThat(holdings().oldest(workspace, Kind.AUDIT)).contains(Samples.NOON);
    assertThat(older(workspace, Kind.AUDIT, HOUR)).isEqualTo(NOTHING);
    assertThat(older(workspace, Kind.AUDIT, HOUR.plusMillis(1))).isEqualTo(new Amount(4, false));
  }

  @Test
  void what_is_much_is_not_counted_to_its_end() {
    WorkspaceId workspace = samples.workspaceId();
    database()
        .transactions()
        .write(
            tx ->
                tx.batch(
                    "INSERT INTO refresh_tallies (workspace_id, hour, outcome, refreshes)"
                        + " VALUES (?, ?, 'refreshed', 1)",
                    IntStream.rangeClosed(0, Amount.MOST + 5)
                        .mapToObj(it -> List.<Object>of(workspace, HOUR.plusSeconds(it * 3_600L)))
                        .toList()));

    assertThat(older(workspace, Kind.STATISTICS, HOUR.plusSeconds(3_600L * 20_000)))
        .isEqualTo(new Amount(Amount.MOST, true));
    assertThat(older(workspace, Kind.STATISTICS, HOUR.plusSeconds(3_600L * Amount.MOST)))
        .isEqualTo(new Amount(Amount.MOST, false));
  }

  private void fill(WorkspaceId workspace) {
    Caller.Admin admin = new Caller.Admin(workspace, new KeyId("key_1"));
    Webhooks webhooks =
        new Webhooks(
            database().webhooks(), new InMemoryVault(), Clock.fixed(HOUR, ZoneOffset.UTC), random);
    WebhookId hook =
        webhooks
            .create(admin, URI.create("https://app.test/"), new WantedEvents.All(), "")
            .orElseThrow()
            .endpoint()
            .id();
    assertThat(webhooks.test(admin, hook)).isPresent();
    assertThat(webhooks.test(admin, hook)).isPresent();
    database()
        .overviews()
        .addRefreshes(
            List.of(
                new Tally(workspace, HOUR, RefreshOutcome.REFRESHED, 1),
                new Tally(workspace, HOUR, RefreshOutcome.GRANT_DEAD, 1),
                new Tally(workspace, HOUR.plusSeconds(3_600), RefreshOutcome.REFRESHED, 1)));
    database()
        .auditLog()
        .append(new AuditEvent(workspace, HOUR, new Actor.Hub(), "thing.done", "it", Map.of()));
  }

  private Holdings holdings() {
    return new SqlHoldings(database().transactions(), 3);
  }

  private Amount older(WorkspaceId workspace, Kind kind, Instant before) {
    return holdings().older(workspace, kind, before);
  }

  private void connectWithEvents(WorkspaceId workspace, int count) {
    OAuthClient client = samples.client(workspace, "trimble-" + samples.text());
    database().oauthClients().create(client, samples.event(workspace));
    Connection connection =
        samples.connection(client, new Owner.User(new UserId("ada")), Samples.NOON);
    database()
        .connections()
        .connect(
            connection,
            samples.grant(connection, 1),
            Optional.empty(),
            samples.connectionEvent(second(1), "connected"),
            samples.event(workspace));
    for (int i = 2; i <= count; i++) {
      database()
          .grants()
          .expire(
              workspace,
              connection.id(),
              1,
              second(i),
              samples.connectionEvent(second(i), "reported_invalid"));
    }
  }

  private static Instant second(int number) {
    return Samples.NOON.plusSeconds(number);
  }

  private WorkspaceId workspace() {
    WorkspaceId workspace = samples.workspaceId();
    database().workspaces().create(samples.workspace(workspace), samples.event(workspace));
    return workspace;
  }
}
