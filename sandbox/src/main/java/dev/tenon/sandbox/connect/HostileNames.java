package dev.tenon.sandbox.connect;

import java.util.List;

/// Names that do harm where they are believed: on a disk, in a table, on a screen.
final class HostileNames {
  private static final List<String> ALL =
      List.of(
          "../../../../etc/passwd",
          "..\\..\\windows\\system32\\drivers.txt",
          "..",
          "/etc/shadow",
          "before\u0000after.pdf",
          "x".repeat(4_000) + ".pdf",
          "=cmd|' /C calc'!A0",
          "@SUM(1+1)*cmd|' /C calc'!A0",
          "invoice\u202Efdp.exe",
          "CON",
          "aux.txt",
          "trailing. . .",
          "two\r\nlines.txt",
          "a/b\\c:d*e?f\"g<h>i|j.txt",
          "same.txt",
          "SAME.txt",
          "same.txt.part",
          " ",
          "\u001B[2J\u001B]0;owned\u0007.log",
          "e\u0301.txt",
          "\u00E9.txt",
          "manifest.json");

  private HostileNames() {}

  /// One for each number, all of them in turn.
  static String of(int number) {
    return ALL.get(number % ALL.size());
  }
}
