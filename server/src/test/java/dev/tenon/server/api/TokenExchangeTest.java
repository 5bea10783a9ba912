package dev.tenon.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The words of RFC 6749 §5.2 and RFC 8693 §2.2, one by one.
final class TokenExchangeTest {
  private static final String TOKEN = "/oauth2/token";
  private static final String URN = "urn:ietf:params:oauth:";

  private final ApiWorld world = new ApiWorld();
  private final Client admin = world.admin();
  private final Client app = world.app("viewer");
  private final Map<String, String> form = new LinkedHashMap<>();

  @BeforeEach
  void trustAnIssuer() {
    world.acme(admin);
    admin
        .post("/api/v1/issuers", "{\"issuer\":\"https://id.test\",\"audiences\":[\"viewer\"]}")
        .expect(201);
    form.put("grant_type", URN + "grant-type:token-exchange");
    form.put("subject_token", "https://id.test ada");
    form.put("subject_token_type", URN + "token-type:jwt");
    form.put("audience", "acme");
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void token_is_answered_as_RFC_8693_has_it_and_never_with_a_refresh_token() {
    world.connect(admin, "ada");
    Reply reply = exchange().expect(200);

    Golden.assertMatches("exchange-issued", reply);
    assertThat(reply.header("Cache-Control")).isEqualTo("no-store");
    assertThat(reply.header("Content-Type")).isEqualTo("application/json");
    assertThat(reply.text()).doesNotContain("refresh");
  }

  @ParameterizedTest
  @ValueSource(strings = {"jwt", "id_token", "access_token"})
  void each_type_of_jwt_is_taken(String type) {
    world.connect(admin, "ada");
    form.put("subject_token_type", URN + "token-type:" + type);
    form.put("requested_token_type", URN + "token-type:access_token");
    exchange().expect(200);
  }

  @Test
  void integration_may_be_named_by_its_address_under_the_proxy() {
    world.connect(admin, "ada");
    form.remove("audience");
    form.put("resource", ApiWorld.HUB + "/proxy/acme/v1/things");
    exchange().expect(200);
    form.put("audience", "acme");
    exchange().expect(200);
    form.put("audience", "other");
    refused(400, "invalid_target");
    form.remove("audience");
    form.put("resource", "https://evil.test/proxy/acme");
    refused(400, "invalid_target");
  }

  @Test
  void integration_may_stand_in_the_address_of_the_endpoint() {
    world.connect(admin, "ada");
    post(app, TOKEN + "?audience=acme", body()).expect(200);
    error(post(app, TOKEN + "?audience=other", body()), 400, "invalid_target");
    form.remove("audience");
    post(app, TOKEN + "?audience=acme", body()).expect(200);
    post(app, TOKEN + "?resource=" + ApiWorld.HUB + "/proxy/acme", body()).expect(200);
  }

  @Test
  void unknown_integration_and_one_of_another_app_are_refused_alike() {
    world.client(admin, "secret", "generic-oauth2");
    admin.patch("/api/v1/oauth-clients/secret", "{\"apps\":[]}").expect(200);
    form.put("audience", "secret");
    String notAssigned = refused(400, "invalid_target").text();
    form.put("audience", "secreto");
    assertThat(refused(400, "invalid_target").text()).isEqualTo(notAssigned);
    form.put("audience", "a/b");
    assertThat(refused(400, "invalid_target").text()).isEqualTo(notAssigned);
  }

  @Test
  void app_that_may_make_certain_calls_only_gets_no_token_here_either() {
    world.connect(admin, "ada");
    exchange().expect(200);
    admin.patch("/api/v1/apps/viewer", "{\"allowed_calls\":[\"GET /**\"]}").expect(200);
    refused(400, "unauthorized_client");
  }

  @Test
  void user_who_must_connect_is_sent_to_connect_uri() {
    Reply reply = refused(400, "interaction_required");
    assertThat(reply.get("connect_uri")).startsWith("http://hub.test/connect/");
    assertThat(reply.get("reason")).isEqualTo("never_connected");
    assertThat(reply.get("error_description")).contains("connect_uri");
    assertThat(refused(400, "interaction_required").get("connect_uri"))
        .isEqualTo(reply.get("connect_uri"));
  }

  @Test
  void scope_that_was_not_granted_is_a_matter_of_consent_unless_it_is_never_asked_for() {
    world.connect(admin, "ada");
    form.put("scope", "read");
    assertThat(exchange().expect(200).get("scope")).isEqualTo("read");
    form.put("scope", "read write");
    Reply reply = refused(400, "interaction_required");
    assertThat(reply.json().path("missing_scopes").path(0).asString()).isEqualTo("write");
    form.put("scope", "read admin");
    refused(400, "invalid_scope");
    form.put("scope", "re\"ad");
    refused(400, "invalid_scope");
  }

  @Test
  void issuers_keys_that_are_away_are_nobodys_fault() {
    world.connect(admin, "ada");
    world.subjects.keysAway = true;
    assertThat(refused(503, "temporarily_unavailable").header("Retry-After")).isEqualTo("5");
  }

  @Test
  void store_that_is_away_is_told_as_an_oauth_error() {
    exchange();
    world.stores.goAway();
    assertThat(refused(503, "temporarily_unavailable").header("Retry-After")).isEqualTo("2");
    world.stores.comeBack();
  }

  @Test
  void subject_of_an_issuer_of_another_workspace_is_refused_and_noted() {
    world
        .theirAdmin()
        .post("/api/v1/issuers", "{\"issuer\":\"https://their.test\",\"audiences\":[\"viewer\"]}")
        .expect(201);
    form.put("subject_token", "https://their.test ada");
    refused(400, "invalid_request");
    assertThat(admin.get("/api/v1/audit-events?limit=1").text())
        .contains("subject_token.refused")
        .contains("viewer")
        .doesNotContain("their.test");
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "grant_type, -, invalid_request",
        "grant_type, client_credentials, unsupported_grant_type",
        "subject_token, -, invalid_request",
        "subject_token, '', invalid_request",
        "subject_token_type, -, invalid_request",
        "subject_token_type, urn:ietf:params:oauth:token-type:saml2, invalid_request",
        "subject_token_type, urn:ietf:params:oauth:token-type:refresh_token, invalid_request",
        "requested_token_type, urn:ietf:params:oauth:token-type:refresh_token, invalid_request",
        "requested_token_type, urn:ietf:params:oauth:token-type:jwt, invalid_request",
        "actor_token, x, invalid_request",
        "audience, -, invalid_request",
        // E3: whom the subject token names, and nobody else.
        "login_hint, bob, invalid_request",
        "requested_subject, bob, invalid_request",
        "user, bob, invalid_request",
        "connection_id, con_1, invalid_request",
      })
  void request_that_is_not_as_it_must_be_is_refused(
      String name, @Nullable String value, String error) {
    form.remove(name);
    Optional.ofNullable(value).ifPresent(it -> form.put(name, it));
    refused(400, error);
  }

