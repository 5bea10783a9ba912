package dev.tenon.server.journal;

import dev.tenon.access.WorkspaceId;
import dev.tenon.connection.ConnectionId;
import dev.tenon.connection.GrantPlan;
import dev.tenon.connection.GrantTokens;
import dev.tenon.oauth.Scope;
import dev.tenon.secret.Sealed;
import dev.tenon.token.JournalEntry;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/// Entries as bytes: a version, then the parts in the order of their declaration; texts and bytes
/// with their length before them, what may be missing with a flag before it.
final class EntryCodec {
  private static final int VERSION = 1;

  private EntryCodec() {}

  static byte[] encode(JournalEntry entry) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(VERSION);
      text(out, entry.workspace().value());
      text(out, entry.connection().value());
      out.writeLong(entry.version());
      text(out, entry.attempt());
      tokens(out, entry.tokens());
      instant(out, entry.plan().nextRefreshAt());
      instant(out, entry.plan().endsAt());
    } catch (IOException e) {
      throw new IllegalStateException("memory does not fail", e);
    }
    return bytes.toByteArray();
  }

  /// The entry that `bytes` are.
  ///
  /// @throws IOException when they are none, or one of a later version of the hub
  static JournalEntry decode(byte[] bytes) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
    int version = in.readUnsignedByte();
    if (version != VERSION) {
      throw new IOException("written by a later version (" + version + ")");
    }
    try {
      return new JournalEntry(
          new WorkspaceId(text(in)),
          new ConnectionId(text(in)),
          in.readLong(),
          text(in),
          tokens(in),
          new GrantPlan(instant(in), instant(in)));
    } catch (IllegalArgumentException e) {
      throw new IOException("not an entry", e);
    }
  }

  private static void tokens(DataOutputStream out, GrantTokens tokens) throws IOException {
    bytes(out, tokens.accessToken().ciphertext());
    text(out, tokens.tokenType());
    out.writeInt(tokens.scope().tokens().size());
    for (String token : tokens.scope().tokens()) {
      text(out, token);
    }
    instant(out, tokens.expiresAt());
    instant(out, Optional.of(tokens.requestedAt()));
    sealed(out, tokens.refreshToken());
    sealed(out, tokens.refreshVerifier());
    instant(out, tokens.refreshIssuedAt());
    instant(out, tokens.refreshExpiresAt());
  }

  private static GrantTokens tokens(DataInputStream in) throws IOException {
    return new GrantTokens(
        new Sealed(bytes(in)),
        text(in),
        scope(in),
        instant(in),
        instant(in).orElseThrow(() -> new IOException("without a time of receipt")),
        sealed(in),
        sealed(in),
        instant(in),
        instant(in));
  }

  private static Scope scope(DataInputStream in) throws IOException {
    Set<String> tokens = new LinkedHashSet<>();
    for (int left = in.readInt(); left > 0; left--) {
      tokens.add(text(in));
    }
    return new Scope(tokens);
  }

  private static void sealed(DataOutputStream out, Optional<Sealed> sealed) throws IOException {
    out.writeBoolean(sealed.isPresent());
    if (sealed.isPresent()) {
      bytes(out, sealed.get().ciphertext());
    }
  }

  private static Optional<Sealed> sealed(DataInputStream in) throws IOException {
    return in.readBoolean() ? Optional.of(new Sealed(bytes(in))) : Optional.empty();
  }

  private static void instant(DataOutputStream out, Optional<Instant> instant) throws IOException {
    out.writeBoolean(instant.isPresent());
    if (instant.isPresent()) {
      Instant it = instant.get();
      out.writeLong(it.getEpochSecond());
      out.writeInt(it.getNano());
    }
  }

  private static Optional<Instant> instant(DataInputStream in) throws IOException {
    return in.readBoolean()
        ? Optional.of(Instant.ofEpochSecond(in.readLong(), in.readInt()))
        : Optional.empty();
  }

  private static void text(DataOutputStream out, String text) throws IOException {
    bytes(out, text.getBytes(StandardCharsets.UTF_8));
  }

  private static String text(DataInputStream in) throws IOException {
    return new String(bytes(in), StandardCharsets.UTF_8);
  }

  private static void bytes(DataOutputStream out, byte[] bytes) throws IOException {
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static byte[] bytes(DataInputStream in) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > in.available()) {
      throw new IOException("a part is longer than the whole");
    }
    return in.readNBytes(length);
  }
}
