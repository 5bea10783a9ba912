package dev.tenon.cli.command;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/// The name that somebody probably meant. Pure.
final class NearestName {
  private NearestName() {}

  /// The nearest of `names`: at most a third of the letters differ, whatever their case.
  static Optional<String> of(String wanted, Collection<String> names) {
    return names.stream()
        .filter(name -> distance(wanted, name) <= Math.max(wanted.length(), name.length()) / 3)
        .min(Comparator.comparingInt((String name) -> distance(wanted, name)));
  }

  /// Letters to insert, remove or replace.
  private static int distance(String from, String to) {
    String a = from.toLowerCase(Locale.ROOT);
    String b = to.toLowerCase(Locale.ROOT);
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
