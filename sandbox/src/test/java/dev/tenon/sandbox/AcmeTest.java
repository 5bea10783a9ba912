package dev.tenon.sandbox;

import static dev.tenon.sandbox.Wire.form;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import java.net.http.HttpResponse;
import java.text.ParseException;
import java.time.Duration;
import java.util.Date;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

/// OpenID Connect to the letter, and what the others have of it.
final class AcmeTest {
  private final Wire wire = Wire.open();
  private final Journey journey = Journey.acme(wire);

  @AfterEach
  void close() {
    wire.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"trimble-id", "aps", "oidc"})
  void discovery_names_endpoints_of_this_very_sandbox(String provider) {
    var json = Wire.json(wire.get("/" + provider + "/.well-known/openid-configuration"));

    String issuer = wire.sandbox.url() + "/" + provider;
    assertThat(json.path("issuer").asString()).isEqualTo(issuer);
    for (String name : new String[] {"authorization_endpoint", "token_endpoint", "jwks_uri"}) {
      assertThat(json.path(name).asString()).startsWith(issuer + "/");
    }
    assertThat(wire.get(json.path("jwks_uri").asString()).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"trimble-id", "oidc"})
  void id_token_is_signed_and_carries_the_nonce(String provider)
      throws ParseException, JOSEException {
    Journey at = provider.equals("oidc") ? journey : Journey.trimble(wire);
    String code = at.code(at.authorization().with("nonce", "n-1"), "ada");
    var tokens = Wire.json(at.token(Journey.redeem(code)));

    var jwt = SignedJWT.parse(tokens.path("id_token").asString());

    String jwksUri =
        Wire.json(wire.get("/" + provider + "/.well-known/openid-configuration"))
            .path("jwks_uri")
            .asString();
    var key = JWKSet.parse(wire.get(jwksUri).body()).getKeyByKeyId(jwt.getHeader().getKeyID());
    assertThat(jwt.verify(new RSASSAVerifier(key.toRSAKey()))).isTrue();
    var claims = jwt.getJWTClaimsSet();
    assertThat(claims.getStringClaim("nonce")).isEqualTo("n-1");
    assertThat(claims.getAudience()).containsExactly(at.clientId());
    assertThat(claims.getIssuer()).isEqualTo(wire.sandbox.url() + "/" + provider);
  }

  @Test
  void trimble_audience_is_the_application_name() throws ParseException {
    String token = Journey.trimble(wire).accessToken("ada");

    assertThat(SignedJWT.parse(token).getJWTClaimsSet().getAudience())
        .containsExactly("harbour-app");
  }

  @Test
  void refresh_token_comes_only_with_offline_access() {
    assertThat(journey.withScope("openid").signIn("ada").has("refresh_token")).isFalse();
    assertThat(journey.signIn("ada").has("refresh_token")).isTrue();
  }

  @Test
  void user_info_tells_who_signed_in() {
    String token = journey.accessToken("cem");

    var answer = wire.get("/oidc/userinfo", "Authorization", "Bearer " + token);

    assertThat(Wire.json(answer).path("email").asString()).isEqualTo("cem.demir@builder.example");
    assertThat(wire.get("/oidc/userinfo").statusCode()).isEqualTo(401);
  }

  @ParameterizedTest
  @ValueSource(strings = {"P9D", "-P9D"})
  void id_token_is_of_this_moment_for_those_whose_clock_was_not_moved(Duration step)
      throws ParseException {
    wire.sandbox.clock().advance(step);

    var jwt = SignedJWT.parse(journey.signIn("ada").path("id_token").asString());

    var now = Date.from(wire.sandbox.clock().now().minus(wire.sandbox.clock().ahead()));
    assertThat(jwt.getJWTClaimsSet().getIssueTime()).isBeforeOrEqualTo(now);
    assertThat(jwt.getJWTClaimsSet().getExpirationTime()).isAfter(now);
  }

  private HttpResponse<String> post(String endpoint, String token) {
    return wire.postForm(
        journey.path(endpoint),
        form("token", token),
        "Authorization",
        journey.authorizationHeader());
  }

  @Test
  void revoking_the_refresh_token_ends_access_tokens_too() {
    ObjectNode tokens = journey.signIn("ada");
    String refreshToken = tokens.path("refresh_token").asString();
    assertThat(Wire.json(post("introspect", refreshToken)).path("active").asBoolean()).isTrue();

    assertThat(post("revoke", refreshToken).statusCode()).isEqualTo(200);

    assertThat(Wire.json(post("introspect", refreshToken)).path("active").asBoolean()).isFalse();
    String accessToken = tokens.path("access_token").asString();
    assertThat(Wire.json(post("introspect", accessToken)).path("active").asBoolean()).isFalse();
    assertThat(journey.token(Journey.refresh(refreshToken)).statusCode()).isEqualTo(400);
    assertThat(post("revoke", "unknown").statusCode()).isEqualTo(200);
  }

  @Test
  void revoking_an_access_token_leaves_the_grant() {
    ObjectNode tokens = journey.signIn("ada");

    post("revoke", tokens.path("access_token").asString());

    String accessToken = tokens.path("access_token").asString();
    assertThat(Wire.json(post("introspect", accessToken)).path("active").asBoolean()).isFalse();
    journey.refreshed(tokens.path("refresh_token").asString());
  }

  @Test
  void revocation_needs_the_client_whose_token_it_is() {
    String token = journey.signIn("ada").path("refresh_token").asString();

    var anonymous = wire.postForm("/oidc/revoke", form("token", token));
    var stranger =
        wire.postForm(
            "/oidc/revoke",
            form("token", token),
            "Authorization",
            Wire.basic("acme-service", "acme-service-secret"));

    assertThat(anonymous.statusCode()).isEqualTo(401);
    assertThat(stranger.statusCode()).isEqualTo(400);
    journey.refreshed(token);
  }

  @Test
  void trimble_revokes_refresh_tokens_alone() {
    Journey trimble = Journey.trimble(wire);
    var tokens = trimble.signIn("ada");

    var access =
        wire.postForm(
            trimble.path("revoke"),
            form("token", tokens.path("access_token").asString()),
            "Authorization",
            trimble.authorizationHeader());

    assertThat(Wire.json(access).path("error").asString()).isEqualTo("unsupported_token_type");
    trimble.refreshed(tokens.path("refresh_token").asString());
  }

  @Test
  void access_token_of_one_provider_is_nothing_at_another() {
    String token = Journey.trimble(wire).accessToken("ada");

    assertThat(wire.get("/oidc/userinfo", "Authorization", "Bearer " + token).statusCode())
        .isEqualTo(401);
  }
}
