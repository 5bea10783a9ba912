package dev.tenon.server.catalog;

import static dev.tenon.server.catalog.CatalogueWorld.ADMIN;
import static dev.tenon.server.catalog.CatalogueWorld.GENERIC;
import static dev.tenon.server.catalog.CatalogueWorld.TRIMBLE;
import static dev.tenon.server.catalog.CatalogueWorld.WORKSPACE;
import static dev.tenon.server.catalog.CatalogueWorld.secret;
import static dev.tenon.server.catalog.CatalogueWorld.texts;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.client.ClientSecret;
import dev.tenon.client.IntegrationName;
import dev.tenon.client.OAuthClient;
import dev.tenon.client.OAuthClientDraft;
import dev.tenon.client.OAuthClientStore;
import dev.tenon.client.OAuthClients.UpdateResult;
import dev.tenon.secret.Secret;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Changing and deleting an OAuth client.
final class ChangingOAuthClientsTest {
  @TempDir private Path directory;
  private CatalogueWorld world;

  @BeforeEach
  void start() {
    world = new CatalogueWorld(directory);
  }

  @Test
  void change_keeps_what_it_does_not_name_and_an_empty_text_takes_away() {
    world.registered(TRIMBLE.with("prompt", "login"));
    UpdateResult result =
        world.update("one", OAuthClientDraft.of(Map.of("name", "two", "prompt", "")));

    OAuthClient client = ((UpdateResult.Updated) result).client();
    assertThat(client.name().value()).isEqualTo("two");
    assertThat(client.prompt()).isEmpty();
    assertThat(client.clientId()).isEqualTo("a1d022e6");
    assertThat(client.secrets()).hasSize(1);
    assertThat(client.version()).isEqualTo(2);
  }

  /// Row F2 of the threat model: an endpoint cannot be swapped under a stored secret.
  @ParameterizedTest
  @CsvSource({
    "authorization_url,https://evil.example/authorize",
    "token_url,https://evil.example/token",
    "refresh_url,https://evil.example/token",
    "revocation_url,https://evil.example/revoke",
    "token_url,https://as.example/token?tenant=other",
  })
  void F2_changing_an_address_asks_for_the_secret_again(String field, String address) {
    world.registered(GENERIC);
    OAuthClientDraft change = OAuthClientDraft.of(Map.of(field, address));

    assertThat(texts(((UpdateResult.Refused) world.update("one", change)).problems()))
        .containsExactly(
            "client_secret must be given again, because it would now go to other addresses");
    assertThat(world.update("one", change.withSecret(secret())))
        .isInstanceOf(UpdateResult.Updated.class);
  }

  @ParameterizedTest
  @CsvSource({
    "identity_url,https://evil.example",
    "api_url,https://evil.example",
    "region_url,https://evil.example",
    "environment,staging",
    "region,europe",
  })
  void F2_changing_a_parameter_of_an_address_asks_for_the_secret_again(
      String parameter, String value) {
    world.registered(TRIMBLE);
    OAuthClientDraft change =
        OAuthClientDraft.of(Map.of()).withParameters(Map.of(parameter, value));

    assertThat(texts(((UpdateResult.Refused) world.update("one", change)).problems()))
        .containsExactly(
            "client_secret must be given again, because it would now go to other addresses");
  }

  @Test
  void F2_taking_an_address_away_asks_for_the_secret_again() {
    world.registered(GENERIC.with("refresh_url", "https://as.example/refresh"));
    UpdateResult result = world.update("one", OAuthClientDraft.of(Map.of("refresh_url", "")));
    assertThat(result).isInstanceOf(UpdateResult.Refused.class);
  }

  @Test
  void parameter_that_feeds_no_address_changes_without_the_secret() {
    world.registered(TRIMBLE);
    OAuthClientDraft change =
        OAuthClientDraft.of(Map.of()).withParameters(Map.of("application_name", "other"));
    assertThat(world.update("one", change)).isInstanceOf(UpdateResult.Updated.class);
  }

  @Test
  void client_that_becomes_public_keeps_no_secret() {
    world.registered(TRIMBLE);
    world.update("one", OAuthClientDraft.of(Map.of("client_authentication", "none")));
    UpdateResult back =
        world.update(
            "one", OAuthClientDraft.of(Map.of("client_authentication", "client_secret_basic")));
    assertThat(texts(((UpdateResult.Refused) back).problems()))
        .containsExactly("client_secret is missing: client_secret_basic needs it");
  }

  @Test
  void new_secret_replaces_the_old_and_its_expiry() {
    world.registered(TRIMBLE.with("client_secret_expires_at", "2027-01-31T12:00:00+01:00"));
    ClientSecret old = world.stored().secrets().getFirst();
    assertThat(old.expiresAt()).contains(Instant.parse("2027-01-31T11:00:00Z"));

    world.update("one", OAuthClientDraft.of(Map.of()).withSecret(Secret.of("another-secret-1")));
    assertThat(world.stored().secrets()).hasSize(1);
    assertThat(world.stored().secrets().getFirst().expiresAt()).isEmpty();
    assertThat(world.stored().secrets().getFirst().id()).isNotEqualTo(old.id());
  }

  @Test
  void connector_and_definition_of_a_client_stay() {
    world.registered(TRIMBLE);
    UpdateResult result =
        world.update(
            "one",
            OAuthClientDraft.of(
                Map.of("connector", "google", "connection_definition", "jwt-exchange")));
    assertThat(texts(((UpdateResult.Refused) result).problems()))
        .containsExactly(
            "connector cannot change: its connections belong there; register another",
            "connection_definition cannot change: its connections belong there; register another");
  }

  @Test
  void change_of_an_unknown_client_names_the_nearest() {
    world.registered(TRIMBLE.with("name", "my-viktor-integration"));
    assertThat(world.update("viktor-integration", OAuthClientDraft.of(Map.of())))
        .isEqualTo(
            new UpdateResult.Missing(Optional.of(new IntegrationName("my-viktor-integration"))));
  }

  @Test
  void deleted_client_is_gone_and_a_missing_one_is_said_to_be() {
    world.registered(TRIMBLE);
    IntegrationName name = new IntegrationName("one");
    assertThat(world.clients.delete(WORKSPACE, ADMIN, name))
        .isEqualTo(new OAuthClientStore.DeleteResult.Deleted());
    assertThat(world.clients.delete(WORKSPACE, ADMIN, name))
        .isEqualTo(new OAuthClientStore.DeleteResult.Missing());
  }

  @Test
  void client_of_another_workspace_is_not_there() {
    world.registered(TRIMBLE);
    assertThat(
            world.clients.update(
                CatalogueWorld.OTHER,
                ADMIN,
                new IntegrationName("one"),
                OAuthClientDraft.of(Map.of())))
        .isEqualTo(new UpdateResult.Missing(Optional.empty()));
  }
}
