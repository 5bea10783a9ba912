package dev.tenon.server.outbound.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import dev.tenon.access.UserId;
import dev.tenon.access.WorkspaceId;
import dev.tenon.exchange.Issuer;
import dev.tenon.exchange.IssuerId;
import dev.tenon.exchange.SubjectTokenType;
import dev.tenon.exchange.SubjectTokens.Standing;
import dev.tenon.exchange.SubjectTokens.Verdict;
import dev.tenon.secret.Secret;
import dev.tenon.server.outbound.OutboundHttp;
import dev.tenon.server.outbound.TestClient;
import dev.tenon.server.outbound.TestHttp;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Security row E4: subject tokens that are not what they say, against an issuer over real HTTP.
final class SubjectTokenCheckTest {
  private static final WorkspaceId WORKSPACE = new WorkspaceId("ws_1");

  private final FakeIssuer fake = new FakeIssuer();
  private final MovingClock clock = new MovingClock();
  private final OutboundHttp http = TestHttp.patient();
  private final SubjectTokenCheck check =
      new SubjectTokenCheck(http, new IssuerDiscovery(http, clock), clock);

  @AfterEach
  void close() {
    http.close();
    fake.close();
  }

  @Test
  void genuine_token_names_its_user() {
    assertThat(verify(fake.signed(fake.claims().build())))
        .isEqualTo(new Verdict.Genuine(issuer("sub"), new UserId("user-1")));
  }

  @Test
  void user_is_named_by_the_claim_that_was_registered() {
    Issuer byNumber = issuer("employee");
    String token = fake.signed(fake.claims().claim("employee", 4711L).build());
    assertThat(verify(List.of(byNumber), token))
        .isEqualTo(new Verdict.Genuine(byNumber, new UserId("4711")));
    assertThat(verify(List.of(issuer("nobody")), token))
        .isEqualTo(new Verdict.Refused("names no user in the claim 'nobody'"));
    assertThat(verify(List.of(issuer("aud")), token)).isInstanceOf(Verdict.Refused.class);
  }

  @Test
  void e_mail_address_counts_only_where_it_is_verified() {
    Issuer byMail = issuer("email");
    assertThat(verify(List.of(byMail), fake.signed(fake.claims().build())))
        .isInstanceOf(Verdict.Refused.class);
    String verified = fake.signed(fake.claims().claim("email_verified", true).build());
    assertThat(verify(List.of(byMail), verified))
        .isEqualTo(new Verdict.Genuine(byMail, new UserId("ada@firm.example")));
  }

  @Test
  void E4_token_of_an_issuer_that_is_not_registered_is_refused_and_nobody_is_asked() {
    String token = fake.signed(fake.claims().build());
    assertThat(verify(List.of(), token)).isInstanceOf(Verdict.Refused.class);
    assertThat(verify(List.of(of(fake.issuer() + "/", "sub")), token))
        .isInstanceOf(Verdict.Refused.class);
    assertThat(fake.server().requests()).isEmpty();
  }

  @Test
  void E4_token_for_another_audience_is_refused() {
    assertThat(verify(fake.signed(fake.claims().audience("another-client").build())))
        .isInstanceOf(Verdict.Refused.class);
    assertThat(verify(fake.signed(fake.claims().audience((String) null).build())))
        .isInstanceOf(Verdict.Refused.class);
    assertThat(
            verify(fake.signed(fake.claims().audience(List.of("x", TestClient.CLIENT_ID)).build())))
        .isInstanceOf(Verdict.Genuine.class);
  }

  @Test
  void E4_token_that_is_over_or_not_yet_valid_or_never_ends_is_refused() {
    assertThat(verify(ending(FakeIssuer.NOW.minusSeconds(61)))).isInstanceOf(Verdict.Refused.class);
    assertThat(verify(ending(FakeIssuer.NOW.minusSeconds(59)))).isInstanceOf(Verdict.Genuine.class);
    assertThat(verify(fake.signed(fake.claims().expirationTime(null).build())))
        .isInstanceOf(Verdict.Refused.class);
    Date soon = Date.from(FakeIssuer.NOW.plusSeconds(62));
    assertThat(verify(fake.signed(fake.claims().notBeforeTime(soon).build())))
        .isInstanceOf(Verdict.Refused.class);
    assertThat(verify(fake.signed(fake.claims().issueTime(soon).build())))
        .isInstanceOf(Verdict.Refused.class);
  }

