package dev.tenon.sandbox;

import static dev.tenon.sandbox.Journey.redeem;
import static dev.tenon.sandbox.Journey.refresh;
import static dev.tenon.sandbox.Wire.challenge;
import static dev.tenon.sandbox.Wire.form;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.tenon.sandbox.http.Form;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

/// How clients prove themselves, and what the refusals look like.
final class ClientAuthenticationTest {
  private final Wire wire = Wire.open();

  @AfterEach
  void close() {
    wire.close();
  }

  private HttpResponse<String> machine(
      String provider, String client, Form more, String... header) {
    Form form = form("grant_type", "client_credentials", "scope", scopeAt(provider));
    for (Form.Pair pair : more.pairs()) {
      form = form.with(pair.name(), pair.value());
    }
    Journey journey = new Journey(wire, provider, client, "");
    return wire.postForm(journey.path("token"), form, header);
  }

  private static String scopeAt(String provider) {
    return switch (provider) {
      case "trimble-id" -> "openid forum-script";
      case "aps" -> "data:read";
      default -> "api:read";
    };
  }

  private static String machineAt(String provider) {
    return switch (provider) {
      case "trimble-id" -> "trimble-script";
      case "aps" -> "aps-server";
      default -> "acme-service";
    };
  }

  @ParameterizedTest
  @ValueSource(strings = {"trimble-id", "aps", "oidc"})
  void secret_in_the_header_or_in_the_body_is_good_but_not_in_both(String provider) {
    String id = machineAt(provider);
    String header = Wire.basic(id, id + "-secret");
    Form body = form("client_id", id, "client_secret", id + "-secret");

    var byHeader = machine(provider, id, Form.empty(), "Authorization", header);
    var byBody = machine(provider, id, body);
    var both = machine(provider, id, body, "Authorization", header);

    assertThat(byHeader.statusCode()).as(byHeader.body()).isEqualTo(200);
    assertThat(byBody.statusCode()).isEqualTo(200);
    assertThat(both.statusCode()).isEqualTo(400);
    assertThat(Wire.json(both).path("error").asString()).isEqualTo("invalid_request");
  }

  @ParameterizedTest
  @ValueSource(strings = {"trimble-id", "oidc"})
  void wrong_secret_is_invalid_client(String provider) {
    String id = machineAt(provider);

    var answer = machine(provider, id, Form.empty(), "Authorization", Wire.basic(id, "wrong"));

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(Wire.json(answer).path("error").asString()).isEqualTo("invalid_client");
    assertThat(answer.headers().firstValue("WWW-Authenticate").orElseThrow()).startsWith("Basic");
  }

  @Test
  void wrong_secret_at_aps_is_told_in_the_words_of_the_gateway() {
    var answer =
        machine("aps", "aps-server", Form.empty(), "Authorization", Wire.basic("aps-server", "no"));

    assertThat(answer.statusCode()).isEqualTo(401);
    ObjectNode json = Wire.json(answer);
    assertThat(json.path("errorCode").asString()).isEqualTo("AUTH-003");
    assertThat(json.has("developerMessage")).isTrue();
    assertThat(json.has("more info")).isTrue();
  }

