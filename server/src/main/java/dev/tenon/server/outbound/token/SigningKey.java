package dev.tenon.server.outbound.token;

import com.nimbusds.jose.Algorithm;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.factories.DefaultJWSSignerFactory;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyType;
import dev.tenon.secret.Secret;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.text.ParseException;
import java.util.Base64;
import java.util.Optional;

/// A client's private key, ready to sign: from a JWK (RFC 7517), which may name its algorithm and
/// key id, or from PKCS #8 in PEM, beside which its certificate may stand.
///
/// @param keyId for the header of what is signed, where the key has one
record SigningKey(JWSSigner signer, JWSAlgorithm algorithm, Optional<String> keyId) {
  private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
  private static final String END = "-----END PRIVATE KEY-----";

  /// The key that `secret` writes.
  ///
  /// @throws UnusableKeyException when it is none, or cannot sign
  static SigningKey parse(Secret secret) throws UnusableKeyException {
    String text = secret.reveal().strip();
    try {
      return text.startsWith("{") ? jwk(text) : pem(text);
    } catch (ParseException _) {
      throw new UnusableKeyException("the client's key is no readable JWK");
    } catch (JOSEException _) {
      throw new UnusableKeyException("the client's key cannot sign");
    }
  }

  private static SigningKey jwk(String text)
      throws ParseException, JOSEException, UnusableKeyException {
    JWK key = JWK.parse(text);
    if (!key.isPrivate() || key.getKeyType().equals(KeyType.OCT)) {
      throw new UnusableKeyException("the client's key is no private key");
    }
    Algorithm said = key.getAlgorithm();
    JWSSigner signer =
        said == null
            ? new DefaultJWSSignerFactory().createJWSSigner(key)
            : new DefaultJWSSignerFactory()
                .createJWSSigner(key, JWSAlgorithm.parse(said.getName()));
    JWSAlgorithm algorithm =
        said == null ? usual(signer, key.getKeyType()) : JWSAlgorithm.parse(said.getName());
    return new SigningKey(signer, algorithm, Optional.ofNullable(key.getKeyID()));
  }

  private static SigningKey pem(String text) throws JOSEException, UnusableKeyException {
    PrivateKey key = privateKey(der(text));
    JWSSigner signer = key instanceof ECPrivateKey ec ? new ECDSASigner(ec) : new RSASSASigner(key);
    KeyType type = key instanceof ECPrivateKey ? KeyType.EC : KeyType.RSA;
    return new SigningKey(signer, usual(signer, type), Optional.empty());
  }

  /// RS256, or the one algorithm that goes with the curve.
  private static JWSAlgorithm usual(JWSSigner signer, KeyType type) {
    return type.equals(KeyType.RSA)
        ? JWSAlgorithm.RS256
        : signer.supportedJWSAlgorithms().iterator().next();
  }

  private static byte[] der(String text) throws UnusableKeyException {
    int begin = text.indexOf(BEGIN);
    int end = text.indexOf(END);
    if (begin < 0 || end < begin) {
      throw new UnusableKeyException("the client's key is neither a JWK nor a PEM with " + BEGIN);
    }
    String base64 = text.substring(begin + BEGIN.length(), end);
    return Base64.getMimeDecoder().decode(base64);
  }

  private static PrivateKey privateKey(byte[] der) throws UnusableKeyException {
    for (String algorithm : new String[] {"RSA", "EC"}) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der));
      } catch (InvalidKeySpecException _) {
        // Perhaps it is of the next kind.
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every JDK has RSA and EC", e);
      }
    }
    throw new UnusableKeyException("the client's key is neither an RSA nor an EC key");
  }
}
