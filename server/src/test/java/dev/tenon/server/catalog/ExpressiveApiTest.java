package dev.tenon.server.catalog;

import static dev.tenon.server.catalog.ExpressiveFiles.connector;
import static dev.tenon.server.catalog.ExpressiveFiles.definition;
import static dev.tenon.server.catalog.ExpressiveFiles.only;
import static dev.tenon.server.catalog.ExpressiveFiles.t;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.connector.Api;
import dev.tenon.connector.Authorization.AuthorizationCode;
import dev.tenon.connector.Authorization.ClientCredentials;
import dev.tenon.connector.Authorization.Declared;
import dev.tenon.connector.ConnectionDefinition;
import dev.tenon.connector.Connector;
import dev.tenon.connector.Identity;
import dev.tenon.connector.Lifetimes;
import dev.tenon.connector.Paging;
import dev.tenon.connector.Pkce;
import dev.tenon.connector.Prerequisite;
import dev.tenon.connector.Region;
import dev.tenon.connector.ResourceDefinition;
import dev.tenon.connector.Template;
import dev.tenon.connector.TokenRules;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Whatever the leading peer's definitions say of calling an API can be said in ours and arrives in
/// the records.
final class ExpressiveApiTest {
  @Test
  void alias_keeps_retry_paging_and_decompress_of_its_parent() {
    Api api = connector("alpha-mail").api();
    assertThat(api.baseUrls()).containsExactly(t("https://mail.alpha.example/v2"));
    assertThat(api.retry())
        .isEqualTo(
            new Api.Retry(
                "X-Wait",
                Optional.of("X-Reset"),
                Optional.of("X-Left"),
                List.of(420, 503),
                List.of("\"code\":\\s*429"),
                Optional.of(120)));
    assertThat(api.paging()).contains(new Paging.Cursor("meta.next", "after", "limit", 50));
    assertThat(api.decompress()).isTrue();
    assertThat(only("alpha-mail", AuthorizationCode.class).token().url())
        .contains(t("https://alpha.example/oauth/token"));
  }

  @Test
  void keys_in_headers_query_body_and_probe_arrive() {
    Api papa = connector("papa-api-key").api();
    assertThat(papa.headers())
        .containsExactly(
            Map.entry("DD-API-KEY", t("${access_token}")),
            Map.entry("DD-APPLICATION-KEY", t("${app_key}")));
    assertThat(papa.query()).containsEntry("t", t("${format(now, 'yyyyMMdd')}"));
    assertThat(papa.body()).containsEntry("site", t("${site}"));
    assertThat(papa.probe())
        .contains(
            new Api.Probe(
                "POST",
                List.of(t("validate"), t("v2/validate")),
                Map.of("X-Probe", t("yes")),
                Map.of("ping", t("true")),
                Optional.of(t("https://check.papa.example"))));
    assertThat(connector("romeo-query-key").api().headersOnRedirect()).isTrue();
  }

  @Test
  void token_goes_into_the_authorization_header_where_nothing_else_is_said() {
    assertThat(connector("alpha-base").api().headers())
        .containsExactly(Map.entry("Authorization", t("Bearer ${access_token}")));
    Connector quebec = connector("quebec-basic");
    assertThat(quebec.api(quebec.definitions().getFirst()).headers())
        .containsEntry("Authorization", t("Basic ${access_token}"))
        .containsEntry("Accept", t("application/json"));
    assertThat(connector("romeo-query-key").api().headers()).isEmpty();
  }

  @Test
  void calls_signed_over_themselves_arrive_and_can_be_filled() {
    Template signature =
        Optional.ofNullable(connector("sierra-signed-calls").api().headers().get("Authorization"))
            .orElseThrow();
    Map<String, String> values =
        Map.of(
            "access_id", "id",
            "access_token", "key",
            "request.method", "GET",
            "request.path", "/x",
            "now", "2026-11-21T10:00:00Z");
    assertThat(signature.expandHeader(name -> Optional.ofNullable(values.get(name))))
        .startsWith("SIG id:")
        .hasSize("SIG id:".length() + 28);
  }

