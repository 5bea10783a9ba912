package dev.tenon.sandbox.oauth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.tenon.sandbox.http.Json;
import java.text.ParseException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// One provider's signing key (RS256). The key is made when it is first needed, so that starting
/// the sandbox does not wait for it. Safe for use by any thread.
public final class Signer {
  private static final int KEY_BITS = 2048;

  private final String keyId;
  private volatile @Nullable RSAKey key;

  /// A signer whose key will have this id.
  public Signer(String keyId) {
    this.keyId = keyId;
  }

  /// A signed JWT of this `typ`.
  public String sign(JOSEObjectType type, JWTClaimsSet claims) {
    try {
      var header = new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(keyId).type(type).build();
      var jwt = new SignedJWT(header, claims);
      jwt.sign(new RSASSASigner(key()));
      return jwt.serialize();
    } catch (JOSEException broken) {
      throw new IllegalStateException("cannot sign with " + keyId, broken);
    }
  }

  /// The claims of a JWT that this key has signed; nothing for any other text.
  public Optional<JWTClaimsSet> verify(String token) {
    try {
      SignedJWT jwt = SignedJWT.parse(token);
      return jwt.getHeader().getAlgorithm().equals(JWSAlgorithm.RS256)
              && jwt.verify(new RSASSAVerifier(key().toRSAPublicKey()))
          ? Optional.of(jwt.getJWTClaimsSet())
          : Optional.empty();
    } catch (ParseException | JOSEException _) {
      return Optional.empty();
    }
  }

  /// The public key as a JWK set.
  public ObjectNode jwks() {
    String text = new JWKSet(key().toPublicJWK()).toString();
    return Json.parseObject(text).orElseThrow();
  }

  private RSAKey key() {
    RSAKey ready = key;
    return ready != null ? ready : make();
  }

  private synchronized RSAKey make() {
    RSAKey made = key;
    if (made == null) {
      made = generate();
      key = made;
    }
    return made;
  }

  private RSAKey generate() {
    try {
      return new RSAKeyGenerator(KEY_BITS)
          .keyID(keyId)
          .keyUse(KeyUse.SIGNATURE)
          .algorithm(JWSAlgorithm.RS256)
          .generate();
    } catch (JOSEException broken) {
      throw new IllegalStateException("cannot make an RSA key", broken);
    }
  }
}
