package dev.tenon.server.outbound.api;

import dev.tenon.oauth.AccessToken;
import dev.tenon.server.outbound.FormText;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Blots one token out of whatever a provider sends back, with as many asterisks as it has bytes,
/// so that lengths and ranges stay true. Immutable; safe for use by any thread.
final class Blotter {
  /// What is shorter could stand anywhere by accident.
  private static final int SHORTEST = 8;

  private final List<Needle> needles;

  private Blotter(List<Needle> needles) {
    this.needles = List.copyOf(needles);
  }

  /// Knows `token`, as it is and as it looks in a form or query.
  static Blotter of(AccessToken token) {
    String text = token.secret().reveal();
    List<Needle> needles = new ArrayList<>();
    if (text.length() >= SHORTEST) {
      needles.add(new Needle(text));
      String encoded = FormText.encode(text);
      if (!encoded.equals(text)) {
        needles.add(new Needle(encoded));
      }
    }
    return new Blotter(needles);
  }

  /// `text` without it.
  String clean(String text) {
    if (needles.isEmpty() || text.length() < needles.getFirst().length()) {
      return text;
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    blot(bytes, 0, bytes.length);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /// `body` without it.
  InputStream clean(InputStream body, int bufferBytes) {
    return needles.isEmpty() ? body : new BlottedStream(body, this, bufferBytes);
  }

  void blot(byte[] bytes, int from, int end) {
    for (Needle needle : needles) {
      needle.blot(bytes, from, end);
    }
  }

  /// How many of the last bytes must wait for those that follow.
  int held(byte[] bytes, int from, int end) {
    int held = 0;
    for (Needle needle : needles) {
      held = Math.max(held, needle.begunBefore(bytes, from, end));
    }
    return held;
  }

  /// Says nothing of the token.
  @Override
  public String toString() {
    return "Blotter(***)";
  }
}
