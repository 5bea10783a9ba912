package dev.tenon.server.outbound.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import dev.tenon.client.ResolvedClient;
import dev.tenon.entry.MemberTokens.Verdict;
import dev.tenon.member.EmailAddress;
import dev.tenon.member.Identity;
import dev.tenon.oauth.IdToken;
import dev.tenon.oauth.Nonce;
import dev.tenon.server.outbound.OutboundHttp;
import dev.tenon.server.outbound.TestClient;
import dev.tenon.server.outbound.TestHttp;
import dev.tenon.stores.InMemoryVault;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Nobody becomes a member by an ID token that is not exactly what it should be.
final class MemberTokenCheckTest {
  private static final String SECRET = "a-client-secret-of-more-than-256-bits-in-length";

  private final FakeIssuer issuer = new FakeIssuer();
  private final MovingClock clock = new MovingClock();
  private final OutboundHttp http = TestHttp.patient();
  private final MemberTokenCheck check = new MemberTokenCheck(http, clock);

  @AfterEach
  void close() {
    http.close();
    issuer.close();
  }

  @Test
  void a_genuine_token_says_who_somebody_is() {
    String token =
        issuer.signed(
            issuer
                .claims()
                .claim("email_verified", true)
                .claim("groups", List.of("staff", "admins"))
                .build());

    assertThat(check.verify(client(), IdToken.of(token), nonce(), Optional.of("groups")))
        .isEqualTo(
            new Verdict.Genuine(
                new Identity(issuer.issuer(), "user-1"),
                EmailAddress.parse("ada@firm.example"),
                Optional.of("Ada"),
                List.of("staff", "admins")));
  }

  @ParameterizedTest
  @MethodSource("forgeries")
  void a_token_that_is_not_for_this_sign_in_is_forged(UnaryOperator<JWTClaimsSet.Builder> change) {
    String token = issuer.signed(change.apply(issuer.claims()).build());

    assertThat(verify(token)).isInstanceOf(Verdict.Forged.class);
  }

  static Stream<UnaryOperator<JWTClaimsSet.Builder>> forgeries() {
    return Stream.of(
        claims -> claims.issuer("https://evil.example"),
        claims -> claims.issuer(null),
        claims -> claims.audience("another-client"),
        claims -> claims.audience(List.of(TestClient.CLIENT_ID, "another-client")),
        claims -> claims.claim("azp", "another-client"),
        claims -> claims.claim("nonce", "another-nonce"),
        claims -> claims.claim("nonce", null),
        claims -> claims.subject(null),
        claims -> claims.subject("a".repeat(256)),
        claims -> claims.expirationTime(null),
        claims -> claims.expirationTime(Date.from(FakeIssuer.NOW.minusSeconds(61))),
        claims -> claims.issueTime(Date.from(FakeIssuer.NOW.plusSeconds(61))),
        claims -> claims.notBeforeTime(Date.from(FakeIssuer.NOW.plusSeconds(61))));
  }

  @Test
  void neither_no_signature_nor_one_by_the_clients_secret_will_do() throws Exception {
    JWTClaimsSet claims = issuer.claims().build();

    assertThat(verify(new PlainJWT(claims).serialize())).isInstanceOf(Verdict.Forged.class);
    assertThat(
            verify(FakeIssuer.signed(claims, JWSAlgorithm.HS256, "key-1", new MACSigner(SECRET))))
        .isInstanceOf(Verdict.Forged.class);
    assertThat(verify(issuer.signedWithSecondKey(claims))).isInstanceOf(Verdict.Forged.class);
    assertThat(verify("not a token")).isInstanceOf(Verdict.Forged.class);
  }

  @Test
  void without_published_keys_nobody_is_believed() {
    String token = issuer.signed(issuer.claims().build());
    ResolvedClient keyless =
        new TestClient(new InMemoryVault(), issuer.server()).issuer(issuer.issuer()).resolve();
    assertThat(check.verify(keyless, IdToken.of(token), nonce(), Optional.empty()))
        .isInstanceOf(Verdict.Forged.class);

    issuer.remove("/jwks");
    assertThat(verify(token)).isEqualTo(new Verdict.Unknown());
  }

  @Test
  void an_address_counts_only_where_the_token_says_that_it_is_verified() {
    for (Object verified : List.of(false, "false", "yes", 1)) {
      String token = issuer.signed(issuer.claims().claim("email_verified", verified).build());

      assertThat(((Verdict.Genuine) verify(token)).email()).as("" + verified).isEmpty();
    }
    assertThat(((Verdict.Genuine) verify(issuer.signed(issuer.claims().build()))).email())
        .isEmpty();
  }

  private Verdict verify(String token) {
    return check.verify(client(), IdToken.of(token), nonce(), Optional.empty());
  }

  private static Nonce nonce() {
    return new Nonce("nonce-1");
  }

  private ResolvedClient client() {
    return new TestClient(new InMemoryVault(), issuer.server())
        .issuer(issuer.issuer())
        .jwksUrl(issuer.server().url("/jwks"))
        .resolve();
  }
}
