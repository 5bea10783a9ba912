package dev.tenon.server.catalog;

import static dev.tenon.server.catalog.ExpressiveFiles.DIRECTORY;
import static dev.tenon.server.catalog.ExpressiveFiles.connector;
import static dev.tenon.server.catalog.ExpressiveFiles.only;
import static dev.tenon.server.catalog.ExpressiveFiles.t;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.connector.Authorization.AuthorizationCode;
import dev.tenon.connector.Authorization.ClientCredentials;
import dev.tenon.connector.Authorization.Declared;
import dev.tenon.connector.Authorization.Login;
import dev.tenon.connector.AuthorizeRules;
import dev.tenon.connector.Connector;
import dev.tenon.connector.Field;
import dev.tenon.connector.Lifetimes;
import dev.tenon.connector.Pkce;
import dev.tenon.connector.Registration;
import dev.tenon.connector.ScopeRules;
import dev.tenon.connector.Step;
import dev.tenon.connector.TokenReading;
import dev.tenon.connector.TokenRules;
import dev.tenon.oauth.ClientAuthenticationMethod;
import dev.tenon.oauth.Scope;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Whatever the leading peer's definitions say of signing in can be said in ours and arrives in the
/// records: one file with an invented name for each group of features.
final class ExpressivenessTest {
  @Test
  void every_file_loads() throws IOException {
    try (Stream<Path> files = Files.list(DIRECTORY)) {
      List<String> names =
          files.map(file -> file.getFileName().toString().replace(".yaml", "")).toList();
      assertThat(names).hasSizeGreaterThanOrEqualTo(24);
      assertThat(names).allSatisfy(name -> assertThat(connector(name).definitions()).isNotEmpty());
    }
  }

  @Test
  void names_guides_and_categories_arrive() {
    Connector alpha = connector("alpha-base");
    assertThat(alpha.categories()).containsExactly("test", "crm");
    assertThat(alpha.documentation()).contains(URI.create("https://alpha.example/docs"));
    assertThat(alpha.setupGuide()).contains(URI.create("https://alpha.example/docs/setup"));
    assertThat(alpha.userGuide()).contains(URI.create("https://alpha.example/docs/users"));
  }

  @Test
  void parameters_of_authorize_token_and_refresh_are_kept_apart() {
    AuthorizationCode bravo = only("bravo-params", AuthorizationCode.class);
    assertThat(bravo.authorize().parameters().keySet())
        .containsExactly("prompt", "access_type", "response_mode", "audience", "owner");
    assertThat(bravo.token().parameters()).containsExactly(Map.entry("audience", t("api.bravo")));
    assertThat(bravo.token().refreshParameters())
        .containsExactly(
            Map.entry("resource", t("https://api.bravo")), Map.entry("expires_in", t("3600")));
    assertThat(bravo.token().scopeOnRefresh()).isTrue();
    assertThat(bravo.token().scopeOnToken()).isTrue();
    assertThat(bravo.token().ratePerMinute()).isEmpty();
    assertThat(bravo.token().url()).contains(t("https://bravo.example/token?tenant=main"));
  }

  @Test
  void refresh_url_method_body_and_headers_arrive() {
    AuthorizationCode charlie = only("charlie-refresh-url", AuthorizationCode.class);
    TokenRules token = charlie.token();
    assertThat(token.refreshUrl()).contains(t("https://charlie.example/token/refresh?v=2"));
    assertThat(token.bodyFormat()).isEqualTo(TokenRules.BodyFormat.JSON);
    assertThat(token.method()).isEqualTo("PUT");
    assertThat(token.ratePerMinute()).contains(90);
    assertThat(token.headers())
        .containsExactly(
            Map.entry("Accept", t("application/json")), Map.entry("X-Client", t("${client_id}")));
    assertThat(charlie.revocationUrl()).contains(t("https://charlie.example/revoke"));
    assertThat(token.authentication())
        .containsExactly(
            ClientAuthenticationMethod.CLIENT_SECRET_BASIC,
            ClientAuthenticationMethod.CLIENT_SECRET_POST);
  }

