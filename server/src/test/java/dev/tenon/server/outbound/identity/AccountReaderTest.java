package dev.tenon.server.outbound.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import dev.tenon.client.ResolvedClient;
import dev.tenon.client.TokenEndpoint.Identification;
import dev.tenon.client.TokenEndpoint.Identification.Forged;
import dev.tenon.client.TokenEndpoint.Identification.Known;
import dev.tenon.oauth.AccessToken;
import dev.tenon.oauth.Account;
import dev.tenon.oauth.IdToken;
import dev.tenon.oauth.Nonce;
import dev.tenon.oauth.TokenResponse;
import dev.tenon.secret.Secret;
import dev.tenon.server.outbound.Deadline;
import dev.tenon.server.outbound.OutboundHttp;
import dev.tenon.server.outbound.TestClient;
import dev.tenon.server.outbound.TestHttp;
import dev.tenon.stores.InMemoryVault;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class AccountReaderTest {
  private static final String HMAC_SECRET = "a-client-secret-of-more-than-256-bits-in-length";
  private static final Account ADA =
      new Account(Optional.of("user-1"), Optional.of("Ada"), Optional.of("ada@firm.example"));

  private final FakeIssuer issuer = new FakeIssuer();
  private final MovingClock clock = new MovingClock();
  private final OutboundHttp http = TestHttp.patient();
  private final AccountReader reader = new AccountReader(http, clock);

  @AfterEach
  void close() {
    http.close();
    issuer.close();
  }

  @Test
  void a_valid_id_token_says_whose_account_it_is() {
    assertThat(identify(issuer.signed(issuer.claims().build()))).isEqualTo(new Known(ADA));
    assertThat(issuer.requestsFor("/userinfo")).isZero();
  }

  @ParameterizedTest
  @MethodSource("forgeries")
  void b9_an_id_token_that_is_not_for_us_is_forged(UnaryOperator<JWTClaimsSet.Builder> change) {
    String token = issuer.signed(change.apply(issuer.claims()).build());

    assertThat(identify(token)).isInstanceOf(Forged.class);
    assertThat(issuer.requestsFor("/userinfo")).isZero();
  }

  static Stream<UnaryOperator<JWTClaimsSet.Builder>> forgeries() {
    return Stream.of(
        claims -> claims.issuer("https://evil.example"),
        claims -> claims.issuer(null),
        claims -> claims.audience("another-client"),
        claims -> claims.audience(List.of()),
        claims -> claims.audience(List.of(TestClient.CLIENT_ID, "another-client")),
        claims -> claims.claim("azp", "another-client"),
        claims -> claims.claim("nonce", "another-nonce"),
        claims -> claims.claim("nonce", null),
        claims -> claims.claim("nonce", 7),
        claims -> claims.subject(null),
        claims -> claims.subject(""),
        claims -> claims.expirationTime(null),
        claims -> claims.expirationTime(Date.from(FakeIssuer.NOW.minusSeconds(601))),
        claims -> claims.notBeforeTime(Date.from(FakeIssuer.NOW.plusSeconds(601))),
        claims -> claims.issueTime(Date.from(FakeIssuer.NOW.plusSeconds(601))));
  }

  @Test
  void several_audiences_are_fine_when_we_are_the_authorized_party() {
    JWTClaimsSet claims =
        issuer
            .claims()
            .audience(List.of(TestClient.CLIENT_ID, "another"))
            .claim("azp", TestClient.CLIENT_ID)
            .build();

    assertThat(identify(issuer.signed(claims))).isEqualTo(new Known(ADA));
  }

  @Test
  void a_clock_that_is_ten_minutes_wrong_loses_nothing() {
    JWTClaimsSet late =
        issuer.claims().expirationTime(Date.from(FakeIssuer.NOW.minusSeconds(590))).build();
    JWTClaimsSet early =
        issuer.claims().issueTime(Date.from(FakeIssuer.NOW.plusSeconds(590))).build();

    assertThat(identify(issuer.signed(late))).isEqualTo(new Known(ADA));
    assertThat(identify(issuer.signed(early))).isEqualTo(new Known(ADA));
  }

  @Test
  void b9_alg_none_is_forged() {
    assertThat(identify(new PlainJWT(issuer.claims().build()).serialize()))
        .isInstanceOf(Forged.class);
  }

  @Test
  void b9_what_is_no_jwt_is_forged() {
    assertThat(identify("not-a-jwt")).isInstanceOf(Forged.class);
    assertThat(identify("a.b.c")).isInstanceOf(Forged.class);
  }

  @Test
  void b9_a_signature_by_another_key_is_forged() throws Exception {
    RSAKey foreign = new RSAKeyGenerator(2048).keyID("key-1").generate();
    String token =
        FakeIssuer.signed(
            issuer.claims().build(), JWSAlgorithm.RS256, "key-1", new RSASSASigner(foreign));

    assertThat(identify(token)).isInstanceOf(Forged.class);
  }

  @Test
  void b9_claims_changed_after_signing_are_forged() {
    String[] parts = issuer.signed(issuer.claims().build()).split("\\.", -1);
    String[] others = issuer.signed(issuer.claims().subject("victim").build()).split("\\.", -1);

    assertThat(identify(parts[0] + "." + others[1] + "." + parts[2])).isInstanceOf(Forged.class);
  }

  @Test
  void a_token_signed_with_the_client_secret_counts_for_clients_that_have_one() throws Exception {
    String token =
        FakeIssuer.signed(
            issuer.claims().build(), JWSAlgorithm.HS256, "any", new MACSigner(HMAC_SECRET));

    assertThat(identify(client(), token, Optional.of(Secret.of(HMAC_SECRET))))
        .isEqualTo(new Known(ADA));
    assertThat(identify(client(), token, Optional.of(Secret.of(HMAC_SECRET + "x"))))
        .isInstanceOf(Forged.class);
    assertThat(identify(client(), token, Optional.empty())).isInstanceOf(Forged.class);
    assertThat(identify(client(), token, Optional.of(Secret.of("short"))))
        .isInstanceOf(Forged.class);
  }

  @Test
  void b9_a_published_key_used_as_a_shared_secret_is_forged() throws Exception {
    String token =
        FakeIssuer.signed(
            issuer.claims().build(),
            JWSAlgorithm.HS256,
            "key-1",
            new MACSigner(issuer.publishedKeys()));

    assertThat(identify(token)).isInstanceOf(Forged.class);
    assertThat(identify(client(), token, Optional.of(Secret.of(HMAC_SECRET))))
        .isInstanceOf(Forged.class);
  }

  @Test
  void keys_are_fetched_once_and_again_for_a_key_that_is_new() {
    identify(issuer.signed(issuer.claims().build()));
    identify(issuer.signed(issuer.claims().build()));
    assertThat(issuer.requestsFor("/jwks")).isEqualTo(1);

    issuer.rotateKeys();
    clock.advance(Duration.ofMinutes(2));
    String token = issuer.signedWithSecondKey(issuer.claims().build());

    assertThat(identify(token)).isEqualTo(new Known(ADA));
    assertThat(issuer.requestsFor("/jwks")).isEqualTo(2);
  }

  @Test
  void unknown_keys_do_not_make_us_fetch_more_than_once_a_minute() {
    identify(issuer.signed(issuer.claims().build()));
    for (int i = 0; i < 5; i++) {
      assertThat(identify(issuer.signedWithSecondKey(issuer.claims().build())))
          .isInstanceOf(Forged.class);
    }
    assertThat(issuer.requestsFor("/jwks")).isEqualTo(1);
  }

  @Test
  void keys_that_cannot_be_had_are_no_forgery() {
    issuer.remove("/jwks");

    assertThat(identify(issuer.signed(issuer.claims().build()))).isEqualTo(new Known(ADA));
    assertThat(issuer.requestsFor("/userinfo")).isEqualTo(1);
  }

  @Test
  void without_an_id_token_userinfo_is_asked_with_the_access_token() {
    Identification known =
        reader.identify(client(), response(null), Optional.empty(), Optional.empty(), deadline());

    assertThat(known).isEqualTo(new Known(ADA));
    assertThat(issuer.server().request().header("authorization")).isEqualTo("Bearer at-1");
  }

  @Test
  void userinfo_is_read_at_the_connectors_paths() {
    issuer.put("/userinfo", "{\"data\":{\"id\":17},\"login\":\"ada\"}");
    ResolvedClient client =
        new TestClient(new InMemoryVault(), issuer.server())
            .userinfoUrl(issuer.server().url("/userinfo"))
            .subjectAt("data.id")
            .resolve();

    assertThat(
            reader.identify(client, response(null), Optional.empty(), Optional.empty(), deadline()))
        .isEqualTo(new Known(new Account(Optional.of("17"), Optional.empty(), Optional.empty())));
  }

  @Test
  void userinfo_that_fails_leaves_the_account_unknown() {
    for (String page : new String[] {"<html>", "", "[]", "{\"sub\":null}"}) {
      issuer.put("/userinfo", page);
      assertThat(
              reader.identify(
                  client(), response(null), Optional.empty(), Optional.empty(), deadline()))
          .isEqualTo(new Known(Account.unknown()));
    }
    issuer.remove("/userinfo");
    assertThat(
            reader.identify(
                client(), response(null), Optional.empty(), Optional.empty(), deadline()))
        .isEqualTo(new Known(Account.unknown()));
  }

  @Test
  void userinfo_about_another_subject_is_not_used() {
    issuer.put("/userinfo", "{\"sub\":\"user-2\",\"name\":\"Bob\"}");
    JWTClaimsSet nameless = issuer.claims().claim("name", null).claim("email", null).build();

    assertThat(identify(issuer.signed(nameless)))
        .isEqualTo(
            new Known(new Account(Optional.of("user-1"), Optional.empty(), Optional.empty())));
  }

  @Test
  void userinfo_fills_in_what_the_id_token_leaves_out() {
    JWTClaimsSet nameless = issuer.claims().claim("name", null).claim("email", null).build();

    assertThat(identify(issuer.signed(nameless))).isEqualTo(new Known(ADA));
  }

  @Test
  void an_account_is_one_line_of_printable_characters() {
    issuer.put(
        "/userinfo",
        "{\"sub\":\"user-1\",\"name\":\"A\\r\\nda\\u202e\",\"email\":\"" + "x".repeat(300) + "\"}");

    assertThat(
            reader.identify(
                client(), response(null), Optional.empty(), Optional.empty(), deadline()))
        .isEqualTo(
            new Known(new Account(Optional.of("user-1"), Optional.of("A da"), Optional.empty())));
  }

  private Identification identify(String idToken) {
    return identify(client(), idToken, Optional.empty());
  }

  private Identification identify(ResolvedClient client, String idToken, Optional<Secret> secret) {
    return reader.identify(
        client, response(idToken), Optional.of(new Nonce("nonce-1")), secret, deadline());
  }

  private Deadline deadline() {
    return http.deadline(Duration.ofSeconds(20));
  }

  private ResolvedClient client() {
    return new TestClient(new InMemoryVault(), issuer.server())
        .issuer(issuer.issuer())
        .jwksUrl(issuer.server().url("/jwks"))
        .userinfoUrl(issuer.server().url("/userinfo"))
        .resolve();
  }

  private static TokenResponse response(@Nullable String idToken) {
    return new TokenResponse(
        AccessToken.of("at-1"),
        "Bearer",
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.ofNullable(idToken).map(IdToken::of),
        Map.of(),
        FakeIssuer.NOW);
  }
}
