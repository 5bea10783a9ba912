package dev.tenon.stores;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.audit.AuditEntry;
import dev.tenon.client.ClientSecret;
import dev.tenon.client.ExpiringSecrets;
import dev.tenon.client.ExpiringSecrets.Expiring;
import dev.tenon.client.OAuthClient;
import dev.tenon.client.OAuthClientId;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// The contract of [ExpiringSecrets].
public abstract class ExpiringSecretsContract extends StoreContract {
  private static final Instant END = Samples.NOON.plus(Duration.ofDays(5));

  @Test
  void secrets_that_end_in_time_come_the_nearest_first() {
    OAuthClient client = stored(secret(Optional.of(END)), secret(Optional.of(END.minusSeconds(1))));
    stored(secret(Optional.of(END.plusMillis(1))));
    stored(secret(Optional.empty()));

    List<Expiring> untold = untold(7, END);

    assertThat(untold)
        .containsExactly(
            expiring(client, client.secrets().get(1)), expiring(client, client.secrets().get(0)));
    assertThat(secrets().untold(7, END, 1)).hasSize(1);
  }

  @Test
  void a_stage_is_told_once_over_all_nodes_and_a_farther_one_not_after_it() {
    OAuthClient client = stored(secret(Optional.of(END)));
    Expiring secret = untold(7, END).getFirst();
    heard();

    List<Boolean> told = Race.run(_ -> secrets().tell(secret, 7, Samples.NOON));

    assertThat(told).containsOnlyOnce(true);
    assertThat(actions(client)).containsExactly("oauth_client.secret_expiring");
    assertThat(heard()).isEmpty();
    assertThat(untold(7, END)).isEmpty();
    assertThat(untold(14, END)).isEmpty();
    assertThat(secrets().tell(secret, 14, Samples.NOON)).isFalse();
    assertThat(untold(1, END)).containsExactly(secret);
    assertThat(secrets().tell(secret, 1, Samples.NOON)).isTrue();
  }

  @Test
  void a_changed_expiry_starts_anew_and_another_change_does_not() {
    OAuthClient client = stored(secret(Optional.of(END)));
    Expiring secret = untold(7, END).getFirst();
    secrets().tell(secret, 7, Samples.NOON);

    OAuthClient renamed = update(client, client.secrets());
    assertThat(untold(7, END)).isEmpty();

    Instant later = END.plus(Duration.ofDays(90));
    update(renamed, List.of(ending(client.secrets().getFirst(), later)));
    assertThat(secrets().tell(secret, 1, Samples.NOON)).isFalse();
    assertThat(untold(7, later)).extracting(Expiring::expiresAt).containsExactly(later);
  }

  @Test
  void a_secret_that_is_gone_is_not_told_of() {
    OAuthClient client = stored(secret(Optional.of(END)));
    Expiring secret = untold(7, END).getFirst();
    update(client, List.of(secret(Optional.empty())));

    assertThat(secrets().tell(secret, 7, Samples.NOON)).isFalse();
    assertThat(actions(client)).isEmpty();
  }

  private ExpiringSecrets secrets() {
    return stores().expiringSecrets();
  }

  private List<Expiring> untold(int stage, Instant end) {
    return secrets().untold(stage, end, 10_000).stream()
        .filter(secret -> secret.workspace().equals(workspace))
        .toList();
  }

  private OAuthClient stored(ClientSecret... all) {
    OAuthClient client =
        samples.client(
            OAuthClientId.random(new SecureRandom()), workspace, samples.text(), 1, List.of(all));
    assertThat(stores().oauthClients().create(client, event())).isTrue();
    return client;
  }

  private OAuthClient update(OAuthClient client, List<ClientSecret> all) {
    OAuthClient next =
        samples.client(client.id(), workspace, samples.text(), client.version() + 1, all);
    stores().oauthClients().update(next, event());
    return next;
  }

  private ClientSecret secret(Optional<Instant> end) {
    ClientSecret secret = samples.secret();
    return new ClientSecret(
        secret.id(),
        secret.sealed(),
        secret.lastFour(),
        secret.fingerprint(),
        end,
        secret.createdAt());
  }

  private static ClientSecret ending(ClientSecret secret, Instant end) {
    return new ClientSecret(
        secret.id(),
        secret.sealed(),
        secret.lastFour(),
        secret.fingerprint(),
        Optional.of(end),
        secret.createdAt());
  }

  private static Expiring expiring(OAuthClient client, ClientSecret secret) {
    return new Expiring(
        client.workspace(),
        client.id(),
        client.name(),
        secret.id(),
        secret.lastFour(),
        secret.expiresAt().orElseThrow());
  }

  private List<String> actions(OAuthClient client) {
    return stores().auditLog().list(workspace, Optional.empty(), 100).stream()
        .map(AuditEntry::event)
        .filter(event -> event.target().equals(client.id().value()))
        .map(event -> event.action())
        .toList();
  }
}