  @Test
  void renamed_and_left_out_parameters_arrive() {
    AuthorizationCode delta = only("delta-renamed", AuthorizationCode.class);
    AuthorizeRules authorize = delta.authorize();
    assertThat(authorize.nameOf("client_id")).isEqualTo("client_key");
    assertThat(authorize.nameOf("redirect_uri")).isEmpty();
    assertThat(authorize.nameOf("state")).isEqualTo("state");
    assertThat(authorize.codeParameter()).isEqualTo("delta_oauth_code");
    assertThat(authorize.pkce()).isEqualTo(Pkce.REFUSED);
    assertThat(delta.token().nameOf("client_secret")).isEqualTo("appSecret");
    assertThat(delta.token().nameOf("grant_type")).isEmpty();
    assertThat(delta.token().bodyFormat()).isEqualTo(TokenRules.BodyFormat.QUERY);
  }

  @Test
  void scopes_and_their_writing_arrive() {
    ScopeRules scopes = only("delta-renamed", AuthorizationCode.class).authorize().scopes();
    assertThat(scopes)
        .isEqualTo(
            new ScopeRules(
                ",",
                t("a b"),
                Scope.parse("c"),
                Scope.parse("a"),
                List.of(
                    new ScopeRules.OfferedScope("a", "Read"),
                    new ScopeRules.OfferedScope("b", "Write"))));
  }

  @Test
  void odd_token_answer_arrives() {
    assertThat(only("delta-renamed", AuthorizationCode.class).token().reading())
        .isEqualTo(
            new TokenReading(
                "data.token",
                Optional.empty(),
                "data.refreshToken",
                "data.ttl",
                TokenReading.ExpiryUnit.MILLISECONDS,
                "data.scopes",
                "data.kind",
                Optional.of("data.refreshTtl"),
                Map.of(),
                Optional.empty()));
  }

  @Test
  void oddities_of_the_authorization_url_arrive() {
    AuthorizeRules echo = only("echo-url-oddities", AuthorizationCode.class).authorize();
    assertThat(echo.unescaped()).containsExactly("filter");
    assertThat(echo.skipEmpty()).isTrue();
    assertThat(echo.fragment()).contains("/consent");
    assertThat(echo.issuerInCallback()).isTrue();
    assertThat(echo.parameters()).containsEntry("response_type", t("auth_code"));
  }

  @Test
  void metadata_of_callback_and_answer_is_kept_and_used() {
    Connector foxtrot = connector("foxtrot-metadata");
    AuthorizationCode code = only("foxtrot-metadata", AuthorizationCode.class);
    assertThat(code.authorize().metadata())
        .containsExactly(
            Map.entry("accounts-server", "accounts_server"), Map.entry("realmId", "realm_id"));
    TokenReading reading = code.token().reading();
    assertThat(reading.metadata())
        .containsExactly(
            Map.entry("instance_url", "instance_url"), Map.entry("team.id", "team_id"));
    assertThat(reading.alternateAccessToken()).contains("authed_user.access_token");
    assertThat(reading.failedWhen())
        .contains(new TokenReading.FailedWhen("ok", "false", "error.code"));
    assertThat(foxtrot.api().baseUrls())
        .containsExactly(t("${instance_url}/api/${realm_id}"), t("https://api.foxtrot.example"));
    assertThat(foxtrot.definitions().getFirst().fields().getFirst().askedOf())
        .isEqualTo(Field.AskedOf.PROVIDER);
  }