  @Test
  void parameter_that_comes_twice_is_refused_and_an_unknown_one_is_not() {
    world.connect(admin, "ada");
    post(app, TOKEN, body() + "&foo=1&foo=2").expect(200);
    error(post(app, TOKEN, body() + "&scope=a&scope=a"), 400, "invalid_request");
    error(post(app, TOKEN, body() + "&grant_type=x"), 400, "invalid_request");
    post(app, TOKEN, body() + "&audience=acme").expect(200);
    error(post(app, TOKEN, body() + "&audience=robot"), 400, "invalid_target");
  }

  @Test
  void what_would_stand_in_logs_is_not_taken_from_the_address() {
    error(post(app, TOKEN + "?subject_token=x", body()), 400, "invalid_request");
    error(post(app, TOKEN + "?client_secret=x", body()), 400, "invalid_request");
  }

  @Test
  void body_that_is_no_form_is_an_oauth_error_too() {
    error(app.post(TOKEN, "{}"), 400, "invalid_request");
    error(post(app, TOKEN, body() + "&x=%zz"), 400, "invalid_request");
    error(post(app, TOKEN, "a=" + "x".repeat(70_000)), 413, "invalid_request");
  }

  @Test
  void app_proves_itself_by_basic_by_post_or_by_bearer() {
    world.connect(admin, "ada");
    String key = app.key().orElseThrow();
    post(basic("viewer", key), TOKEN, body()).expect(200);
    post(basic("view%65r", key), TOKEN, body()).expect(200);
    post(basic("viewer", key), TOKEN, body() + "&client_id=viewer").expect(200);
    post(world.nobody(), TOKEN, body() + "&client_id=viewer&client_secret=" + key).expect(200);
    post(app, TOKEN, body() + "&client_id=viewer").expect(200);
    String id =
        admin.get("/api/v1/apps/viewer/keys").json().path("items").path(0).path("id").asString();
    post(basic(id, key), TOKEN, body()).expect(200);
  }

