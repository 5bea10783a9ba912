package dev.tenon.member;

import dev.tenon.secret.Fingerprint;
import dev.tenon.secret.Secret;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.random.RandomGenerator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Makes the tickets that browsers bring back. Each is for one purpose and one browser, ends after
/// a while, and is recognised by its MAC, so that nothing has to be stored when somebody who is not
/// signed in asks for one: asking a million times fills no table. What has been used is stored as
/// [Spent], until it would have ended. Safe for use by any thread; nodes with the same key know
/// each other's.
///
/// A ticket is 17 bytes of chance, 8 of its end in seconds, and 32 of HMAC-SHA256 over purpose,
/// browser, both of these, and what it is about.
public final class Tickets {
  /// How long a ticket can be used: time to find a phone, or a second factor at a provider.
  public static final Duration LIFE = Duration.ofMinutes(15);

  private static final String ALGORITHM = "HmacSHA256";
  private static final int CHANCE = 17;
  private static final int HEAD = CHANCE + Long.BYTES;

  private final byte[] key;
  private final Clock clock;
  private final RandomGenerator random;

  /// Makes tickets that only the holder of `key` makes.
  ///
  /// @param key 32 bytes of chance, the same on all nodes
  /// @param random unpredictable
  public Tickets(byte[] key, Clock clock, RandomGenerator random) {
    this.key = key.clone();
    this.clock = clock;
    this.random = random;
  }

  /// A new ticket.
  ///
  /// @param purpose what it is for; holds no line break
  /// @param browser the key of the cookie that the browser has
  /// @param about what the browser must bring back unchanged with it; may be empty
  public Ticket make(String purpose, Fingerprint browser, String about) {
    byte[] chance = new byte[CHANCE];
    random.nextBytes(chance);
    byte[] head =
        ByteBuffer.allocate(HEAD)
            .put(chance)
            .putLong(clock.instant().plus(LIFE).getEpochSecond())
            .array();
    return Ticket.of(
        ByteBuffer.allocate(Ticket.BYTES)
            .put(head)
            .put(mac(purpose, browser, about, head))
            .array());
  }

  /// Whether `ticket` was made by [#make] with these words, and has not ended.
  public boolean isOurs(Ticket ticket, String purpose, Fingerprint browser, String about) {
    byte[] bytes = ticket.bytes();
    byte[] head = Arrays.copyOf(bytes, HEAD);
    byte[] mac = Arrays.copyOfRange(bytes, HEAD, Ticket.BYTES);
    return MessageDigest.isEqual(mac, mac(purpose, browser, about, head))
        && clock.instant().isBefore(end(ticket));
  }

  /// What is stored when `ticket`, which is ours, has been used.
  public Spent spent(Ticket ticket) {
    return new Spent(ticket.fingerprint(), end(ticket));
  }

  /// A secret that goes with `ticket` and that nobody but the hub can tell: 43 characters of
  /// base64url.
  ///
  /// @param name what it is for; another name gives another secret
  public Secret secret(Ticket ticket, String name) {
    byte[] mac = mac((name + "\n" + ticket.value()).getBytes(StandardCharsets.UTF_8));
    return Secret.of(Base64.getUrlEncoder().withoutPadding().encodeToString(mac));
  }

  private static Instant end(Ticket ticket) {
    return Instant.ofEpochSecond(ByteBuffer.wrap(ticket.bytes()).getLong(CHANCE));
  }

  private byte[] mac(String purpose, Fingerprint browser, String about, byte[] head) {
    String encoded = Base64.getUrlEncoder().encodeToString(head);
    return mac(
        String.join("\n", "ticket", purpose, browser.hex(), encoded, about)
            .getBytes(StandardCharsets.UTF_8));
  }

  private byte[] mac(byte[] bytes) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      return mac.doFinal(bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, e);
    }
  }

  /// A ticket that has been used.
  ///
  /// @param until when it would have ended by itself; until then it is remembered
  public record Spent(Fingerprint ticket, Instant until) {}
}