  @Test
  void form_fields_of_every_kind_arrive_in_order() {
    Connector golf = connector("golf-tenanted");
    assertThat(golf.parameters())
        .extracting(Field::name, Field::defaultValue)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("plan", Optional.of("free")),
            org.assertj.core.groups.Tuple.tuple("api_version", Optional.of("2")));
    assertThat(golf.parameters().getLast().hints().hidden()).isTrue();
    List<Field> fields = golf.definitions().getFirst().fields();
    assertThat(fields)
        .extracting(Field::name)
        .containsExactly("subdomain", "region", "region_key", "contact", "pem");
    assertThat(fields.getFirst())
        .isEqualTo(
            new Field(
                "subdomain",
                "Subdomain",
                Optional.of("The first part of your address."),
                Field.AskedOf.USER,
                true,
                Field.Format.LABEL,
                false,
                Optional.of("[a-z0-9-]+"),
                List.of(),
                Optional.empty(),
                Optional.of("acme"),
                new Field.Hints(
                    Optional.of("https://"),
                    Optional.of(".golf.example"),
                    false,
                    Optional.of("Not your e-mail domain."),
                    Optional.of(URI.create("https://golf.example/help/subdomain")),
                    Optional.empty())));
    assertThat(fields.get(2).secret()).isTrue();
    assertThat(fields.get(2).hints().visibleWhen())
        .contains(new Field.VisibleWhen("region", List.of("us")));
    assertThat(fields.get(3).required()).isFalse();
  }

  @Test
  void lifetimes_arrive() {
    assertThat(only("golf-tenanted", AuthorizationCode.class).token().lifetimes())
        .isEqualTo(
            new Lifetimes(
                Optional.of(Duration.ofMinutes(90)),
                false,
                Optional.of(Duration.ofDays(30)),
                Optional.of(Duration.ofDays(365)),
                Lifetimes.Rotation.ROTATING,
                Duration.ofSeconds(30),
                Optional.of(Duration.ofMinutes(10))));
    assertThat(only("india-fixed-life", Login.class).lifetimes().accessTokenNeverExpires())
        .isTrue();
  }

  @Test
  void two_step_login_with_xml_cookie_and_refresh_arrives() {
    Login hotel = only("hotel-two-step", Login.class);
    Step first = hotel.steps().getFirst();
    assertThat(first.bodyFormat()).isEqualTo(TokenRules.BodyFormat.TEXT);
    assertThat(first.body().get("")).asString().startsWith("<login><user>${xml(user)}</user>");
    Step second = hotel.steps().get(1);
    assertThat(second.method()).isEqualTo("GET");
    assertThat(second.url().names()).containsExactly("host", "steps.0.sessionId", "now", "random");
    assertThat(second.reading().accessToken()).isEqualTo("cookie:HSESSION");
    assertThat(second.reading().refreshToken()).isEqualTo("header:X-Refresh");
    assertThat(second.reading().expiresInUnit()).isEqualTo(TokenReading.ExpiryUnit.TIMESTAMP);
    assertThat(hotel.refresh().getFirst().body())
        .containsExactly(Map.entry("token.refresh", t("${refresh_token}")));
    assertThat(connector("hotel-two-step").api().headers())
        .containsExactly(Map.entry("Cookie", t("HSESSION=${access_token}")));
  }

  @Test
  void password_grant_is_a_login_of_one_step() {
    assertThat(only("india-fixed-life", Login.class).steps().getFirst().body())
        .containsEntry("grant_type", t("password"))
        .containsEntry("client_secret", t("${client_secret}"));
  }

  @Test
  void minted_tokens_are_declared_with_what_they_need() {
    Declared juliet = only("juliet-jwt", Declared.class);
    assertThat(juliet.kind()).isEqualTo("jwt");
    assertThat(juliet.settings())
        .containsEntry("signing_key", t("${private_key}"))
        .containsEntry("expires_in_ms", t("900000"))
        .containsEntry("header.alg", t("ES256"))
        .containsEntry("payload.jti", t("${random}"));
  }

  @Test
  void assertions_signatures_and_oauth1_are_declared_by_kind() {
    assertThat(kinds("kilo-jwt-bearer"))
        .containsExactly("jwt_bearer", "saml_bearer", "token_exchange", "device_code");
    assertThat(kinds("lima-signature")).containsOnly("signature").hasSize(5);
    Declared wsse = only("lima-signature", Declared.class);
    assertThat(wsse.settings()).containsEntry("protocol", t("WSSE"));
    assertThat(only("mike-oauth1", Declared.class).settings())
        .containsEntry("signature_method", t("HMAC-SHA1"))
        .containsEntry("request_url", t("https://mike.example/request_token"));
  }

  private static List<String> kinds(String name) {
    return connector(name).definitions().stream()
        .map(each -> ((Declared) each.authorization()).kind())
        .toList();
  }

  @Test
  void mutual_tls_and_private_key_jwt_arrive() {
    TokenRules token = only("november-mtls", ClientCredentials.class).token();
    assertThat(token.clientCertificate()).isTrue();
    assertThat(token.scopeOnToken()).isTrue();
    assertThat(token.authentication())
        .containsExactly(
            ClientAuthenticationMethod.PRIVATE_KEY_JWT, ClientAuthenticationMethod.NONE);
  }

  @Test
  void client_registration_arrives() {
    AuthorizationCode oscar = only("oscar-registration", AuthorizationCode.class);
    assertThat(oscar.registration())
        .contains(
            new Registration(
                Registration.Kind.DYNAMIC,
                Optional.of(t("https://oscar.example/register")),
                Map.of("application_type", t("web"))));
    assertThat(oscar.identity().discovery()).isTrue();
    assertThat(oscar.token().url()).isEmpty();
  }
}
