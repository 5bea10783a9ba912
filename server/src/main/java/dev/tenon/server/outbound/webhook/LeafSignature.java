package dev.tenon.server.outbound.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tenon.secret.Secret;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The signature of Leaf's alerts: HMAC-SHA256 of the body by the text of the secret, in base64. It
/// says nothing of when, so receivers tell a replay by the event's id alone.
final class LeafSignature {
  private static final String ALGORITHM = "HmacSHA256";

  private LeafSignature() {}

  /// The value of `X-Leaf-Signature`, by the newest of `secrets`: there is one signature only.
  static String of(List<Secret> secrets, String body) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secrets.getFirst().reveal().getBytes(UTF_8), ALGORITHM));
      return Base64.getEncoder().encodeToString(mac.doFinal(body.getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, e);
    }
  }
}
