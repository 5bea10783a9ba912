package dev.tenon.server.vault;

import dev.tenon.access.Passphrase;
import dev.tenon.member.HashedPassphrase;
import dev.tenon.member.Passphrases;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.concurrent.Semaphore;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/// Passphrases hashed by Argon2id (RFC 9106) with 64 MiB, three passes and one lane: its second
/// recommended option with fewer lanes, because each lane would be another thread. Two are hashed
/// at once, so that guessing costs memory for two. Older hashes are checked with the parameters
/// that they were made with.
public final class Argon2Passphrases implements Passphrases {
  private static final Cost STANDARD = new Cost(64 * 1024, 3, 1);
  private static final int SALT_BYTES = 16;
  private static final int HASH_BYTES = 32;
  private static final int AT_ONCE = 2;
  private static final Pattern ENCODED =
      Pattern.compile(
          "\\$argon2id\\$v=19\\$m=([0-9]{1,7}),t=([0-9]{1,2}),p=([0-9]{1,2})"
              + "\\$([A-Za-z0-9+/]+)\\$([A-Za-z0-9+/]+)");

  private final SecureRandom random;
  private final Semaphore places = new Semaphore(AT_ONCE);

  /// Makes salts of `random`.
  public Argon2Passphrases(SecureRandom random) {
    this.random = random;
  }

  @Override
  public HashedPassphrase hash(Passphrase passphrase) {
    byte[] salt = new byte[SALT_BYTES];
    random.nextBytes(salt);
    byte[] hash = hash(passphrase, STANDARD, salt, HASH_BYTES);
    Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
    return new HashedPassphrase(
        "$argon2id$v=19$m=%d,t=%d,p=%d$%s$%s"
            .formatted(
                STANDARD.kibibytes(),
                STANDARD.passes(),
                STANDARD.lanes(),
                base64.encodeToString(salt),
                base64.encodeToString(hash)));
  }

  @Override
  public boolean matches(Passphrase passphrase, HashedPassphrase hash) {
    Matcher matcher = ENCODED.matcher(hash.encoded());
    if (!matcher.matches()) {
      throw new IllegalStateException("a passphrase is stored in another way: indicates a bug");
    }
    Cost cost =
        new Cost(
            Integer.parseInt(matcher.group(1)),
            Integer.parseInt(matcher.group(2)),
            Integer.parseInt(matcher.group(3)));
    byte[] expected = Base64.getDecoder().decode(matcher.group(5));
    byte[] salt = Base64.getDecoder().decode(matcher.group(4));
    return MessageDigest.isEqual(expected, hash(passphrase, cost, salt, expected.length));
  }

  @Override
  public void matchesNothing(Passphrase passphrase) {
    hash(passphrase, STANDARD, new byte[SALT_BYTES], HASH_BYTES);
  }

  private byte[] hash(Passphrase passphrase, Cost cost, byte[] salt, int length) {
    Argon2BytesGenerator generator = new Argon2BytesGenerator();
    generator.init(
        new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
            .withVersion(Argon2Parameters.ARGON2_VERSION_13)
            .withMemoryAsKB(cost.kibibytes())
            .withIterations(cost.passes())
            .withParallelism(cost.lanes())
            .withSalt(salt)
            .build());
    byte[] hash = new byte[length];
    places.acquireUninterruptibly();
    try {
      generator.generateBytes(passphrase.bytes(), hash);
    } finally {
      places.release();
    }
    return hash;
  }

  private record Cost(int kibibytes, int passes, int lanes) {}
}
