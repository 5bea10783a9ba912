package dev.tenon.cli.export;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Set;

/// Names of files as a provider gives them, made fit for any file system: they lead nowhere, hide
/// nothing, and are no device. Pure; safe for use by any thread.
final class SafeName {
  private static final int MOST_BYTES = 180;
  private static final int LONGEST_ENDING = 20;
  private static final Set<String> DEVICES =
      Set.of(
          "con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "com5", "com6", "com7",
          "com8", "com9", "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9");

  private SafeName() {}

  /// `name` as the name of one file.
  static String of(String name) {
    String plain =
        Normalizer.normalize(name, Normalizer.Form.NFC)
            // Control characters, and those that turn the reading direction.
            .replaceAll("[\\p{Cc}\\p{Cf}\\p{Co}\\p{Cs}]", "")
            .replaceAll("[/\\\\:*?\"<>|]", "_")
            .replaceAll("^[\\s.]+|[\\s.]+$", "");
    String fit = shortened(plain);
    if (fit.isEmpty()) {
      return "file";
    }
    String stem = fit.split("\\.", 2)[0].toLowerCase(Locale.ROOT);
    return DEVICES.contains(stem) ? "_" + fit : fit;
  }

  /// Two files of one name are told apart by what identifies them.
  static String with(String name, String id) {
    String mark = "-" + of(id).replaceAll("[^A-Za-z0-9]", "");
    int dot = ending(name);
    return shortened(name.substring(0, dot) + mark) + name.substring(dot);
  }

  private static String shortened(String name) {
    if (bytes(name) <= MOST_BYTES) {
      return name;
    }
    int dot = ending(name);
    String end = name.substring(dot);
    StringBuilder stem = new StringBuilder();
    int left = MOST_BYTES - bytes(end);
    for (int i = 0; i < dot; ) {
      String next = name.substring(i, i + Character.charCount(name.codePointAt(i)));
      left -= bytes(next);
      if (left < 0) {
        break;
      }
      stem.append(next);
      i += next.length();
    }
    return stem + end;
  }

  /// Where the ending begins, such as `.pdf`; the end of the name where there is none.
  private static int ending(String name) {
    int dot = name.lastIndexOf('.');
    return dot > 0 && bytes(name.substring(dot)) <= LONGEST_ENDING ? dot : name.length();
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
