package dev.tenon.server.catalog;

import static dev.tenon.server.catalog.CatalogueWorld.ADMIN;
import static dev.tenon.server.catalog.CatalogueWorld.GENERIC;
import static dev.tenon.server.catalog.CatalogueWorld.SECRET;
import static dev.tenon.server.catalog.CatalogueWorld.TRIMBLE;
import static dev.tenon.server.catalog.CatalogueWorld.WORKSPACE;
import static dev.tenon.server.catalog.CatalogueWorld.draft;
import static dev.tenon.server.catalog.CatalogueWorld.secret;
import static dev.tenon.server.catalog.CatalogueWorld.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenon.access.AppName;
import dev.tenon.audit.AuditEntry;
import dev.tenon.client.AppAccess;
import dev.tenon.client.ClientSecret;
import dev.tenon.client.IntegrationName;
import dev.tenon.client.OAuthClient;
import dev.tenon.client.OAuthClientDraft;
import dev.tenon.client.OAuthClients.RegisterResult;
import dev.tenon.client.RefreshMode;
import dev.tenon.oauth.ClientAuthenticationMethod;
import dev.tenon.oauth.Scope;
import dev.tenon.secret.Binding;
import dev.tenon.secret.Secret;
import dev.tenon.secret.UnsealableException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Registering an OAuth client.
final class RegisteringOAuthClientsTest {
  @TempDir private Path directory;
  private CatalogueWorld world;

  @BeforeEach
  void start() {
    world = new CatalogueWorld(directory);
  }

  @Test
  void client_of_the_first_document_is_registered() {
    OAuthClient client = world.registered(TRIMBLE);

    assertThat(client.definition().value()).isEqualTo("user-sign-in");
    assertThat(client.scope()).contains(Scope.parse("openid my-integration"));
    assertThat(client.apps()).isEqualTo(new AppAccess.All());
    assertThat(client.version()).isEqualTo(1);
    assertThat(world.stores.oauthClients().find(WORKSPACE, new IntegrationName("one")))
        .contains(client);
  }

  @Test
  void secret_is_sealed_for_its_own_row() {
    OAuthClient client = world.registered(TRIMBLE);
    ClientSecret kept = client.secrets().getFirst();

    assertThat(world.vault.open(kept.sealed(), ClientSecret.binding(WORKSPACE, kept.id())))
        .isEqualTo(secret());
    Binding elsewhere = ClientSecret.binding(CatalogueWorld.OTHER, kept.id());
    assertThatThrownBy(() -> world.vault.open(kept.sealed(), elsewhere))
        .isInstanceOf(UnsealableException.class);
  }

  /// Row F1 of the threat model: what is left to see are four characters and a fingerprint.
  @Test
  void secret_is_seen_by_its_end_and_fingerprint_only() {
    OAuthClient client = world.registered(TRIMBLE);

    assertThat(client.secrets().getFirst().lastFour()).isEqualTo("9a7c".substring(0, 4));
    assertThat(client.secrets().getFirst().fingerprint()).matches("[0-9a-f]{8}");
    assertThat(client.toString()).doesNotContain(SECRET);
    assertThat(TRIMBLE.toString()).doesNotContain(SECRET);
  }

  @Test
  void short_secret_does_not_show_its_end() {
    OAuthClient client = world.registered(TRIMBLE.withSecret(Secret.of("short")));
    assertThat(client.secrets().getFirst().lastFour()).isEmpty();
  }

  @Test
  void registering_is_audited_without_values() {
    OAuthClient client = world.registered(TRIMBLE);
    world.update("one", OAuthClientDraft.of(Map.of("prompt", "login")));

    List<AuditEntry> log = world.stores.auditLog().list(WORKSPACE, Optional.empty(), 10);
    assertThat(log)
        .extracting(entry -> entry.event().action())
        .containsExactly("oauth_client.changed", "oauth_client.created");
    assertThat(log).allMatch(entry -> entry.event().target().equals(client.id().value()));
    assertThat(log.getFirst().event().details()).containsEntry("fields", "prompt");
    assertThat(log.toString()).doesNotContain(SECRET).doesNotContain("a1d022e6");
  }