  @Test
  void regions_environments_identity_and_second_consent_arrive() {
    Connector tango = connector("tango-regions");
    assertThat(tango.environments().get(1).values())
        .containsExactly(Map.entry("domain", t("${stack}.staging.tango.example")));
    assertThat(tango.regions())
        .contains(
            new Region(
                "us", "United States", true, Map.of("region_url", t("https://us.${domain}"))));
    ConnectionDefinition definition = tango.definitions().getFirst();
    assertThat(definition.advice()).contains("Prefer this.");
    assertThat(definition.prerequisites())
        .containsExactly(
            new Prerequisite("A plan.", Optional.of(URI.create("https://tango.example/plans"))));
    assertThat(definition.secondConsent().orElseThrow().organizations()).contains("organizations");
    AuthorizationCode code = (AuthorizationCode) definition.authorization();
    assertThat(code.identity())
        .isEqualTo(
            new Identity(
                Optional.of(t("https://id.${domain}")),
                false,
                Optional.of(t("https://id.${domain}/keys")),
                Optional.of(t("https://id.${domain}/me")),
                "data.id",
                "data.name",
                "data.mail"));
    assertThat(code.token().rawCredentials()).isTrue();
    assertThat(code.authorize().pkce()).isEqualTo(Pkce.REQUIRED);
    assertThat(code.token().lifetimes().rotation())
        .isEqualTo(Lifetimes.Rotation.ROTATING_SERIAL_PKCE);
    assertThat(tango.resources().getFirst().everyRegion()).isTrue();
  }

  @Test
  void hooks_arrive() {
    ConnectionDefinition.Hooks hooks = connector("uniform-hooks").definitions().getFirst().hooks();
    assertThat(hooks.afterConnect().getFirst().reading().metadata())
        .containsExactly(Map.entry("0.id", "cloud_id"));
    assertThat(hooks.beforeDelete().getFirst().method()).isEqualTo("DELETE");
  }

  @Test
  void paging_of_every_kind_arrives() {
    Connector victor = connector("victor-paging");
    assertThat(victor.api().paging()).contains(new Paging.Link("", "next", "per_page", 30));
    assertThat(victor.resources())
        .filteredOn(each -> each.paging().isPresent())
        .extracting(each -> each.paging().orElseThrow())
        .containsExactly(
            new Paging.Range("records", 500),
            new Paging.Link("links.next.href", "next", "", 100),
            new Paging.Offset("skip", "take", 20, "count"),
            new Paging.Page("p", 0, "n", 10),
            new Paging.Bookmark("bookmark", "bookmark"),
            new Paging.None());
  }

  @Test
  void resource_arrives_whole() {
    assertThat(connector("victor-paging").resources().getLast())
        .isEqualTo(
            new ResourceDefinition(
                "cards",
                "Cards",
                Optional.of("whole"),
                Optional.of(t("https://cards.victor.example")),
                t("boards/${parent.id}/cards/${raw(parent.path)}"),
                Map.of("expand", t("all")),
                Map.of("X-Board", t("${parent.id}")),
                Optional.empty(),
                "data.items",
                "key",
                Optional.of("changed"),
                List.of(
                    new ResourceDefinition.Column("name", "Name", "text"),
                    new ResourceDefinition.Column("size", "Size", "number"),
                    new ResourceDefinition.Column("link", "Link", "link")),
                Optional.of("shape"),
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                false,
                Map.of(),
                Optional.empty()));
  }

  @Test
  void several_ways_in_have_apis_of_their_own() {
    Connector whiskey = connector("whiskey-mixed");
    assertThat(whiskey.definitions())
        .extracting(each -> each.name().value())
        .containsExactly("sign-in", "app", "key", "open", "plugin", "other");
    Api keys = whiskey.api(definition(whiskey, "key"));
    assertThat(keys.baseUrls()).containsExactly(t("https://keys.whiskey.example"));
    assertThat(keys.headers()).containsOnlyKeys("X-Api-Key");
    assertThat(keys.retry().atHeader()).contains("x-reset");
    ClientCredentials app = (ClientCredentials) definition(whiskey, "app").authorization();
    assertThat(app.steps().getFirst().bodyFormat()).isEqualTo(TokenRules.BodyFormat.QUERY);
    assertThat(app.scopes().defaults()).isEqualTo(t("https://whiskey.example/.default"));
    assertThat(definition(whiskey, "open").authorization())
        .isEqualTo(new Declared("none", Map.of()));
  }
}