  @Test
  void E4_unsigned_token_is_refused() {
    assertThat(verify(new PlainJWT(fake.claims().build()).serialize()))
        .isEqualTo(new Verdict.Refused("is not a signed JWT"));
    String signed = fake.signed(fake.claims().build());
    String stripped = signed.substring(0, signed.lastIndexOf('.') + 1);
    assertThat(verify(stripped)).isInstanceOf(Verdict.Refused.class);
  }

  /// The issuer's public key as an HMAC secret is the oldest trick.
  @Test
  void E4_token_signed_with_the_public_key_as_a_secret_is_refused() throws JOSEException {
    String published = fake.publishedKeys();
    String forged =
        FakeIssuer.signed(
            fake.claims().build(), JWSAlgorithm.HS256, "key-1", new MACSigner(published));
    assertThat(verify(forged))
        .isEqualTo(new Verdict.Refused("is signed by a method that is not taken"));
    assertThat(fake.server().requests()).isEmpty();
  }

  @Test
  void E4_keys_that_the_token_brings_or_points_to_are_not_looked_at() throws JOSEException {
    RSAKey own = new RSAKeyGenerator(2048).keyID("../../key-1").generate();
    fake.put("/evil", new JWKSet(own.toPublicJWK()).toString());
    JWSHeader header =
        new JWSHeader.Builder(JWSAlgorithm.RS256)
            .keyID("../../key-1")
            .jwk(own.toPublicJWK())
            .jwkURL(URI.create(fake.issuer() + "/evil"))
            .x509CertURL(URI.create(fake.issuer() + "/evil"))
            .build();
    SignedJWT jwt = new SignedJWT(header, fake.claims().build());
    jwt.sign(new RSASSASigner(own));
    assertThat(verify(jwt.serialize())).isInstanceOf(Verdict.Refused.class);
    assertThat(fake.requestsFor("/evil")).isZero();
  }

  @Test
  void E4_signature_by_another_key_is_refused_and_made_up_key_ids_ask_no_storm() {
    for (int i = 0; i < 20; i++) {
      assertThat(verify(fake.signedWithSecondKey(fake.claims().build())))
          .isInstanceOf(Verdict.Refused.class);
    }
    assertThat(fake.requestsFor("/jwks")).isEqualTo(1);
    fake.rotateKeys();
    clock.advance(Duration.ofMinutes(2));
    assertThat(verify(fake.signedWithSecondKey(fake.claims().build())))
        .isInstanceOf(Verdict.Genuine.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"logout+jwt", "dpop+jwt", "oauth-authz-req+jwt", "secevent+jwt"})
  void E4_token_for_another_purpose_is_refused(String type) throws JOSEException {
    assertThat(verify(labelled(type), SubjectTokenType.JWT)).isInstanceOf(Verdict.Refused.class);
  }

  @Test
  void access_token_is_not_taken_for_an_id_token() throws JOSEException {
    String token = labelled("at+jwt");
    assertThat(verify(token, SubjectTokenType.ACCESS_TOKEN)).isInstanceOf(Verdict.Genuine.class);
    assertThat(verify(token, SubjectTokenType.JWT)).isInstanceOf(Verdict.Genuine.class);
    assertThat(verify(token, SubjectTokenType.ID_TOKEN)).isInstanceOf(Verdict.Refused.class);
  }

  @Test
  void elliptic_curves_are_taken_too() throws JOSEException {
    var key = new ECKeyGenerator(Curve.P_256).keyID("ec").generate();
    fake.put("/jwks", new JWKSet(key.toPublicJWK()).toString());
    String token =
        FakeIssuer.signed(fake.claims().build(), JWSAlgorithm.ES256, "ec", new ECDSASigner(key));
    assertThat(verify(token)).isInstanceOf(Verdict.Genuine.class);
  }