  @Test
  void app_that_does_not_prove_itself_is_an_invalid_client() {
    String key = app.key().orElseThrow();
    String other = world.app("other").key().orElseThrow();
    List<Reply> refused = new ArrayList<>();
    refused.add(post(world.nobody(), TOKEN, body()));
    refused.add(post(world.client("tenon_unknown"), TOKEN, body()));
    refused.add(post(app, TOKEN, body() + "&client_id=other"));
    refused.add(post(basic("viewer", "wrong"), TOKEN, body()));
    refused.add(post(basic("viewer", other), TOKEN, body()));
    refused.add(post(basic("viewer", key), TOKEN, body() + "&client_id=other"));
    refused.add(post(world.nobody(), TOKEN, body() + "&client_id=other&client_secret=" + key));
    for (Reply reply : refused) {
      error(reply, 401, "invalid_client");
      assertThat(reply.header("WWW-Authenticate")).isNotEmpty();
    }
    assertThat(refused.get(0).header("WWW-Authenticate")).startsWith("Basic ");
    assertThat(refused.get(1).header("WWW-Authenticate")).startsWith("Bearer ");
    assertThat(refused.get(3).header("WWW-Authenticate")).startsWith("Basic ");
  }

  @Test
  void two_proofs_are_one_too_many_and_an_admin_gets_no_tokens() {
    String key = app.key().orElseThrow();
    error(
        post(app, TOKEN, body() + "&client_id=viewer&client_secret=" + key),
        400,
        "invalid_request");
    error(post(world.nobody(), TOKEN, body() + "&client_secret=" + key), 400, "invalid_request");
    error(post(admin, TOKEN, body()), 400, "unauthorized_client");
  }

  @Test
  void metadata_says_where_the_token_endpoint_is() {
    Golden.assertMatches(
        "authorization-server-metadata",
        world.nobody().get("/.well-known/oauth-authorization-server").expect(200));
  }

  private Reply exchange() {
    return post(app, TOKEN, body());
  }

  private Reply refused(int status, String error) {
    return error(exchange(), status, error);
  }

  private static Reply error(Reply reply, int status, String error) {
    reply.expect(status);
    assertThat(reply.get("error")).as(reply.text()).isEqualTo(error);
    assertThat(reply.header("Content-Type")).isEqualTo("application/json");
    assertThat(reply.header("Cache-Control")).isEqualTo("no-store");
    assertThat(reply.get("error_description")).matches("[\\x20-\\x21\\x23-\\x5B\\x5D-\\x7E]+");
    return reply;
  }

  private Client basic(String id, String secret) {
    String pair = id + ":" + secret;
    return world
        .nobody()
        .withAuthorization(
            "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
  }

  private static Reply post(Client client, String path, String body) {
    return client.post(path, "application/x-www-form-urlencoded", body);
  }

  private String body() {
    return form.entrySet().stream()
        .map(it -> it.getKey() + "=" + encoded(it.getValue()))
        .collect(Collectors.joining("&"));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