  @Test
  void every_problem_is_told_at_once() {
    OAuthClientDraft bad =
        draft(
                "name=a/b",
                "connector=trimble-conect",
                "authorization_url=/oauth/authorize",
                "token_url=https://user:pw@id.trimble.com/oauth/token",
                "refresh_url=ftp://x.example/",
                "revocation_url=https://x.example/revoke#now",
                "scope=a\"b",
                "prompt=none login",
                "client_secret_expires_at=soon",
                "tokn_url=x")
            .withApps(new OAuthClientDraft.Apps.Named(List.of("good", " bad")));

    assertThat(world.refusals(bad))
        .containsExactlyInAnyOrder(
            "tokn_url is not a field (did you mean 'token_url'?)",
            "name must not contain a slash, a backslash or a control character",
            "connector is not there: 'trimble-conect' (did you mean 'trimble-connect'?)",
            "client_secret_expires_at must be a time such as 2027-01-31T00:00:00Z or a day such as 2027-01-31",
            "authorization_url must be an absolute http or https URL",
            "token_url must not have a user name or password in it",
            "refresh_url must be an absolute http or https URL",
            "revocation_url must not have a fragment (#…)",
            "scope must be tokens of printable ASCII without quotes and backslashes, separated by spaces",
            "prompt must not have other words beside none",
            "apps has a name that must not begin or end with a space");
    assertThat(world.stores.oauthClients().all(WORKSPACE)).isEmpty();
  }

  @Test
  void nothing_at_all_names_what_is_needed() {
    assertThat(world.refusals(OAuthClientDraft.of(Map.of())))
        .containsExactly("name is missing", "connector is missing");
  }

  @Test
  void generic_client_names_what_the_connector_leaves_to_it() {
    assertThat(world.refusals(draft("connector=generic-oauth2")))
        .containsExactly(
            "client_id is missing",
            "authorization_url is missing: the connector leaves it to the OAuth client",
            "token_url is missing: the connector leaves it to the OAuth client");
  }

  @Test
  void unknown_definition_lists_those_that_there_are() {
    assertThat(
            world.refusals(draft("connector=trimble-connect", "connection_definition=jwt-exchang")))
        .containsExactly(
            "connection_definition must be one of user-sign-in, jwt-exchange, serial-pkce"
                + " (did you mean 'jwt-exchange'?)");
  }

  @Test
  void required_parameter_is_named_with_an_example() {
    assertThat(world.refusals(draft("connector=generic-oidc", "client_id=abc")))
        .containsExactly("parameters.issuer is missing, for example https://id.example.com");
  }

  @Test
  void default_scope_without_application_name_names_the_parameter() {
    assertThat(
            world.refusals(
                draft("connector=trimble-connect", "client_id=abc").withSecret(secret())))
        .containsExactly("parameters.application_name is missing: scope needs it");
  }