  @Test
  void header_holds_id_and_secret_form_encoded() {
    wire.sandbox
        .controls()
        .register(
            SandboxClient.of("oidc", "odd client", "p:s%s w+rd/ü", Set.of())
                .withGrantTypes(Set.of("client_credentials")));

    var answer =
        machine(
            "oidc",
            "odd client",
            Form.empty(),
            "Authorization",
            Wire.basic("odd client", "p:s%s w+rd/ü"));

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  @Test
  void changed_secret_refuses_the_old_one() {
    wire.sandbox.controls().changeSecret("trimble-id", "trimble-script", "new");

    var old =
        machine(
            "trimble-id",
            "trimble-script",
            Form.empty(),
            "Authorization",
            Wire.basic("trimble-script", "trimble-script-secret"));
    var fresh =
        machine(
            "trimble-id",
            "trimble-script",
            Form.empty(),
            "Authorization",
            Wire.basic("trimble-script", "new"));

    assertThat(old.statusCode()).isEqualTo(401);
    assertThat(fresh.statusCode()).isEqualTo(200);
  }

  @Test
  void confidential_client_without_proof_is_refused() {
    var answer = machine("oidc", "acme-service", form("client_id", "acme-service"));

    assertThat(answer.statusCode()).isEqualTo(401);
  }

  @Test
  void client_may_use_only_its_grant_types() {
    Journey web = Journey.trimble(wire);

    var answer = web.token(form("grant_type", "client_credentials", "scope", "openid"));

    assertThat(Wire.json(answer).path("error").asString()).isEqualTo("unauthorized_client");
  }

  @Test
  void body_must_be_a_form() {
    var answer =
        wire.postJson(
            "/aps/authentication/v2/token",
            "{\"grant_type\":\"client_credentials\"}",
            "Authorization",
            Wire.basic("aps-server", "aps-server-secret"));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(Wire.json(answer).path("errorCode").asString()).isEqualTo("AUTH-007");
  }

  @Test
  void trimble_public_client_refreshes_with_serial_pkce() {
    Journey journey = Journey.trimblePublic(wire);
    String first = "a".repeat(43);
    String second = "b".repeat(43);
    String third = "c".repeat(43);
    Form asked =
        journey
            .authorization()
            .with("code_challenge", challenge(first))
            .with("code_challenge_method", "S256");
    var signedIn =
        Wire.json(
            journey.token(
                next(redeem(journey.code(asked, "ada")).with("code_verifier", first), second)));
    String token = signedIn.path("refresh_token").asString();

    assertThat(journey.token(refresh(token)).statusCode()).isEqualTo(400);
    assertThat(journey.token(next(refresh(token).with("code_verifier", first), third)).statusCode())
        .isEqualTo(400);
    assertThat(journey.token(refresh(token).with("code_verifier", second)).statusCode())
        .isEqualTo(400);
    var refreshed = journey.token(next(refresh(token).with("code_verifier", second), third));
    assertThat(refreshed.statusCode()).as(refreshed.body()).isEqualTo(200);
  }

  private static Form next(Form form, String verifier) {
    return form.with("code_challenge", challenge(verifier)).with("code_challenge_method", "S256");
  }

  @Test
  void signed_assertion_is_good_once() throws JOSEException {
    ECKey key = new ECKeyGenerator(Curve.P_256).keyID("k1").generate();
    wire.sandbox
        .controls()
        .register(
            SandboxClient.of("oidc", "signer", "", Set.of())
                .withGrantTypes(Set.of("client_credentials"))
                .withJwks(new JWKSet(key.toPublicJWK()).toString()));
    String assertion = assertion(key, wire.sandbox.url() + "/oidc", "j1");

    assertThat(byAssertion(assertion).statusCode()).isEqualTo(200);
    assertThat(byAssertion(assertion).statusCode()).isEqualTo(401);
    String elsewhere = assertion(key, "https://other.example", "j2");
    assertThat(byAssertion(elsewhere).statusCode()).isEqualTo(401);
    ECKey stranger = new ECKeyGenerator(Curve.P_256).keyID("k1").generate();
    String forged = assertion(stranger, wire.sandbox.url() + "/oidc", "j3");
    assertThat(byAssertion(forged).statusCode()).isEqualTo(401);
  }

  private HttpResponse<String> byAssertion(String assertion) {
    return machine(
        "oidc",
        "signer",
        form(
            "client_assertion_type",
            "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
            "client_assertion",
            assertion));
  }

  private String assertion(ECKey key, String audience, String id) throws JOSEException {
    Instant now = wire.sandbox.clock().now();
    var claims =
        new JWTClaimsSet.Builder()
            .issuer("signer")
            .subject("signer")
            .audience(audience)
            .jwtID(id)
            .expirationTime(Date.from(now.plus(Duration.ofMinutes(5))))
            .build();
    var jwt = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("k1").build(), claims);
    jwt.sign(new ECDSASigner(key));
    return jwt.serialize();
  }

  @Test
  void token_request_is_remembered_by_what_was_there_and_without_secrets() {
    Journey journey = Journey.trimble(wire);
    journey.signIn("ada");

    var counters = wire.get("/sandbox/counters?provider=trimble-id").body();

    assertThat(counters)
        .contains("\"basic_header\":true", "\"secret_in_body\":false", "\"code_verifier\":false")
        .doesNotContain("trimble-web-secret");
  }
}
