package dev.tenon.stores;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.audit.AuditEvent;
import dev.tenon.exchange.Issuer;
import dev.tenon.exchange.IssuerStore;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What every store of issuers keeps.
public abstract class IssuerStoreContract extends StoreContract {
  private static final String URL = "https://id.example/tenant?no=1";

  @Test
  void an_issuer_comes_back_as_it_was_stored() {
    Issuer whole = samples.issuer(workspace, URL, Optional.of(URI.create("https://id.example/k")));
    Issuer bare = samples.issuer(workspace, "https://other.example", Optional.empty());
    AuditEvent event = event();

    assertThat(issuers().create(whole, event)).isTrue();
    assertAudited(event);
    assertThat(issuers().create(bare, event())).isTrue();

    assertThat(issuers().find(workspace, whole.id())).contains(whole);
    assertThat(issuers().list(workspace)).containsExactlyInAnyOrder(whole, bare);
  }

  @Test
  void a_url_is_registered_once_in_a_workspace_and_by_each_workspace() {
    stored(samples.issuer(workspace, URL, Optional.empty()));
    AuditEvent event = event();

    assertThat(issuers().create(samples.issuer(workspace, URL, Optional.empty()), event)).isFalse();
    assertNotAudited(event);

    Issuer others = samples.issuer(samples.workspaceId(), URL, Optional.empty());
    makeWorkspace(others.workspace());
    assertThat(issuers().create(others, event(others.workspace()))).isTrue();
    assertThat(issuers().list(workspace)).hasSize(1);
  }

  @Test
  void an_update_needs_the_version_before_it_and_keeps_the_url() {
    Issuer issuer = stored(samples.issuer(workspace, URL, Optional.empty()));
    AuditEvent event = event();

    assertThat(issuers().update(changed(issuer, 3), event)).isFalse();
    assertNotAudited(event);
    assertThat(issuers().update(changed(issuer, 2), event)).isTrue();

    assertAudited(event);
    assertThat(issuers().find(workspace, issuer.id())).contains(changed(issuer, 2));
  }

  @Test
  void a_deleted_issuer_is_gone() {
    Issuer issuer = stored(samples.issuer(workspace, URL, Optional.empty()));
    AuditEvent event = event();

    assertThat(issuers().delete(workspace, issuer.id(), event)).isTrue();

    assertAudited(event);
    assertThat(issuers().find(workspace, issuer.id())).isEmpty();
    assertThat(issuers().delete(workspace, issuer.id(), event())).isFalse();
  }

  @Test
  void of_many_who_register_the_same_url_one_does() {
    List<Boolean> created =
        Race.run(_ -> issuers().create(samples.issuer(workspace, URL, Optional.empty()), event()));

    assertThat(created).containsOnlyOnce(true);
  }

  private IssuerStore issuers() {
    return stores().issuers();
  }

  private Issuer stored(Issuer issuer) {
    assertThat(issuers().create(issuer, event())).isTrue();
    return issuer;
  }

  private static Issuer changed(Issuer it, long version) {
    return new Issuer(
        it.id(),
        it.workspace(),
        it.url(),
        List.of("other"),
        "oid",
        Optional.of(URI.create("https://keys.example/")),
        it.createdAt(),
        version);
  }
}