  @Test
  void header_that_has_to_be_understood_and_is_not_is_refused() throws JOSEException {
    RSAKey key = new RSAKeyGenerator(2048).keyID("key-9").generate();
    fake.put("/jwks", new JWKSet(key.toPublicJWK()).toString());
    JWSHeader header =
        new JWSHeader.Builder(JWSAlgorithm.RS256)
            .keyID("key-9")
            .criticalParams(java.util.Set.of("policy"))
            .customParam("policy", "x")
            .build();
    SignedJWT jwt = new SignedJWT(header, fake.claims().build());
    jwt.sign(new RSASSASigner(key));
    assertThat(verify(jwt.serialize())).isInstanceOf(Verdict.Refused.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "a.b.c", "e30.e30.e30", "....", "eyJhbGciOiJub25lIn0.e30."})
  void what_is_no_jwt_is_refused(String token) {
    Stream.of(token)
        .filter(it -> !it.isEmpty())
        .forEach(it -> assertThat(verify(it)).isInstanceOf(Verdict.Refused.class));
    assertThat(verify("a".repeat(20_000))).isEqualTo(new Verdict.Refused("is too long"));
  }

  @Test
  void keys_that_cannot_be_had_say_nothing_about_the_token() {
    fake.remove("/jwks");
    assertThat(verify(fake.signed(fake.claims().build()))).isEqualTo(new Verdict.Unknown());
    fake.remove("/.well-known/openid-configuration");
    assertThat(verify(fake.signed(fake.claims().build()))).isEqualTo(new Verdict.Unknown());
  }

  @Test
  void keys_stay_where_the_metadata_said_for_a_day() {
    verify(fake.signed(fake.claims().build()));
    clock.advance(Duration.ofMinutes(30));
    verify(fake.signed(fake.claims().build()));
    assertThat(fake.requestsFor("/.well-known/openid-configuration")).isEqualTo(1);
    assertThat(fake.requestsFor("/jwks")).isEqualTo(1);
  }

  @Test
  void registered_place_of_the_keys_needs_no_metadata() {
    fake.remove("/.well-known/openid-configuration");
    Issuer placed = placed(fake.issuer() + "/jwks");
    assertThat(verify(List.of(placed), fake.signed(fake.claims().build())))
        .isInstanceOf(Verdict.Genuine.class);
    assertThat(check.ask(placed)).isEqualTo(new Standing.Good());
    assertThat(check.ask(placed(fake.issuer() + "/nothing"))).isInstanceOf(Standing.Away.class);
  }

  @Test
  void issuer_is_asked_who_it_is() {
    assertThat(check.ask(issuer("sub"))).isEqualTo(new Standing.Good());
    fake.put("/.well-known/openid-configuration", fake.metadata("https://other.example"));
    assertThat(check.ask(issuer("sub"))).isInstanceOf(Standing.Another.class);
    fake.remove("/.well-known/openid-configuration");
    assertThat(check.ask(issuer("sub"))).isInstanceOf(Standing.Away.class);
  }

  private String ending(Instant end) {
    return fake.signed(fake.claims().expirationTime(Date.from(end)).build());
  }

  private String labelled(String type) throws JOSEException {
    RSAKey key = new RSAKeyGenerator(2048).keyID("key-9").generate();
    fake.put("/jwks", new JWKSet(key.toPublicJWK()).toString());
    JWSHeader header =
        new JWSHeader.Builder(JWSAlgorithm.RS256)
            .keyID("key-9")
            .type(new JOSEObjectType(type))
            .build();
    JWTClaimsSet claims = fake.claims().build();
    SignedJWT jwt = new SignedJWT(header, claims);
    jwt.sign(new RSASSASigner(key));
    return jwt.serialize();
  }

  private Verdict verify(String token) {
    return verify(List.of(issuer("sub")), token);
  }

  private Verdict verify(String token, SubjectTokenType type) {
    return check.verify(List.of(issuer("sub")), type, Secret.of(token));
  }

  private Verdict verify(List<Issuer> issuers, String token) {
    return check.verify(issuers, SubjectTokenType.JWT, Secret.of(token));
  }

  private Issuer issuer(String claim) {
    return of(fake.issuer(), claim);
  }

  private static Issuer of(String url, String claim) {
    return issuer(url, claim, Optional.empty());
  }

  private Issuer placed(String keys) {
    return issuer(fake.issuer(), "sub", Optional.of(URI.create(keys)));
  }

  private static Issuer issuer(String url, String claim, Optional<URI> keys) {
    return new Issuer(
        new IssuerId("iss_1"),
        WORKSPACE,
        url,
        List.of(TestClient.CLIENT_ID),
        claim,
        keys,
        FakeIssuer.NOW,
        1);
  }
}
