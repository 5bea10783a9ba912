package dev.tenon.server.outbound.api;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Something that is looked for among bytes, by Horspool's method: the longer it is, the fewer of
/// them are looked at. Immutable; safe for use by any thread.
final class Needle {
  private final byte[] wanted;
  private final int[] skips = new int[256];

  Needle(String text) {
    this.wanted = text.getBytes(StandardCharsets.UTF_8);
    Arrays.fill(skips, wanted.length);
    for (int i = 0; i < wanted.length - 1; i++) {
      skips[wanted[i] & 0xff] = wanted.length - 1 - i;
    }
  }

  /// Overwrites it with asterisks wherever it stands between `from` and `end`.
  void blot(byte[] bytes, int from, int end) {
    int last = wanted.length - 1;
    int at = from;
    while (at + last < end) {
      if (Arrays.equals(wanted, 0, wanted.length, bytes, at, at + wanted.length)) {
        Arrays.fill(bytes, at, at + wanted.length, (byte) '*');
        at += wanted.length;
      } else {
        at += skips[bytes[at + last] & 0xff];
      }
    }
  }

  /// How many of the last bytes before `end` may be its beginning.
  int begunBefore(byte[] bytes, int from, int end) {
    for (int at = Math.max(from, end - wanted.length + 1); at < end; at++) {
      if (bytes[at] == wanted[0] && Arrays.equals(wanted, 0, end - at, bytes, at, end)) {
        return end - at;
      }
    }
    return 0;
  }

  /// How many bytes it has.
  int length() {
    return wanted.length;
  }
}
