package dev.tenon.audit;

import dev.tenon.secret.Fingerprint;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/// How the entries of an audit log hang together: each hash covers the entry and the hash before
/// it, so nothing can be altered, removed or put between without breaking all that follows.
///
/// What is hashed, so that anybody can check an exported log: the fields below in this order, each
/// as its length in UTF-8 bytes (four bytes, big-endian) and those bytes. Numbers are decimal.
///
///     tenon-audit-1
///     workspace, number, time in milliseconds since 1970, actor, actor's key, action, target
///     how many details there are, then name and value of each, sorted by name
///     hash of the entry before, in hex
///
/// Where the oldest entries were pruned, the newest `audit.pruned` has in `last_number` and `last_hash` what the first
/// kept entry stands behind.
///
/// The actor is its label without the key (`admin`, `member:mem_1`, `app:demo`, `user:ada`, `hub`); the key is
/// empty where there is none.
public final class AuditChain {
  /// What stands before the first entry.
  public static final Fingerprint START = new Fingerprint("0".repeat(64));

  /// What the hub writes when it has removed the oldest entries.
  public static final String PRUNED = "audit.pruned";

  private static final String LAST_NUMBER = "last_number";
  private static final String LAST_HASH = "last_hash";

  private static final String FORMAT = "tenon-audit-1";

  private AuditChain() {}

  /// The entry of `event` at `number`, after the entry whose hash is `previous`.
  public static AuditEntry entry(long number, AuditEvent event, Fingerprint previous) {
    return new AuditEntry(number, event, previous, hash(number, event, previous));
  }

  /// Whether `entry` is whole and stands at `number` after the entry whose hash is `previous`.
  public static boolean fits(AuditEntry entry, long number, Fingerprint previous) {
    return entry.number() == number
        && entry.previous().equals(previous)
        && entry.hash().equals(hash(number, entry.event(), previous));
  }

  /// The event that tells that all entries up to `last` were removed.
  ///
  /// @param removed how many there were since the time before
  public static AuditEvent pruned(AuditEntry last, long removed, Instant at) {
    return new AuditEvent(
        last.event().workspace(),
        at,
        new Actor.Hub(),
        PRUNED,
        last.event().workspace().value(),
        Map.of(
            "removed",
            Long.toString(removed),
            "up_to",
            last.event().at().toString(),
            LAST_NUMBER,
            Long.toString(last.number()),
            LAST_HASH,
            last.hash().hex()));
  }

  /// Whether `event` tells that the entries up to `number`, whose hash was `hash`, were removed.
  public static boolean tells(AuditEvent event, long number, Fingerprint hash) {
    return event.action().equals(PRUNED)
        && Long.toString(number).equals(event.details().get(LAST_NUMBER))
        && hash.hex().equals(event.details().get(LAST_HASH));
  }

  private static Fingerprint hash(long number, AuditEvent event, Fingerprint previous) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      write(out, FORMAT);
      write(out, event.workspace().value());
      write(out, Long.toString(number));
      write(out, Long.toString(event.at().toEpochMilli()));
      write(out, actor(event.actor()));
      write(out, key(event.actor()));
      write(out, event.action());
      write(out, event.target());
      write(out, Integer.toString(event.details().size()));
      for (Map.Entry<String, String> detail : new TreeMap<>(event.details()).entrySet()) {
        write(out, detail.getKey());
        write(out, detail.getValue());
      }
      write(out, previous.hex());
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
    return new Fingerprint(HexFormat.of().formatHex(sha256(bytes.toByteArray())));
  }

  private static String actor(Actor actor) {
    return actor instanceof Actor.Admin ? "admin" : actor.label();
  }

  private static String key(Actor actor) {
    return switch (actor) {
      case Actor.Admin admin -> admin.key().value();
      case Actor.App app -> app.key().value();
      case Actor.Member _, Actor.User _, Actor.Hub _ -> "";
    };
  }

  private static void write(DataOutputStream out, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
