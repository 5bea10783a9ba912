package dev.tenon.client;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/// The name that somebody probably meant. Pure; safe for use by any thread.
public final class Nearest {
  private Nearest() {}

  /// The candidate nearest to `wanted`, or empty when none is near: at most a third of the letters
  /// differ, or one contains the other. Upper and lower case count as the same. Of equals the first
  /// by name.
  public static Optional<String> of(String wanted, Collection<String> candidates) {
    String low = wanted.toLowerCase(Locale.ROOT);
    return candidates.stream()
        .filter(candidate -> isNear(low, candidate.toLowerCase(Locale.ROOT)))
        .min(
            Comparator.comparingInt(
                    (String candidate) -> distance(low, candidate.toLowerCase(Locale.ROOT)))
                .thenComparing(Comparator.naturalOrder()));
  }

  /// ` (did you mean 'x'?)`, or empty text.
  public static String hint(String wanted, Collection<String> candidates) {
    return of(wanted, candidates).map(name -> " (did you mean '" + name + "'?)").orElse("");
  }

  private static boolean isNear(String wanted, String candidate) {
    if (wanted.length() > 200 || wanted.isEmpty() || candidate.isEmpty()) {
      return false;
    }
    int longest = Math.max(wanted.length(), candidate.length());
    boolean contained =
        wanted.length() >= 3
            && candidate.length() >= 3
            && (candidate.contains(wanted) || wanted.contains(candidate));
    return contained || distance(wanted, candidate) <= Math.max(1, longest / 3);
  }

  /// Letters to insert, remove, replace or swap with their neighbour.
  private static int distance(String a, String b) {
    int[][] steps = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          steps[i][j] = i + j;
          continue;
        }
        int replace = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        steps[i][j] =
            Math.min(Math.min(steps[i - 1][j], steps[i][j - 1]) + 1, steps[i - 1][j - 1] + replace);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          steps[i][j] = Math.min(steps[i][j], steps[i - 2][j - 2] + 1);
        }
      }
    }
    return steps[a.length()][b.length()];
  }
}
