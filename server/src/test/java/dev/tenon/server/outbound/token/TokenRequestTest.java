package dev.tenon.server.outbound.token;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.connector.TokenRules.BodyFormat;
import dev.tenon.oauth.ClientAuthenticationMethod;
import dev.tenon.oauth.CodeVerifier;
import dev.tenon.oauth.RefreshToken;
import dev.tenon.oauth.Scope;
import dev.tenon.oauth.TokenAnswer;
import dev.tenon.oauth.TokenRequest;
import dev.tenon.secret.Secret;
import dev.tenon.server.outbound.FormText;
import dev.tenon.server.outbound.ScriptedServer.Received;
import dev.tenon.server.outbound.TestClient;
import java.net.URI;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class TokenRequestTest {
  private final Asking asking = new Asking((_, talk) -> talk.json(200, Asking.OK));

  @AfterEach
  void close() {
    asking.close();
  }

  @Test
  void a_code_is_exchanged_with_its_redirect_uri_and_verifier() {
    Received sent = send(asking.client(), Asking.exchanging());

    assertThat(sent.requestLine()).isEqualTo("POST /token HTTP/1.1");
    assertThat(sent.header("accept")).isEqualTo("application/json");
    assertThat(sent.form())
        .isEqualTo(
            Map.of(
                "grant_type", "authorization_code",
                "code", "code-0",
                "redirect_uri", "https://hub.example/api/integrations/oauth2/callback/",
                "code_verifier", "verifier-0"));
  }

  @Test
  void a_basic_header_encodes_id_and_secret_as_a_form_does() {
    Received sent = send(asking.client().clientId("id:1"), Asking.refreshing());

    assertThat(basic(sent)).isEqualTo("id%3A1:s3cret+value%2B1");
    assertThat(sent.form()).doesNotContainKeys("client_id", "client_secret");
  }

  @Test
  void a_provider_that_wants_raw_credentials_gets_them_raw() {
    Received sent = send(asking.client().rawCredentials(), Asking.refreshing());

    assertThat(basic(sent)).isEqualTo("client-1:s3cret value+1");
  }

  @ParameterizedTest
  @EnumSource(ClientAuthenticationMethod.class)
  void the_secret_never_goes_out_both_in_header_and_body(ClientAuthenticationMethod method) {
    TestClient client =
        asking
            .publicClient()
            .secret(
                method == ClientAuthenticationMethod.PRIVATE_KEY_JWT ? TestKeys.EC_PEM : "s3cret")
            .method(method)
            .header("Authorization", "Basic from-the-connector")
            .tokenParameter("client_secret", "from-the-connector")
            .refreshParameter("client_secret", "from-the-connector")
            .refreshParameter("client_assertion", "from-the-connector");

    Received sent = send(client, Asking.refreshing());

    int proofs = 0;
    proofs += sent.headers().containsKey("authorization") ? 1 : 0;
    proofs += sent.form().containsKey("client_secret") ? 1 : 0;
    proofs += sent.form().containsKey("client_assertion") ? 1 : 0;
    assertThat(proofs).isEqualTo(1);
    assertThat(sent.body()).doesNotContain("from-the-connector");
    if (method != ClientAuthenticationMethod.NONE) {
      assertThat(sent.header("authorization")).doesNotContain("from-the-connector");
    }
  }

  @Test
  void client_secret_post_sends_id_and_secret_in_the_body() {
    Received sent =
        send(
            asking.client().method(ClientAuthenticationMethod.CLIENT_SECRET_POST),
            Asking.refreshing());

    assertThat(sent.headers()).doesNotContainKey("authorization");
    assertThat(sent.form())
        .containsEntry("client_id", "client-1")
        .containsEntry("client_secret", "s3cret value+1");
  }

  @Test
  void a_public_client_sends_its_id_alone() {
    Received sent =
        send(asking.client().method(ClientAuthenticationMethod.NONE), Asking.refreshing());

    assertThat(sent.headers()).doesNotContainKey("authorization");
    assertThat(sent.form())
        .isEqualTo(
            Map.of(
                "grant_type", "refresh_token",
                "refresh_token", "rt-0-of-this-user",
                "client_id", "client-1"));
  }

  @Test
  void serial_pkce_sends_the_current_verifier_and_the_next_challenge() {
    CodeVerifier next = new CodeVerifier(Secret.of("verifier-1"));
    TokenRequest request =
        new TokenRequest.Refresh(
            RefreshToken.of("rt-0"),
            Scope.none(),
            Optional.of(new CodeVerifier(Secret.of("verifier-0"))),
            Optional.of(next));

    Received sent = send(asking.client(), request);

    assertThat(sent.form())
        .containsEntry("code_verifier", "verifier-0")
        .containsEntry("code_challenge", next.challenge())
        .containsEntry("code_challenge_method", "S256");
  }

  @Test
  void the_scope_goes_only_where_the_connector_says_and_in_its_own_writing() {
    TokenRequest refresh =
        new TokenRequest.Refresh(
            RefreshToken.of("rt-0"), Scope.parse("a b"), Optional.empty(), Optional.empty());

    assertThat(send(asking.client().scope("a b", ","), refresh).form()).doesNotContainKey("scope");
    assertThat(send(asking.client().scope("a b", ",").scopeOnRefresh(), refresh).form())
        .containsEntry("scope", "a,b");
    assertThat(send(asking.client().scope("a b", " ").scopeOnToken(), Asking.exchanging()).form())
        .containsEntry("scope", "a b");
  }

  @Test
  void h11_resource_audience_and_scope_of_the_authorization_request_are_repeated() {
    TestClient client =
        asking
            .client()
            .authorizeParameter("resource", "https://api.example")
            .authorizeParameter("audience", "api")
            .authorizeParameter("prompt", "consent")
            .scope("read write", ",")
            .scopeOnRefresh()
            .scopeOnToken();
    TokenRequest refresh =
        new TokenRequest.Refresh(
            RefreshToken.of("rt-0"), Scope.parse("read write"), Optional.empty(), Optional.empty());

    for (TokenRequest request : new TokenRequest[] {refresh, Asking.exchanging()}) {
      assertThat(send(client, request).form())
          .containsEntry("resource", "https://api.example")
          .containsEntry("audience", "api")
          .containsEntry("scope", "read,write")
          .doesNotContainKey("prompt");
    }
  }

  @Test
  void a_connector_adds_and_renames_parameters_but_cannot_replace_what_is_secret() {
    TestClient client =
        asking
            .client()
            .rename("refresh_token", "renew")
            .rename("grant_type", "")
            .refreshParameter("type", "refresh")
            .refreshParameter("renew", "stolen")
            .refreshParameter("refresh_token", "stolen");

    assertThat(send(client, Asking.refreshing()).form())
        .isEqualTo(Map.of("renew", "rt-0-of-this-user", "type", "refresh"));
  }

  @Test
  void a_connector_may_say_what_the_grant_type_is() {
    TestClient client = asking.client().tokenParameter("grant_type", "custom_code");

    assertThat(send(client, Asking.exchanging()).form())
        .containsEntry("grant_type", "custom_code")
        .containsEntry("code", "code-0");
  }

  @Test
  void a_json_body_is_a_flat_object() {
    Received sent =
        send(
            asking
                .client()
                .method(ClientAuthenticationMethod.CLIENT_SECRET_POST)
                .format(BodyFormat.JSON),
            Asking.refreshing());

    assertThat(sent.header("content-type")).isEqualTo("application/json");
    assertThat(sent.body())
        .contains("\"grant_type\":\"refresh_token\"", "\"client_secret\":\"s3cret value+1\"");
  }

  @Test
  void a_query_goes_after_the_one_that_the_url_has() {
    Received sent =
        send(
            asking
                .client()
                .format(BodyFormat.QUERY)
                .tokenUrl(Optional.of(asking.server().url("/token?v=2"))),
            Asking.refreshing());

    String query = sent.requestLine().split(" ", -1)[1].split("\\?", 2)[1];
    assertThat(FormText.decode(query))
        .containsEntry("v", "2")
        .containsEntry("refresh_token", "rt-0-of-this-user");
    assertThat(sent.body()).isEmpty();
  }

  @Test
  void a_refresh_goes_to_its_own_address_where_there_is_one() {
    URI url = asking.server().url("/refresh");

    Received sent = send(asking.client().refreshUrl(url), Asking.refreshing());

    assertThat(sent.requestLine()).isEqualTo("POST /refresh HTTP/1.1");
  }

  @Test
  void a_connectors_headers_go_with_the_request() {
    Received sent = send(asking.client().header("X-Key", "k"), Asking.refreshing());

    assertThat(sent.header("x-key")).isEqualTo("k");
  }

  @Test
  void a_client_without_its_secret_asks_nobody() {
    TokenAnswer answer = asking.refresh(asking.publicClient().resolve());

    assertThat(answer)
        .isInstanceOfSatisfying(
            TokenAnswer.Refused.class, it -> assertThat(it.error()).isEqualTo("invalid_client"));
    assertThat(asking.server().requests()).isEmpty();
  }

  @Test
  void a_secret_that_does_not_open_asks_nobody() {
    Asking elsewhere = Asking.answering(200, Asking.OK);
    try (elsewhere) {
      TokenAnswer answer = asking.refresh(elsewhere.client().resolve());

      assertThat(answer).isInstanceOf(TokenAnswer.NotAsked.class);
      assertThat(elsewhere.server().requests()).isEmpty();
    }
  }

  private Received send(TestClient client, TokenRequest request) {
    int before = asking.server().requests().size();
    assertThat(asking.endpoint().ask(client.resolve(), request))
        .isInstanceOf(TokenAnswer.Granted.class);
    assertThat(asking.server().requests()).hasSize(before + 1);
    return asking.server().requests().getLast();
  }

  private static String basic(Received sent) {
    assertThat(sent.header("authorization")).startsWith("Basic ");
    return new String(
        Base64.getDecoder().decode(sent.header("authorization").substring("Basic ".length())),
        UTF_8);
  }
}
