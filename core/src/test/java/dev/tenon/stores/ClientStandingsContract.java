package dev.tenon.stores;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.access.WorkspaceId;
import dev.tenon.audit.AuditEntry;
import dev.tenon.client.ClientRejection;
import dev.tenon.client.ClientStandings;
import dev.tenon.client.OAuthClient;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// The contract of [ClientStandings].
public abstract class ClientStandingsContract extends StoreContract {
  private static final Instant LATER = Samples.NOON.plusSeconds(60);

  @Test
  void a_rejection_is_told_once_and_read_with_the_client() {
    OAuthClient client = client("trimble");
    heard();

    assertThat(standings().rejected(client, "the secret is wrong", Samples.NOON)).isTrue();
    assertThat(heard()).containsExactly(settingsChanged());
    assertThat(standings().rejected(client, "again", LATER)).isFalse();

    assertThat(heard()).isEmpty();
    OAuthClient stored = stored(client);
    assertThat(stored.rejection())
        .contains(new ClientRejection(Samples.NOON, "the secret is wrong", 1));
    assertThat(stored.isRejected()).isTrue();
    assertThat(standings().isRejected(stored)).isTrue();
    assertThat(standings().isRejected(client)).isFalse();
    assertThat(actions(client)).containsExactly("oauth_client.rejected");
  }

  @Test
  void of_many_nodes_that_see_a_rejection_one_tells() {
    OAuthClient client = client("trimble");

    List<Boolean> told =
        Race.run(_ -> standings().rejected(client, "the secret is wrong", Samples.NOON));

    assertThat(told).containsOnlyOnce(true);
    assertThat(actions(client)).containsExactly("oauth_client.rejected");
  }

  @Test
  void an_accepted_client_has_recovered_once() {
    OAuthClient client = client("trimble");
    standings().rejected(client, "the secret is wrong", Samples.NOON);

    List<Boolean> told = Race.run(_ -> standings().accepted(stored(client), LATER));

    assertThat(told).containsOnlyOnce(true);
    assertThat(stored(client).rejection()).isEmpty();
    assertThat(actions(client)).containsExactly("oauth_client.recovered", "oauth_client.rejected");
  }

  @Test
  void a_rejection_of_a_borrowed_client_is_its_borrowers_and_of_both_versions() {
    WorkspaceId lender = samples.workspaceId();
    makeWorkspace(lender);
    OAuthClient lent = samples.client(lender, "lent");
    stores().oauthClients().create(lent, event(lender));
    OAuthClient row = samples.borrowed(workspace, "quay", lent);
    stores().oauthClients().create(row, event());
    OAuthClient borrowed = stored(row);

    assertThat(standings().rejected(borrowed, "the secret is wrong", Samples.NOON)).isTrue();
    assertThat(standings().rejected(borrowed, "again", LATER)).isFalse();

    assertThat(stored(row).isRejected()).isTrue();
    assertThat(stores().oauthClients().find(lender, lent.id()).orElseThrow().isRejected())
        .isFalse();

    stores()
        .oauthClients()
        .update(samples.client(lent.id(), lender, "lent", 2, lent.secrets()), event(lender));

    assertThat(stored(row).isRejected()).isFalse();
    assertThat(standings().accepted(stored(row), LATER)).isTrue();
    assertThat(stored(row).rejection()).isEmpty();
  }

  @Test
  void a_client_that_nobody_rejected_does_not_recover() {
    OAuthClient client = client("trimble");
    heard();

    assertThat(standings().accepted(client, LATER)).isFalse();

    assertThat(heard()).isEmpty();
    assertThat(actions(client)).isEmpty();
  }

  @Test
  void a_changed_client_is_not_rejected_yet_and_can_recover_or_be_rejected_again() {
    OAuthClient first = client("trimble");
    standings().rejected(first, "the secret is wrong", Samples.NOON);
    OAuthClient second = samples.client(first.id(), workspace, "trimble", 2, first.secrets());
    stores().oauthClients().update(second, event());

    assertThat(stored(first).isRejected()).isFalse();
    assertThat(standings().isRejected(stored(first))).isTrue();

    assertThat(standings().rejected(second, "still wrong", LATER)).isTrue();
    assertThat(stored(first).rejection()).contains(new ClientRejection(LATER, "still wrong", 2));
    assertThat(standings().accepted(second, LATER)).isTrue();
  }

  @Test
  void a_late_word_about_an_earlier_version_changes_nothing() {
    OAuthClient first = client("trimble");
    OAuthClient second = samples.client(first.id(), workspace, "trimble", 2, first.secrets());
    stores().oauthClients().update(second, event());

    assertThat(standings().rejected(first, "the secret is wrong", LATER)).isFalse();
    standings().rejected(second, "still wrong", LATER);
    assertThat(standings().accepted(first, LATER)).isFalse();

    assertThat(stored(first).isRejected()).isTrue();
  }

  @Test
  void a_client_that_is_gone_or_of_another_workspace_has_no_standing() {
    OAuthClient client = client("trimble");
    WorkspaceId other = samples.workspaceId();
    makeWorkspace(other);
    OAuthClient foreign = samples.client(client.id(), other, "trimble", 1, List.of());

    assertThat(standings().rejected(foreign, "the secret is wrong", Samples.NOON)).isFalse();
    assertThat(standings().accepted(foreign, Samples.NOON)).isFalse();

    assertThat(stored(client)).isEqualTo(client);
  }

  private ClientStandings standings() {
    return stores().clientStandings();
  }

  private OAuthClient stored(OAuthClient client) {
    return stores().oauthClients().find(workspace, client.id()).orElseThrow();
  }

  private List<String> actions(OAuthClient client) {
    return stores().auditLog().list(workspace, Optional.empty(), 100).stream()
        .map(AuditEntry::event)
        .filter(event -> event.target().equals(client.id().value()))
        .map(event -> event.action())
        .toList();
  }
}
