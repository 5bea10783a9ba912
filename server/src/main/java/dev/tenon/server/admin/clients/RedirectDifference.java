package dev.tenon.server.admin.clients;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;

/// How a redirect URI that was registered at a provider differs from the one that the hub sends.
/// Providers compare letter by letter (RFC 9700 §4.1.3), so each difference is shown where it is
/// and named. Pure.
///
/// @param same whether one of the pasted addresses is the same, letter by letter
/// @param findings what differs, in words; empty where nothing does
/// @param wanted what the hub sends, in pieces
/// @param pasted the nearest of what was registered, in pieces
record RedirectDifference(
    boolean same, List<String> findings, List<Piece> wanted, List<Piece> pasted) {
  private static final int LONGEST = 1000;

  /// A part of an address.
  ///
  /// @param text as it can be seen: what is invisible is written out
  /// @param differs whether the other address lacks it
  record Piece(String text, boolean differs) {}

  /// Compares.
  ///
  /// @param wanted what the hub sends
  /// @param registered what was pasted: an address, or several, one a line
  static RedirectDifference of(String wanted, String registered) {
    List<String> lines =
        registered
            .lines()
            .filter(line -> !line.isBlank())
            .map(line -> line.length() > LONGEST ? line.substring(0, LONGEST) : line)
            .limit(20)
            .toList();
    if (lines.contains(wanted)) {
      return new RedirectDifference(
          true, List.of(), List.of(new Piece(wanted, false)), List.of(new Piece(wanted, false)));
    }
    return lines.stream()
        .map(line -> compared(wanted, line))
        .min(Comparator.comparingInt(RedirectDifference::size))
        .orElseGet(() -> compared(wanted, ""));
  }

  private static RedirectDifference compared(String wanted, String line) {
    int[] left = wanted.codePoints().toArray();
    int[] right = line.codePoints().toArray();
    BitSet leftAlone = new BitSet();
    BitSet rightAlone = new BitSet();
    compare(left, right, leftAlone, rightAlone);
    return new RedirectDifference(
        false,
        RedirectFindings.of(wanted, line),
        pieces(left, leftAlone),
        pieces(right, rightAlone));
  }

  private int size() {
    return wanted.stream().filter(Piece::differs).mapToInt(it -> it.text().length()).sum()
        + pasted.stream().filter(Piece::differs).mapToInt(it -> it.text().length()).sum();
  }

  /// Marks what is not of the longest common subsequence.
  private static void compare(int[] left, int[] right, BitSet leftAlone, BitSet rightAlone) {
    int[][] common = new int[left.length + 1][right.length + 1];
    for (int i = left.length - 1; i >= 0; i--) {
      for (int j = right.length - 1; j >= 0; j--) {
        common[i][j] =
            left[i] == right[j]
                ? common[i + 1][j + 1] + 1
                : Math.max(common[i + 1][j], common[i][j + 1]);
      }
    }
    int i = 0;
    int j = 0;
    while (i < left.length || j < right.length) {
      if (i < left.length && j < right.length && left[i] == right[j]) {
        i++;
        j++;
      } else if (j == right.length || (i < left.length && common[i + 1][j] >= common[i][j + 1])) {
        leftAlone.set(i++);
      } else {
        rightAlone.set(j++);
      }
    }
  }

  private static List<Piece> pieces(int[] points, BitSet alone) {
    List<Piece> pieces = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < points.length; i++) {
      if (i > 0 && alone.get(i) != alone.get(i - 1)) {
        pieces.add(new Piece(text.toString(), alone.get(i - 1)));
        text.setLength(0);
      }
      text.append(RedirectFindings.shown(points[i]));
    }
    if (!text.isEmpty()) {
      pieces.add(new Piece(text.toString(), alone.get(points.length - 1)));
    }
    return List.copyOf(pieces);
  }
}
