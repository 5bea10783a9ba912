package dev.tenon.sandbox.oauth;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.SecretKey;

/// Refresh tokens that say, sealed, which grant they belong to and which turn of it. So a token
/// that was used long ago is still known as used, without a list of all that ever were.
final class RefreshTokens {
  private static final int MAC_BYTES = 20;
  private static final int ID_BYTES = Long.BYTES + Integer.BYTES;

  /// Which refresh token: the `turn`-th of grant number `grant`.
  record Turn(long grant, int turn) {}

  private final SecretKey key;

  RefreshTokens(SecretKey key) {
    this.key = key;
  }

  String encode(Turn turn) {
    byte[] id = ByteBuffer.allocate(ID_BYTES).putLong(turn.grant()).putInt(turn.turn()).array();
    byte[] token = ByteBuffer.allocate(ID_BYTES + MAC_BYTES).put(id).put(mac(id)).array();
    return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
  }

  Optional<Turn> decode(String text) {
    byte[] token;
    try {
      token = Base64.getUrlDecoder().decode(text);
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
    if (token.length != ID_BYTES + MAC_BYTES) {
      return Optional.empty();
    }
    byte[] id = Arrays.copyOf(token, ID_BYTES);
    if (!MessageDigest.isEqual(mac(id), Arrays.copyOfRange(token, ID_BYTES, token.length))) {
      return Optional.empty();
    }
    ByteBuffer read = ByteBuffer.wrap(id);
    return Optional.of(new Turn(read.getLong(), read.getInt()));
  }

  private byte[] mac(byte[] id) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      return Arrays.copyOf(mac.doFinal(id), MAC_BYTES);
    } catch (GeneralSecurityException broken) {
      throw new IllegalStateException("no HmacSHA256: indicates a bug", broken);
    }
  }
}
