package dev.tenon.server.admin.data;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// What a file may be shown as. Nothing that could run is: no HTML, no SVG, no PDF.
enum FileKind {
  PICTURE,
  TEXT,
  OTHER;

  private static final Set<String> PICTURES = Set.of("png", "jpg", "jpeg", "gif", "webp");
  private static final Set<String> TEXTS =
      Set.of(
          "txt", "md", "csv", "tsv", "json", "geojson", "ndjson", "xml", "yaml", "yml", "log",
          "ini", "bcfv", "ifc", "gml", "kml", "html", "htm", "svg", "css", "js", "py", "toml");

  /// By the end of its name: what to offer. What is in it decides what is shown.
  static FileKind of(String name) {
    String end = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    // Snapshots have no name but their id.
    boolean hasNoEnd = name.indexOf('.') < 0;
    return hasNoEnd || PICTURES.contains(end) ? PICTURE : TEXTS.contains(end) ? TEXT : OTHER;
  }

  /// The type of a picture by its first bytes, whatever it is called and whatever its provider
  /// says; empty where it is none.
  static Optional<String> picture(byte[] head) {
    if (begins(head, 0, 0x89, 'P', 'N', 'G', 0x0d, 0x0a, 0x1a, 0x0a)) {
      return Optional.of("image/png");
    }
    if (begins(head, 0, 0xff, 0xd8, 0xff)) {
      return Optional.of("image/jpeg");
    }
    if (begins(head, 0, 'G', 'I', 'F', '8')) {
      return Optional.of("image/gif");
    }
    return begins(head, 0, 'R', 'I', 'F', 'F') && begins(head, 8, 'W', 'E', 'B', 'P')
        ? Optional.of("image/webp")
        : Optional.empty();
  }

  private static boolean begins(byte[] head, int at, int... bytes) {
    if (head.length < at + bytes.length) {
      return false;
    }
    for (int i = 0; i < bytes.length; i++) {
      if ((head[at + i] & 0xff) != bytes[i]) {
        return false;
      }
    }
    return true;
  }
}
