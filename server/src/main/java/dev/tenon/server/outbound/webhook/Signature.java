package dev.tenon.server.outbound.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tenon.secret.Secret;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The signature of Standard Webhooks 1.0: HMAC-SHA256 over id, timestamp and body, so that none of
/// them can be changed or taken from another message (security row G1).
final class Signature {
  private static final String PREFIX = "whsec_";
  private static final String ALGORITHM = "HmacSHA256";

  private Signature() {}

  /// The value of `webhook-signature`: one signature for each of `secrets`.
  ///
  /// @param seconds since 1970, as in `webhook-timestamp`
  static String of(List<Secret> secrets, String id, long seconds, String body) {
    byte[] signed = (id + "." + seconds + "." + body).getBytes(UTF_8);
    return secrets.stream()
        .map(secret -> "v1," + Base64.getEncoder().encodeToString(mac(secret, signed)))
        .collect(Collectors.joining(" "));
  }

  private static byte[] mac(Secret secret, byte[] signed) {
    try {
      byte[] key = Base64.getDecoder().decode(secret.reveal().substring(PREFIX.length()));
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      return mac.doFinal(signed);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, e);
    }
  }
}
