package dev.tenon.server.outbound.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.Ed25519Verifier;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jose.crypto.factories.DefaultJWSVerifierFactory;
import com.nimbusds.jose.jwk.AsymmetricJWK;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jwt.SignedJWT;
import java.util.List;

/// Whether a JWT's signature holds (RFC 7515 §5.2). A header that has to be understood and is not
/// (`crit`) counts as a bad signature. Pure.
final class JwtSignature {
  private JwtSignature() {}

  /// Whether it is by one of `keys`. Keys that stand in the token itself are not looked at.
  static boolean isByAnyOf(List<JWK> keys, SignedJWT jwt) {
    return keys.stream().anyMatch(key -> holds(() -> jwt.verify(verifier(jwt, key))));
  }

  /// Whether it is by the shared secret.
  static boolean isByMac(String secret, SignedJWT jwt) {
    return holds(() -> jwt.verify(new MACVerifier(secret)));
  }

  private static JWSVerifier verifier(SignedJWT jwt, JWK key) throws JOSEException {
    return switch (key) {
      case OctetKeyPair pair -> new Ed25519Verifier(pair.toPublicJWK());
      case AsymmetricJWK pair ->
          new DefaultJWSVerifierFactory().createJWSVerifier(jwt.getHeader(), pair.toPublicKey());
      default -> throw new JOSEException("no public key");
    };
  }

  private static boolean holds(Check check) {
    try {
      return check.holds();
    } catch (JOSEException | IllegalStateException _) {
      return false;
    }
  }

  @FunctionalInterface
  private interface Check {
    boolean holds() throws JOSEException;
  }
}
