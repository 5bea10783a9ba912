package dev.tenon.server.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.access.WorkspaceId;
import dev.tenon.client.OAuthClient;
import dev.tenon.stores.Samples;
import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What operators watch of OAuth clients, on a database of its own.
abstract class ClientFiguresContract {
  private final Samples samples = new Samples(new SecureRandom());

  abstract Database database();

  @Test
  void rejected_clients_are_counted_until_they_are_changed_or_accepted() {
    OAuthClient first = client();
    OAuthClient second = client();
    client();
    long before = database().rejectedClients();
    database().clientStandings().rejected(first, "wrong", Samples.NOON);
    database().clientStandings().rejected(second, "wrong", Samples.NOON);
    assertThat(database().rejectedClients()).isEqualTo(before + 2);

    database().clientStandings().accepted(first, Samples.NOON);
    OAuthClient changed =
        samples.client(second.id(), second.workspace(), second.name().value(), 2, List.of());
    database().oauthClients().update(changed, samples.event(second.workspace()));

    assertThat(database().rejectedClients()).isEqualTo(before);
  }

  @Test
  void secrets_that_end_first_come_first_told_or_not() {
    client();
    client();

    assertThat(database().secretsEndingFirst(100))
        .hasSizeGreaterThanOrEqualTo(4)
        .isSortedAccordingTo((one, other) -> one.expiresAt().compareTo(other.expiresAt()));
    assertThat(database().secretsEndingFirst(3)).hasSize(3);
  }

  private OAuthClient client() {
    WorkspaceId workspace = samples.workspaceId();
    database().workspaces().create(samples.workspace(workspace), samples.event(workspace));
    OAuthClient client = samples.client(workspace, "trimble");
    database().oauthClients().create(client, samples.event(workspace));
    return client;
  }
}
