package dev.tenon.server.outbound.token;

import dev.tenon.secret.Secret;
import dev.tenon.server.outbound.FormText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Makes what a provider says fit to be shown: one line of printable characters, at most 300, in
/// which nothing of our secrets is left, not even a piece of twelve characters. Providers do quote
/// what they were sent.
final class Scrubber {
  private static final int LONGEST = 300;
  private static final int READ = 4 * LONGEST;
  private static final int PIECE = 12;
  private static final int SHORTEST = 4;

  private final List<String> secrets = new ArrayList<>();

  /// Knows `secret` from now on, also as it looks in a form.
  void know(Secret secret) {
    secrets.add(secret.reveal());
    String encoded = FormText.encode(secret.reveal());
    if (!encoded.equals(secret.reveal())) {
      secrets.add(encoded);
    }
  }

  /// `text`, cleaned.
  String clean(String text) {
    String printable =
        text.substring(0, Math.min(text.length(), READ))
            .replaceAll("[\\p{Cc}\\p{Cf}\\p{Co}\\p{Cs}\\p{Zl}\\p{Zp}\\s]+", " ")
            .strip();
    String scrubbed = printable;
    for (String secret : secrets) {
      scrubbed = without(scrubbed, secret);
    }
    return scrubbed.length() <= LONGEST ? scrubbed : scrubbed.substring(0, LONGEST - 1) + "…";
  }

  private static String without(String text, String secret) {
    if (secret.length() < SHORTEST) {
      return text;
    }
    int piece = Math.min(PIECE, secret.length());
    boolean[] hidden = new boolean[text.length()];
    for (int i = 0; i + piece <= text.length(); i++) {
      if (secret.contains(text.substring(i, i + piece))) {
        Arrays.fill(hidden, i, i + piece, true);
      }
    }
    StringBuilder left = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      if (!hidden[i]) {
        left.append(text.charAt(i));
      } else if (i == 0 || !hidden[i - 1]) {
        left.append("***");
      }
    }
    return left.toString();
  }
}
