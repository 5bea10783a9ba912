package dev.tenon.server.outbound.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jwt.SignedJWT;
import dev.tenon.oauth.ClientAuthenticationMethod;
import dev.tenon.oauth.TokenAnswer;
import dev.tenon.server.outbound.TestClient;
import java.time.Duration;
import java.util.Date;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ClientAssertionTest {
  private final Asking asking = new Asking((_, talk) -> talk.json(200, Asking.OK));

  @AfterEach
  void close() {
    asking.close();
  }

  @Test
  void b2_the_audience_is_the_issuer_alone_as_one_string() throws Exception {
    SignedJWT jwt = assertion(client(TestKeys.EC_PEM).issuer("https://issuer.example"));

    Map<String, Object> claims = JSONObjectUtils.parse(jwt.getPayload().toString());
    assertThat(claims).containsEntry("aud", "https://issuer.example");
  }

  @Test
  void without_an_issuer_the_audience_is_the_token_endpoint() throws Exception {
    SignedJWT jwt = assertion(client(TestKeys.EC_PEM));

    assertThat(jwt.getJWTClaimsSet().getAudience())
        .containsExactly(asking.server().url("/token").toString());
  }

  @Test
  void an_assertion_is_short_lived_and_never_the_same() throws Exception {
    SignedJWT one = assertion(client(TestKeys.EC_PEM));
    SignedJWT other = assertion(client(TestKeys.EC_PEM));

    assertThat(one.getJWTClaimsSet().getIssuer()).isEqualTo("client-1");
    assertThat(one.getJWTClaimsSet().getSubject()).isEqualTo("client-1");
    assertThat(one.getJWTClaimsSet().getIssueTime()).isEqualTo(Date.from(Asking.NOW));
    assertThat(one.getJWTClaimsSet().getExpirationTime())
        .isEqualTo(Date.from(Asking.NOW.plus(Duration.ofMinutes(2))));
    assertThat(one.getJWTClaimsSet().getJWTID()).isNotEqualTo(other.getJWTClaimsSet().getJWTID());
  }

  @Test
  void an_ec_key_in_pem_signs_by_its_curve() throws Exception {
    SignedJWT jwt = assertion(client(TestKeys.EC_PEM));

    assertThat(jwt.getHeader().getAlgorithm()).isEqualTo(JWSAlgorithm.ES256);
    assertThat(jwt.verify(new ECDSAVerifier(TestKeys.EC))).isTrue();
  }

  @Test
  void an_rsa_key_in_pem_signs_with_rs256() throws Exception {
    SignedJWT jwt = assertion(client(TestKeys.RSA_PEM));

    assertThat(jwt.getHeader().getAlgorithm()).isEqualTo(JWSAlgorithm.RS256);
    assertThat(jwt.verify(new RSASSAVerifier(TestKeys.RSA))).isTrue();
  }

  @Test
  void a_jwk_brings_its_key_id_and_algorithm() throws Exception {
    String jwk =
        new com.nimbusds.jose.jwk.RSAKey.Builder(TestKeys.RSA)
            .algorithm(JWSAlgorithm.PS256)
            .build()
            .toJSONString();

    SignedJWT jwt = assertion(client(jwk));

    assertThat(jwt.getHeader().getKeyID()).isEqualTo("rsa-1");
    assertThat(jwt.getHeader().getAlgorithm()).isEqualTo(JWSAlgorithm.PS256);
    assertThat(jwt.verify(new RSASSAVerifier(TestKeys.RSA))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "no key at all",
        "{\"kty\":\"RSA\"}",
        "{not json",
        "{\"kty\":\"oct\",\"k\":\"c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0LXNlY3JldA\"}",
        "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----",
        "-----BEGIN PRIVATE KEY-----\n!\n-----END PRIVATE KEY-----",
        "-----BEGIN RSA PRIVATE KEY-----\nAAAA\n-----END RSA PRIVATE KEY-----"
      })
  void what_is_no_usable_key_is_the_clients_fault_and_nothing_is_sent(String secret) {
    TokenAnswer answer = asking.refresh(client(secret).resolve());

    assertThat(answer)
        .isInstanceOfSatisfying(
            TokenAnswer.Refused.class,
            it -> {
              assertThat(it.error()).isEqualTo("invalid_client");
              assertThat(it.description()).contains("key").doesNotContain("AAAA", "c2VjcmV0");
            });
    assertThat(asking.server().requests()).isEmpty();
  }

  private TestClient client(String key) {
    return asking.publicClient().secret(key).method(ClientAuthenticationMethod.PRIVATE_KEY_JWT);
  }

  private SignedJWT assertion(TestClient client) throws Exception {
    assertThat(asking.refresh(client.resolve())).isInstanceOf(TokenAnswer.Granted.class);
    Map<String, String> form = asking.server().requests().getLast().form();
    assertThat(form)
        .containsEntry(
            "client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
    return SignedJWT.parse(form.get("client_assertion"));
  }
}
