package dev.tenon.server.catalog;

import static dev.tenon.server.catalog.CatalogueWorld.WORKSPACE;
import static dev.tenon.server.catalog.CatalogueWorld.draft;
import static dev.tenon.server.catalog.CatalogueWorld.secret;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.client.ClientResolution.Resolution;
import dev.tenon.client.OAuthClient;
import dev.tenon.client.OAuthClientDraft;
import dev.tenon.client.ResolvedClient;
import dev.tenon.connector.Authorization;
import dev.tenon.connector.ConnectorName;
import dev.tenon.connector.Step;
import dev.tenon.connector.Template;
import dev.tenon.oauth.ClientAuthenticationMethod;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ResolvingOAuthClientsTest {
  private static final OAuthClientDraft TRIMBLE =
      draft("connector=trimble-connect", "client_id=a1d022e6", "scope=openid my-app")
          .withSecret(secret());

  @TempDir private Path directory;
  private CatalogueWorld world;

  @BeforeEach
  void start() {
    world = new CatalogueWorld(directory);
  }

  private ResolvedClient resolved(OAuthClientDraft draft) {
    return world.resolved(world.registered(draft), Map.of());
  }

  private static String filled(Template template, ResolvedClient client) {
    return template.expandUrl(client::value);
  }

  @Test
  void trimble_connect_goes_to_the_addresses_of_production() {
    ResolvedClient client = resolved(TRIMBLE);

    assertThat(client.authorizationUrl())
        .contains(URI.create("https://id.trimble.com/oauth/authorize"));
    assertThat(client.tokenUrl()).contains(URI.create("https://id.trimble.com/oauth/token"));
    assertThat(client.refreshUrl()).isEqualTo(client.tokenUrl());
    assertThat(client.revocationUrl()).contains(URI.create("https://id.trimble.com/oauth/revoke"));
    assertThat(client.issuer()).contains("https://id.trimble.com");
    assertThat(client.discovery()).isFalse();
    assertThat(client.scope()).hasToString("openid my-app");
    assertThat(client.authentication()).isEqualTo(ClientAuthenticationMethod.CLIENT_SECRET_BASIC);
    assertThat(client.values()).containsEntry("region_url", "https://app.connect.trimble.com");
  }

  @Test
  void staging_and_region_change_the_addresses() {
    ResolvedClient client =
        resolved(TRIMBLE.withParameters(Map.of("environment", "staging", "region", "europe")));

    assertThat(client.tokenUrl())
        .contains(URI.create("https://stage.id.trimblecloud.com/oauth/token"));
    assertThat(client.values())
        .containsEntry("region_url", "https://app21.stage.connect.trimble.com")
        .containsEntry("topics_url", "https://open21.stage.connect.trimble.com");
  }

  @Test
  void sandbox_stands_in_by_parameters() {
    ResolvedClient client =
        resolved(
            TRIMBLE.withParameters(
                Map.of(
                    "identity_url", "http://localhost:8090/trimble-id",
                    "api_url", "http://localhost:8090/connect-na")));

    assertThat(client.tokenUrl())
        .contains(URI.create("http://localhost:8090/trimble-id/oauth/token"));
    assertThat(client.issuer()).contains("http://localhost:8090/trimble-id");
    assertThat(filled(client.connector().api().baseUrls().getFirst(), client))
        .isEqualTo("http://localhost:8090/connect-na/tc/api/2.0");
  }

  @Test
  void jwt_exchange_sends_the_id_token_to_the_master_region() {
    ResolvedClient client =
        resolved(
            draft(
                    "connector=trimble-connect",
                    "connection_definition=jwt-exchange",
                    "client_id=key")
                .withSecret(secret())
                .withParameters(Map.of("region", "europe")));

    assertThat(client.tokenUrl()).contains(URI.create("https://id.trimble.com/oauth/token"));
    assertThat(client.authentication()).isEqualTo(ClientAuthenticationMethod.CLIENT_SECRET_BASIC);
    assertThat(client.scope()).hasToString("openid");
    Step step =
        ((Authorization.ClientCredentials) client.definition().authorization()).steps().getFirst();
    assertThat(filled(step.url(), client))
        .isEqualTo("https://app.connect.trimble.com/tc/api/2.0/auth/token");
    assertThat(step.body()).containsEntry("jwt", Template.parse("${steps.0.id_token}"));
    assertThat(step.reading().accessToken()).isEqualTo("token");
  }

  @Test
  void application_name_becomes_the_scope() {
    OAuthClientDraft draft =
        draft("connector=trimble-agriculture", "client_id=a")
            .withSecret(secret())
            .withParameters(Map.of("application_name", "1b2c-farm"));
    assertThat(resolved(draft).scope()).hasToString("openid 1b2c-farm");
  }

  @Test
  void second_consent_carries_our_address_encoded() {
    OAuthClientDraft draft = draft("connector=john-deere", "client_id=0oa 1").withSecret(secret());
    ResolvedClient client = resolved(draft);
    String url =
        client
            .definition()
            .secondConsent()
            .orElseThrow()
            .url()
            .expandUrl(
                name ->
                    name.equals("return_url")
                        ? Optional.of("https://hub.example/back?x=1")
                        : client.value(name));
    assertThat(url)
        .isEqualTo(
            "https://connections.deere.com/connections/0oa%201/select-organizations"
                + "?redirect_uri=https%3A%2F%2Fhub.example%2Fback%3Fx%3D1");
  }

  @Test
  void prompt_of_the_client_wins_over_the_definition() {
    OAuthClientDraft google = draft("connector=google", "client_id=a").withSecret(secret());
    assertThat(resolved(google).authorizeParameters())
        .containsExactly(Map.entry("access_type", "offline"), Map.entry("prompt", "consent"));
    ResolvedClient other =
        resolved(google.with("name", "two").with("prompt", "select_account  consent"));
    assertThat(other.authorizeParameters()).containsEntry("prompt", "select_account consent");
  }

  @Test
  void scope_of_the_client_is_joined_by_what_is_always_asked_for() {
    OAuthClientDraft microsoft =
        draft("connector=microsoft", "client_id=a", "scope=Files.Read").withSecret(secret());
    assertThat(resolved(microsoft).scope()).hasToString("Files.Read offline_access");
  }

  @Test
  void parameters_without_a_value_are_left_out_where_the_connector_says_so() {
    OAuthClientDraft slack = draft("connector=slack", "client_id=a").withSecret(secret());
    assertThat(resolved(slack).authorizeParameters()).isEmpty();
    ResolvedClient withUser =
        resolved(slack.with("name", "two").withParameters(Map.of("user_scope", "search:read")));
    assertThat(withUser.authorizeParameters()).containsEntry("user_scope", "search:read");
  }

  @Test
  void refresh_goes_to_the_token_url_with_its_query() {
    ResolvedClient client =
        resolved(
            draft(
                    "connector=generic-oauth2",
                    "client_id=a",
                    "authorization_url=https://as.example/authorize",
                    "token_url=https://as.example/token?tenant=b")
                .withSecret(secret()));
    assertThat(client.refreshUrl()).contains(URI.create("https://as.example/token?tenant=b"));
  }

  @Test
  void refresh_url_of_the_client_wins() {
    ResolvedClient client =
        resolved(TRIMBLE.with("refresh_url", "https://id.trimble.com/oauth/token?x=1"));
    assertThat(client.refreshUrl()).contains(URI.create("https://id.trimble.com/oauth/token?x=1"));
  }

  @Test
  void refresh_never_repeats_the_parameters_of_the_code_exchange() {
    world.drop(
        "odd.yaml",
        "name: odd",
        "title: Odd",
        "definitions:",
        "  one:",
        "    title: One",
        "    type: authorization_code",
        "    authorize: {url: 'https://odd.example/a'}",
        "    token:",
        "      url: https://odd.example/t",
        "      parameters: {grant_type: authorization_code, audience: x}",
        "      refresh_parameters: {resource: y}");
    ResolvedClient client = resolved(draft("connector=odd", "client_id=a").withSecret(secret()));
    assertThat(client.tokenParameters()).containsKey("grant_type");
    assertThat(client.refreshParameters()).containsExactly(Map.entry("resource", "y"));
  }

  @Test
  void discovery_leaves_addresses_to_the_issuers_metadata() {
    ResolvedClient client =
        resolved(
            draft("connector=generic-oidc", "client_id=a")
                .withSecret(secret())
                .withParameters(Map.of("issuer", "http://localhost:8090/oidc")));
    assertThat(client.discovery()).isTrue();
    assertThat(client.issuer()).contains("http://localhost:8090/oidc");
    assertThat(client.authorizationUrl()).isEmpty();
    assertThat(client.tokenUrl()).isEmpty();
    assertThat(client.refreshUrl()).isEmpty();
  }

  @Test
  void optional_address_without_its_parameter_is_left_out() {
    ResolvedClient client =
        resolved(
            draft(
                    "connector=generic-oauth2",
                    "client_id=a",
                    "authorization_url=https://as.example/authorize",
                    "token_url=https://as.example/token")
                .withSecret(secret()));
    assertThat(client.userinfoUrl()).isEmpty();
  }

  @Test
  void what_waits_for_the_user_is_no_mistake_of_the_admin() {
    world.drop(
        "tenanted.yaml",
        "name: tenanted",
        "title: Tenanted",
        "definitions:",
        "  one:",
        "    title: One",
        "    type: authorization_code",
        "    fields:",
        "      subdomain: {title: Subdomain, format: label}",
        "    authorize: {url: 'https://${subdomain}.tenanted.example/a'}",
        "    token: {url: 'https://${subdomain}.tenanted.example/t'}");
    OAuthClient client =
        world.registered(draft("connector=tenanted", "client_id=a").withSecret(secret()));

    assertThat(world.resolved(client, Map.of()).tokenUrl()).isEmpty();
    assertThat(world.resolved(client, Map.of("subdomain", "acme")).tokenUrl())
        .contains(URI.create("https://acme.tenanted.example/t"));
    assertThat(world.resolution.resolve(client, Map.of("subdomain", "evil.com/")))
        .isInstanceOfSatisfying(
            Resolution.Unresolved.class,
            it ->
                assertThat(it.problem())
                    .startsWith("parameters.subdomain does not fit authorization_url"));
  }

  @Test
  void value_of_the_admin_wins_over_one_that_the_connection_brings() {
    OAuthClient client =
        world.registered(TRIMBLE.withParameters(Map.of("identity_url", "https://a.example")));
    assertThat(world.resolved(client, Map.of("identity_url", "https://evil.example")).tokenUrl())
        .contains(URI.create("https://a.example/oauth/token"));
  }

  @Test
  void connector_that_has_gone_is_said_to_be() {
    world.post(WORKSPACE, "ours", "name: ours", "title: Ours", "extends: generic-api-key");
    OAuthClient client = world.registered(draft("connector=ours"));
    world
        .stores
        .connectorFiles()
        .delete(WORKSPACE, new ConnectorName("ours"), world.event(WORKSPACE, "connector.deleted"));

    assertThat(world.resolution.resolve(client, Map.of()))
        .isEqualTo(new Resolution.Unresolved("connector is not there: ours"));
  }

  @Test
  void declared_kind_is_refused_by_its_name() {
    world.drop(
        "old.yaml",
        "name: old",
        "title: Old",
        "definitions:",
        "  one: {title: One, type: oauth1, settings: {request_url: 'https://old.example/r'}}");
    assertThat(world.refusals(draft("connector=old")))
        .containsExactly(
            "connection_definition cannot be used: one is of the kind oauth1, which this version"
                + " does not perform");
  }

  @Test
  void mutual_tls_is_refused_as_not_performed() {
    world.drop(
        "strict.yaml",
        "name: strict",
        "title: Strict",
        "definitions:",
        "  one:",
        "    title: One",
        "    type: client_credentials",
        "    token: {url: 'https://strict.example/t', client_certificate: true}");
    assertThat(world.refusals(draft("connector=strict", "client_id=a").withSecret(secret())))
        .containsExactly(
            "connection_definition cannot be used: one wants mutual TLS, which this version does"
                + " not perform");
  }
}
