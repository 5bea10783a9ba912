package dev.tenon.server.http;

import dev.tenon.access.WorkspaceId;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Reads and makes the cursors of lists: `limit` 1 to 200 (50 unless said), `cursor` as it came in
/// `next_cursor`. A cursor is bound to workspace and list by a MAC, so one that was altered, made
/// up or taken elsewhere is refused. It holds where the page before ended, which is no secret. Safe
/// for use by any thread.
public final class Cursors {
  private static final int USUAL = 50;
  private static final int MOST = 200;
  private static final int MAC_BYTES = 16;
  private static final String ALGORITHM = "HmacSHA256";

  private final byte[] key;

  /// Makes cursors that only the holder of `key` makes: 32 bytes of chance, the same on all nodes.
  public Cursors(byte[] key) {
    this.key = key.clone();
  }

  /// Which page is asked for.
  ///
  /// @param after where the page before ended; empty for the first
  public record Page(Optional<String> after, int limit) {}

  /// The page of `list` that `request` asks for.
  ///
  /// @throws ProblemException with status 400 when limit or cursor are not valid
  public Page read(Request request, WorkspaceId workspace, String list) {
    return new Page(
        single(request, "cursor").map(cursor -> open(cursor, workspace, list)),
        single(request, "limit").map(Cursors::limit).orElse(USUAL));
  }

  /// The cursor for the page of `list` after `position`.
  public String make(WorkspaceId workspace, String list, String position) {
    byte[] text = position.getBytes(StandardCharsets.UTF_8);
    byte[] mac = mac(workspace, list, text);
    byte[] whole = new byte[MAC_BYTES + text.length];
    System.arraycopy(mac, 0, whole, 0, MAC_BYTES);
    System.arraycopy(text, 0, whole, MAC_BYTES, text.length);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(whole);
  }

  private String open(String cursor, WorkspaceId workspace, String list) {
    byte[] whole = decode(cursor);
    if (whole.length > MAC_BYTES) {
      byte[] text = new byte[whole.length - MAC_BYTES];
      System.arraycopy(whole, MAC_BYTES, text, 0, text.length);
      byte[] mac = new byte[MAC_BYTES];
      System.arraycopy(whole, 0, mac, 0, MAC_BYTES);
      byte[] expected = new byte[MAC_BYTES];
      System.arraycopy(mac(workspace, list, text), 0, expected, 0, MAC_BYTES);
      if (MessageDigest.isEqual(mac, expected)) {
        return new String(text, StandardCharsets.UTF_8);
      }
    }
    throw invalid("The cursor is not one that this list gave: begin again without it.");
  }

  private static byte[] decode(String cursor) {
    try {
      return Base64.getUrlDecoder().decode(cursor);
    } catch (IllegalArgumentException e) {
      return new byte[0];
    }
  }

  private byte[] mac(WorkspaceId workspace, String list, byte[] text) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      mac.update((workspace.value() + '\n' + list + '\n').getBytes(StandardCharsets.UTF_8));
      return mac.doFinal(text);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, e);
    }
  }

  private static int limit(String text) {
    if (text.matches("[0-9]{1,3}")) {
      int limit = Integer.parseInt(text);
      if (limit >= 1 && limit <= MOST) {
        return limit;
      }
    }
    throw invalid("'limit' must be a whole number from 1 to " + MOST + ".");
  }

  private static Optional<String> single(Request request, String name) {
    List<String> values = request.queryParameters(name);
    if (values.size() > 1) {
      throw invalid("'" + name + "' comes twice.");
    }
    return values.stream().findFirst();
  }

  private static ProblemException invalid(String detail) {
    return new ProblemException(
        Problem.of(400, "invalid_request", "The request is not valid", detail));
  }
}