  @Test
  void unknown_parameter_names_the_nearest() {
    assertThat(world.refusals(TRIMBLE.withParameters(Map.of("aplication_name", "x"))))
        .containsExactly(
            "parameters.aplication_name is not a parameter of trimble-connect"
                + " (did you mean 'application_name'?); it has api_url, region_url, topics_url,"
                + " application_name, identity_url, environment, region");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "environment | stagin | must be one of production, staging",
        "region | mars | must be one of northAmerica, europe, asia, australia",
        "identity_url | id.trimble.com | must be an http or https URL without query",
        "identity_url | https://user@id.trimble.com | must be an http or https URL without query",
        "identity_url | https://id.trimble.com?x=y | must be an http or https URL without query",
      })
  void parameter_is_checked_by_its_format(String name, String value, String problem) {
    assertThat(world.refusals(TRIMBLE.withParameters(Map.of(name, value))))
        .containsExactly("parameters." + name + " " + problem);
  }

  @Test
  void base_url_is_kept_without_its_last_slash() {
    OAuthClient client =
        world.registered(
            TRIMBLE.withParameters(Map.of("identity_url", " http://localhost:8090/trimble-id/ ")));
    assertThat(client.parameters())
        .containsEntry("identity_url", "http://localhost:8090/trimble-id");
  }

  /// Pain 10: a 403 because of `/token` instead of `/oauth/token`.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "token_url | https://id.trimble.com/token | looks wrong: use https://id.trimble.com/oauth/token",
        "token_url | https://identity.trimble.com/token | is at an address that Trimble has retired: use https://id.trimble.com/oauth/token",
        "authorization_url | https://developer.api.autodesk.com/authentication/v1/authorize | looks wrong: use https://developer.api.autodesk.com/authentication/v2/authorize",
      })
  void known_wrong_address_is_pointed_out(String field, String address, String problem) {
    assertThat(world.refusals(GENERIC.with(field, address))).containsExactly(field + " " + problem);
  }

  @Test
  void secret_is_needed_unless_the_client_is_public() {
    OAuthClientDraft without = draft("connector=google", "client_id=abc");
    assertThat(world.refusals(without))
        .containsExactly("client_secret is missing: client_secret_post needs it");

    OAuthClient client =
        world.registered(draft("connector=trimble-connect", "client_id=a", "scope=openid x"));
    assertThat(world.resolved(client, Map.of()).authentication())
        .isEqualTo(ClientAuthenticationMethod.NONE);
  }

  @Test
  void secret_for_a_public_client_is_refused() {
    assertThat(world.refusals(TRIMBLE.with("client_authentication", "none")))
        .containsExactly("client_secret must not be given for none");
  }

  @ParameterizedTest
  @CsvSource({"private_key_jwt", "client_secret_jwt", "basic"})
  void authentication_that_the_provider_does_not_take_is_refused(String method) {
    assertThat(world.refusals(TRIMBLE.with("client_authentication", method)))
        .hasSize(1)
        .first()
        .asString()
        .startsWith(
            "client_authentication must be one of client_secret_basic, client_secret_post, none");
  }

  @Test
  void tokens_are_refreshed_on_demand_unless_the_admin_wants_them_warm() {
    assertThat(world.registered(TRIMBLE).refreshMode()).isEqualTo(RefreshMode.ON_DEMAND);

    world.update("one", OAuthClientDraft.of(Map.of("refresh", "always_warm")));
    assertThat(world.stored().refreshMode()).isEqualTo(RefreshMode.ALWAYS_WARM);
    world.update("one", OAuthClientDraft.of(Map.of("prompt", "consent")));
    assertThat(world.stored().refreshMode()).isEqualTo(RefreshMode.ALWAYS_WARM);

    world.update("one", OAuthClientDraft.of(Map.of("refresh", "")));
    assertThat(world.stored().refreshMode()).isEqualTo(RefreshMode.ON_DEMAND);
  }

  @Test
  void unknown_refresh_mode_is_refused_with_the_nearest() {
    assertThat(world.refusals(TRIMBLE.with("refresh", "allways_warm")))
        .containsExactly(
            "refresh must be one of on_demand, always_warm (did you mean 'always_warm'?)");
    assertThat(world.refusals(draft("connector=generic-api-key", "refresh=always_warm")))
        .containsExactly("refresh is not used by api-key");
  }

  @Test
  void field_that_the_definition_has_no_use_for_is_refused() {
    assertThat(
            world.refusals(
                draft("connector=generic-api-key", "client_id=abc", "scope=read")
                    .withSecret(secret())))
        .containsExactly(
            "client_id is not used by api-key",
            "scope is not used by api-key",
            "client_secret is not used by api-key");
  }

  @Test
  void api_key_client_needs_nothing_but_a_name() {
    OAuthClient client = world.registered(draft("connector=generic-api-key"));
    assertThat(client.secrets()).isEmpty();
    assertThat(client.clientId()).isEmpty();
  }

  @Test
  void only_the_connectors_owner_may_make_a_client_public() {
    assertThat(world.refusals(TRIMBLE.withLent(true)))
        .containsExactly(
            "public can be set only by the connector's owner; trimble-connect is not yours");

    world.post(WORKSPACE, "ours", "name: ours", "title: Ours", "extends: generic-oauth2");
    OAuthClient client = world.registered(GENERIC.with("connector", "ours").withLent(true));
    assertThat(client.lent()).isTrue();
  }

  @Test
  void apps_are_names_or_all() {
    OAuthClient client =
        world.registered(TRIMBLE.withApps(new OAuthClientDraft.Apps.Named(List.of("viewer"))));
    assertThat(client.apps().allows(new AppName("viewer"))).isTrue();
    assertThat(client.apps().allows(new AppName("other"))).isFalse();
  }

  @Test
  void taken_name_is_refused() {
    world.registered(TRIMBLE);
    assertThat(world.refusals(GENERIC)).containsExactly("name is taken");
  }

  @Test
  void warnings_tell_what_is_no_mistake() {
    OAuthClientDraft draft =
        draft(
                "connector=autodesk-platform-services",
                "client_id=abc",
                "scope=data:read data:write",
                "client_secret_expires_at=2026-12-01")
            .withSecret(secret());
    RegisterResult result = world.clients.register(WORKSPACE, ADMIN, draft);

    assertThat(texts(((RegisterResult.Registered) result).warnings()))
        .contains(
            "scope asks for more than reading needs: data:write",
            "client_secret_expires_at is within 30 days: 2026-12-01T00:00:00Z",
            "connector has not been seen to work against the live service yet; sources read on"
                + " 2026-11-21")
        .anyMatch(text -> text.startsWith("connector needs: An APS application"));
  }

  @Test
  void legacy_exchange_comes_with_advice() {
    OAuthClientDraft draft =
        draft("connector=trimble-connect", "connection_definition=jwt-exchange", "client_id=key")
            .withSecret(secret());
    RegisterResult result = world.clients.register(WORKSPACE, ADMIN, draft);
    assertThat(texts(((RegisterResult.Registered) result).warnings()))
        .anyMatch(text -> text.contains("Trimble Connect no longer takes client-credentials"));
  }

  @Test
  void addresses_of_the_admin_are_kept() {
    assertThat(world.registered(GENERIC).addresses().tokenUrl())
        .contains(URI.create("https://as.example/token"));
  }
}
