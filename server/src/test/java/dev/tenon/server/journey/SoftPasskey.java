package dev.tenon.server.journey;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;

/// An authenticator and the browser around it, in software, which say whatever a test wants them to
/// say: any origin, challenge, counter or flag.
final class SoftPasskey {
  static final int PRESENT = 0x01;
  static final int VERIFIED = 0x04;
  private static final int NEW_KEY = 0x40;

  private final KeyPair keys;
  private final byte[] id = new byte[32];
  private final String origin;
  private final String site;
  private int flags = PRESENT | VERIFIED;
  private int counter;

  SoftPasskey(String origin, String site) {
    this.origin = origin;
    this.site = site;
    new SecureRandom().nextBytes(id);
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      this.keys = generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private SoftPasskey(SoftPasskey other, String origin, String site) {
    this.keys = other.keys;
    this.origin = origin;
    this.site = site;
    this.flags = other.flags;
    this.counter = other.counter;
    System.arraycopy(other.id, 0, id, 0, id.length);
  }

  /// The same key in a browser at another origin, for another site.
  SoftPasskey at(String otherOrigin, String otherSite) {
    return new SoftPasskey(this, otherOrigin, otherSite);
  }

  SoftPasskey flags(int wanted) {
    this.flags = wanted;
    return this;
  }

  SoftPasskey counter(int wanted) {
    this.counter = wanted;
    return this;
  }

  /// What a browser answers when it has made the key.
  String made(String challenge) {
    byte[] client = client("webauthn.create", challenge);
    byte[] data = bytes(authenticator(NEW_KEY), new byte[16], length(id), id, publicKey());
    byte[] object =
        bytes(
            new byte[] {(byte) 0xa3},
            text("fmt"),
            text("none"),
            text("attStmt"),
            new byte[] {(byte) 0xa0},
            text("authData"),
            new byte[] {0x58, (byte) data.length},
            data);
    return json("\"attestationObject\":\"%s\"".formatted(base64(object)), client);
  }

  /// What a browser answers when the key was used.
  String used(String challenge, String member) {
    byte[] client = client("webauthn.get", challenge);
    byte[] data = authenticator(0);
    return json(
        "\"authenticatorData\":\"%s\",\"signature\":\"%s\",\"userHandle\":\"%s\""
            .formatted(
                base64(data),
                base64(signature(bytes(data, sha256(client)))),
                base64(member.getBytes(StandardCharsets.UTF_8))),
        client);
  }

  private byte[] authenticator(int more) {
    return bytes(
        sha256(site.getBytes(StandardCharsets.UTF_8)),
        new byte[] {(byte) (flags | more)},
        ByteBuffer.allocate(4).putInt(counter).array());
  }

  private byte[] client(String type, String challenge) {
    return "{\"type\":\"%s\",\"challenge\":\"%s\",\"origin\":\"%s\",\"crossOrigin\":false}"
        .formatted(type, challenge, origin)
        .getBytes(StandardCharsets.UTF_8);
  }

  private String json(String response, byte[] client) {
    return """
        {"id":"%1$s","rawId":"%1$s","type":"public-key","clientExtensionResults":{},
         "response":{"clientDataJSON":"%2$s",%3$s}}
        """
        .formatted(base64(id), base64(client), response);
  }

  /// COSE: {1: 2, 3: -7, -1: 1, -2: x, -3: y} (RFC 9053 §7.1.1).
  private byte[] publicKey() {
    ECPublicKey key = (ECPublicKey) keys.getPublic();
    return bytes(
        new byte[] {(byte) 0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20},
        whole(key.getW().getAffineX()),
        new byte[] {0x22, 0x58, 0x20},
        whole(key.getW().getAffineY()));
  }

  private static byte[] whole(BigInteger number) {
    byte[] digits = number.toByteArray();
    byte[] whole = new byte[32];
    int length = Math.min(digits.length, 32);
    System.arraycopy(digits, digits.length - length, whole, 32 - length, length);
    return whole;
  }

  private byte[] signature(byte[] over) {
    try {
      Signature signature = Signature.getInstance("SHA256withECDSA");
      signature.initSign(keys.getPrivate());
      signature.update(over);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] sha256(byte[] over) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(over);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] text(String text) {
    return bytes(
        new byte[] {(byte) (0x60 + text.length())}, text.getBytes(StandardCharsets.US_ASCII));
  }

  private static byte[] length(byte[] of) {
    return ByteBuffer.allocate(2).putShort((short) of.length).array();
  }

  private static byte[] bytes(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
