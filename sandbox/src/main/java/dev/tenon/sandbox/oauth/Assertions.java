package dev.tenon.sandbox.oauth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.factories.DefaultJWSVerifierFactory;
import com.nimbusds.jose.jwk.AsymmetricJWK;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.tenon.sandbox.oauth.Refused.Reason;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Checks client assertions (`private_key_jwt`, RFC 7523 §3): signature, issuer, subject, audience,
/// expiry, and that each is used once. Safe for use by any thread.
final class Assertions {
  private static final String TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
  private static final Duration LONGEST_LIFE = Duration.ofHours(1);

  private final Issuer issuer;
  private final String tokenEndpoint;
  private final Clock clock;
  private final Map<String, Instant> usedUntil = new HashMap<>();

  Assertions(Issuer issuer, String tokenEndpoint, Clock clock) {
    this.issuer = issuer;
    this.tokenEndpoint = tokenEndpoint;
    this.clock = clock;
  }

  void check(String type, String assertion, Client client) {
    demand(type.equals(TYPE), "client_assertion_type is not " + TYPE);
    try {
      SignedJWT jwt = SignedJWT.parse(assertion);
      demand(signedBy(client, jwt), "the assertion is not signed with a key of the client");
      checkClaims(jwt.getJWTClaimsSet(), client);
    } catch (ParseException _) {
      throw new Refused(Reason.INVALID_CLIENT, "the assertion is not a signed JWT");
    }
  }

  static Optional<String> claimedIssuer(String assertion) {
    try {
      return Optional.ofNullable(SignedJWT.parse(assertion).getJWTClaimsSet().getIssuer());
    } catch (ParseException _) {
      return Optional.empty();
    }
  }

  private void checkClaims(JWTClaimsSet claims, Client client) {
    demand(client.id().equals(claims.getIssuer()), "iss is not the client");
    demand(client.id().equals(claims.getSubject()), "sub is not the client");
    List<String> audience = claims.getAudience();
    demand(
        audience.contains(issuer.toString()) || audience.contains(tokenEndpoint),
        "aud is neither the issuer nor the token endpoint");
    Instant now = clock.instant();
    Instant expiry =
        Optional.ofNullable(claims.getExpirationTime())
            .orElseThrow(() -> new Refused(Reason.INVALID_CLIENT, "exp is missing"))
            .toInstant();
    demand(expiry.isAfter(now), "the assertion has expired");
    demand(expiry.isBefore(now.plus(LONGEST_LIFE)), "the assertion lives too long");
    String id =
        Optional.ofNullable(claims.getJWTID())
            .orElseThrow(() -> new Refused(Reason.INVALID_CLIENT, "jti is missing"));
    demand(useOnce(client.id() + " " + id, expiry, now), "the assertion was used before");
  }

  private synchronized boolean useOnce(String id, Instant expiry, Instant now) {
    usedUntil.values().removeIf(now::isAfter);
    return usedUntil.putIfAbsent(id, expiry) == null;
  }

  private static boolean signedBy(Client client, SignedJWT jwt) throws ParseException {
    if (client.jwks().isEmpty()) {
      return false;
    }
    String keyId = Optional.ofNullable(jwt.getHeader().getKeyID()).orElse("");
    for (JWK key : JWKSet.parse(client.jwks()).getKeys()) {
      boolean named = keyId.isEmpty() || keyId.equals(key.getKeyID());
      if (named && key instanceof AsymmetricJWK asymmetric && verifies(asymmetric, jwt)) {
        return true;
      }
    }
    return false;
  }

  private static boolean verifies(AsymmetricJWK key, SignedJWT jwt) {
    try {
      JWSVerifier verifier =
          new DefaultJWSVerifierFactory().createJWSVerifier(jwt.getHeader(), key.toPublicKey());
      return jwt.verify(verifier);
    } catch (JOSEException _) {
      return false;
    }
  }

  private static void demand(boolean holds, String otherwise) {
    if (!holds) {
      throw new Refused(Reason.INVALID_CLIENT, otherwise);
    }
  }
}
