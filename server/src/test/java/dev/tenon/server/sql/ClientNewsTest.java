package dev.tenon.server.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.access.WorkspaceId;
import dev.tenon.client.ExpiryNews;
import dev.tenon.client.OAuthClient;
import dev.tenon.stores.Samples;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What webhooks tell of OAuth clients.
final class ClientNewsTest {
  private final Samples samples = new Samples(new SecureRandom());
  private final WorkspaceId workspace = samples.workspaceId();
  private final OAuthClient client = samples.client(workspace, "trimble");
  private final Database database;

  ClientNewsTest(@TempDir Path directory) {
    database = Database.open(new DatabaseSettings.Sqlite(directory.resolve("tenon.db")));
  }

  @BeforeEach
  void makeWorkspace() {
    database.workspaces().create(samples.workspace(workspace), samples.event(workspace));
    database.oauthClients().create(client, samples.event(workspace));
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
  void rejected_and_recovered_are_told_once() {
    database.clientStandings().rejected(client, "the secret is wrong", Samples.NOON);
    database.clientStandings().rejected(client, "the secret is wrong", Samples.NOON);
    database.clientStandings().accepted(client, Samples.NOON.plusSeconds(1));
    database.clientStandings().accepted(client, Samples.NOON.plusSeconds(1));

    assertThat(told())
        .satisfiesExactly(
            body ->
                assertThat(body)
                    .contains("\"oauth_client.rejected\"", "trimble", "the secret is wrong"),
            body -> assertThat(body).contains("\"oauth_client.recovered\"", client.id().value()));
  }

  @Test
  void secret_that_ends_is_told_of_with_what_finds_it() {
    Instant now = Samples.NOON.plus(Duration.ofDays(84));

    assertThat(new ExpiryNews(database.expiringSecrets(), Clock.fixed(now, ZoneOffset.UTC)).tell())
        .isEqualTo(2);

    assertThat(told())
        .hasSize(2)
        .allSatisfy(
            body ->
                assertThat(body)
                    .contains(
                        "\"oauth_client.secret_expiring\"",
                        "\"days_left\":\"6\"",
                        "\"last_four\":\"abcd\"",
                        "\"integration\":\"trimble\"",
                        "\"expires_at\":\"" + Samples.NOON.plus(Duration.ofDays(90))));
  }

  private List<String> told() {
    return database
        .transactions()
        .read(
            tx ->
                tx.list(
                    row -> row.text("body"),
                    "SELECT body FROM webhook_events WHERE workspace_id = ? ORDER BY at",
                    workspace));
  }
}
