package dev.tenon.stores;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.access.WorkspaceId;
import dev.tenon.client.OAuthClient;
import dev.tenon.client.OAuthClientStore.DeleteResult;
import dev.tenon.client.OAuthClientStore.UpdateResult;
import dev.tenon.client.PublicClient;
import org.junit.jupiter.api.Test;

/// The contract of [dev.tenon.client.OAuthClientStore]: clients that are lent and borrowed. A part
/// of [OAuthClientStoreContract].
abstract class LentClientsContract extends StoreContract {
  @Test
  void a_borrowed_client_is_found_with_what_its_lenders_says_now() {
    OAuthClient lent = lend();
    OAuthClient borrowed = borrow(lent, "quay");

    assertThat(stores().oauthClients().find(workspace, borrowed.name())).contains(stored(borrowed));
    assertThat(stored(borrowed).clientId()).isEqualTo("client-1");
    assertThat(stored(borrowed).secrets()).isEqualTo(lent.secrets());
    assertThat(stored(borrowed).home()).isEqualTo(lent.workspace());
    assertThat(stored(borrowed).lent()).isFalse();
    assertThat(stores().oauthClients().all(workspace)).containsExactly(stored(borrowed));

    change(lent, 2, true);

    assertThat(stored(borrowed).clientId()).isEqualTo("client-2");
    assertThat(stored(borrowed).version()).isEqualTo(3);
  }

  @Test
  void a_borrowed_client_is_empty_where_its_lenders_is_private_or_gone() {
    OAuthClient lent = lend();
    OAuthClient borrowed = borrow(lent, "quay");

    change(lent, 2, false);

    assertThat(stored(borrowed).loan().orElseThrow().isOpen()).isFalse();
    assertThat(stored(borrowed).clientId()).isEmpty();
    assertThat(stored(borrowed).secrets()).isEmpty();
    assertThat(stored(borrowed).parameters()).isEmpty();
    assertThat(stores().oauthClients().delete(lent.workspace(), lent.id(), event(lent.workspace())))
        .isEqualTo(new DeleteResult.Deleted());
    assertThat(stored(borrowed).loan().orElseThrow().isOpen()).isFalse();
    assertThat(stored(borrowed).loan().orElseThrow().lender()).isEqualTo(lent.workspace());
  }

  @Test
  void of_a_borrowed_client_the_own_part_alone_is_written() {
    OAuthClient lent = lend();
    OAuthClient whole = stored(borrow(lent, "quay"));

    assertThat(
            stores()
                .oauthClients()
                .update(samples.renamed(whole, "pier", whole.version() + 1), event()))
        .isEqualTo(UpdateResult.UPDATED);
    change(lent, 2, false);

    assertThat(stored(whole).name().value()).isEqualTo("pier");
    assertThat(stored(whole).clientId()).isEmpty();
    assertThat(stored(whole).secrets()).isEmpty();
    assertThat(stored(whole).version()).isEqualTo(2);
    assertThat(
            stores()
                .oauthClients()
                .update(samples.renamed(whole, "late", whole.version() + 1), event()))
        .isEqualTo(UpdateResult.CHANGED_MEANWHILE);
  }

  @Test
  void what_is_lent_is_listed_without_what_it_is_registered_with() {
    OAuthClient lent = lend();
    borrow(lent, "quay");

    assertThat(stores().oauthClients().lent())
        .filteredOn(it -> it.lender().equals(lent.workspace()))
        .containsExactly(
            new PublicClient(
                lent.workspace(),
                samples.workspace(lent.workspace()).name(),
                lent.id(),
                lent.name(),
                lent.connector(),
                lent.definition()));

    change(lent, 2, false);

    assertThat(stores().oauthClients().lent())
        .noneMatch(it -> it.lender().equals(lent.workspace()));
    assertThat(stores().oauthClients().lent()).noneMatch(it -> it.lender().equals(workspace));
  }

  @Test
  void a_change_of_a_lent_client_is_announced_to_its_borrowers() {
    OAuthClient lent = lend();
    borrow(lent, "quay");
    heard();

    change(lent, 2, false);
    assertThat(heard()).containsExactly(settingsChanged());

    stores().oauthClients().delete(lent.workspace(), lent.id(), event(lent.workspace()));
    assertThat(heard()).containsExactly(settingsChanged());
  }

  @Test
  void a_public_client_is_not_deleted_while_other_workspaces_use_it() {
    OAuthClient lent = lend();
    borrow(lent, "quay");
    borrow(lent, "pier");
    WorkspaceId lender = lent.workspace();

    assertThat(stores().oauthClients().borrowers(lender, lent.id())).isEqualTo(1);
    assertThat(stores().oauthClients().delete(lender, lent.id(), event(lender)))
        .isEqualTo(new DeleteResult.Borrowed(1));
    assertThat(stores().oauthClients().find(lender, lent.id())).contains(lent);

    change(lent, 2, false);
    assertThat(stores().oauthClients().delete(lender, lent.id(), event(lender)))
        .isEqualTo(new DeleteResult.Deleted());
  }

  private OAuthClient stored(OAuthClient client) {
    return stores().oauthClients().find(client.workspace(), client.id()).orElseThrow();
  }

  /// A public client of another workspace.
  private OAuthClient lend() {
    WorkspaceId lender = samples.workspaceId();
    makeWorkspace(lender);
    OAuthClient lent = samples.client(lender, "lent");
    assertThat(stores().oauthClients().create(lent, event(lender))).isTrue();
    return lent;
  }

  private OAuthClient borrow(OAuthClient lent, String name) {
    OAuthClient borrowed = samples.borrowed(workspace, name, lent);
    assertThat(stores().oauthClients().create(borrowed, event())).isTrue();
    return borrowed;
  }

  private void change(OAuthClient lent, long version, boolean isPublic) {
    OAuthClient next = samples.client(lent.id(), lent.workspace(), "lent", version, lent.secrets());
    OAuthClient changed = isPublic ? next : samples.madePrivate(next);
    assertThat(stores().oauthClients().update(changed, event(lent.workspace())))
        .isEqualTo(UpdateResult.UPDATED);
  }
}
