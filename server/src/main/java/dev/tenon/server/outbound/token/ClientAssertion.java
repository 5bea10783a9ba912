package dev.tenon.server.outbound.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.tenon.client.ResolvedClient;
import dev.tenon.secret.RandomText;
import dev.tenon.secret.Secret;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.random.RandomGenerator;

/// Signs the assertion by which a client proves itself with a private key (RFC 7523 §2.2, OpenID
/// Connect Core §9).
///
/// Its audience is the issuer alone, as one string, where the issuer is known: an assertion that
/// names the token endpoint could be used by an endpoint that a forged metadata document names
/// (IETF draft "Updates to OAuth 2.0 Security BCP", audience injection). Otherwise it is the token
/// endpoint. It lives two minutes and has an id of its own.
final class ClientAssertion {
  static final String TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
  private static final Duration LIFE = Duration.ofMinutes(2);

  private final Clock clock;
  private final RandomGenerator random;

  ClientAssertion(Clock clock, RandomGenerator random) {
    this.clock = clock;
    this.random = random;
  }

  /// An assertion for `client`, signed with `key`.
  ///
  /// @param endpoint the endpoint that is called, for providers without an issuer
  Secret sign(ResolvedClient client, Secret key, URI endpoint) throws UnusableKeyException {
    SigningKey signing = SigningKey.parse(key);
    JWSHeader header =
        new JWSHeader.Builder(signing.algorithm()).keyID(signing.keyId().orElse(null)).build();
    SignedJWT jwt = new SignedJWT(header, claims(client, endpoint));
    try {
      jwt.sign(signing.signer());
    } catch (JOSEException _) {
      throw new UnusableKeyException("the client's key cannot sign with " + signing.algorithm());
    }
    return Secret.of(jwt.serialize());
  }

  private JWTClaimsSet claims(ResolvedClient client, URI endpoint) {
    Instant now = clock.instant();
    String id = client.client().clientId();
    return new JWTClaimsSet.Builder()
        .issuer(id)
        .subject(id)
        .audience(client.issuer().orElse(client.tokenUrl().orElse(endpoint).toString()))
        .jwtID(RandomText.base62(random, 22))
        .issueTime(Date.from(now))
        .expirationTime(Date.from(now.plus(LIFE)))
        .build();
  }
}
