package dev.tenon.workspace;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/// The kinds of pictures that are taken for logos: those that hold pixels and nothing that runs.
public enum LogoType {
  /// Portable Network Graphics.
  PNG("image/png"),
  /// JPEG.
  JPEG("image/jpeg"),
  /// WebP.
  WEBP("image/webp");

  private static final byte[] PNG_MARK = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
  private static final int MARKUP_SEARCHED = 1_024;

  private final String mediaType;

  LogoType(String mediaType) {
    this.mediaType = mediaType;
  }

  /// The media type to serve it with.
  public String mediaType() {
    return mediaType;
  }

  /// The ending of a file's name.
  public String extension() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The kind of picture that these bytes begin as.
  public static Optional<LogoType> of(byte[] bytes) {
    if (startsWith(bytes, 0, PNG_MARK)) {
      return Optional.of(PNG);
    }
    if (bytes.length > 2 && at(bytes, 0) == 0xff && at(bytes, 1) == 0xd8 && at(bytes, 2) == 0xff) {
      return Optional.of(JPEG);
    }
    return isText(bytes, 0, "RIFF") && isText(bytes, 8, "WEBP")
        ? Optional.of(WEBP)
        : Optional.empty();
  }

  /// Whether these bytes look like SVG or HTML.
  static boolean isMarkup(byte[] bytes) {
    String start =
        new String(bytes, 0, Math.min(bytes.length, MARKUP_SEARCHED), StandardCharsets.ISO_8859_1);
    return start.contains("<svg") || start.stripLeading().startsWith("<");
  }

  /// How large the picture says it is; empty where it breaks off before.
  Optional<Size> size(byte[] bytes) {
    return switch (this) {
      case PNG ->
          isText(bytes, 12, "IHDR") && bytes.length >= 24
              ? Optional.of(new Size(big(bytes, 16, 4), big(bytes, 20, 4)))
              : Optional.empty();
      case JPEG -> ofJpeg(bytes);
      case WEBP -> ofWebp(bytes);
    };
  }

  /// Walks the segments up to the frame's header (ITU T.81, B.2.2).
  private static Optional<Size> ofJpeg(byte[] bytes) {
    int at = 2;
    while (at + 9 <= bytes.length && at(bytes, at) == 0xff) {
      int marker = at(bytes, at + 1);
      if (marker == 0xff) {
        at++;
        continue;
      }
      boolean frame =
          marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
      if (frame) {
        return Optional.of(new Size(big(bytes, at + 7, 2), big(bytes, at + 5, 2)));
      }
      int length = big(bytes, at + 2, 2);
      if (length < 2) {
        return Optional.empty();
      }
      at += 2 + length;
    }
    return Optional.empty();
  }

  /// Lossy, lossless and extended (RFC 9649).
  private static Optional<Size> ofWebp(byte[] bytes) {
    if (bytes.length < 30) {
      return Optional.empty();
    }
    if (isText(bytes, 12, "VP8X")) {
      return Optional.of(new Size(1 + little(bytes, 24, 3), 1 + little(bytes, 27, 3)));
    }
    if (isText(bytes, 12, "VP8L")) {
      int packed = little(bytes, 21, 4);
      return Optional.of(new Size(1 + (packed & 0x3fff), 1 + ((packed >>> 14) & 0x3fff)));
    }
    return isText(bytes, 12, "VP8 ")
        ? Optional.of(new Size(little(bytes, 26, 2) & 0x3fff, little(bytes, 28, 2) & 0x3fff))
        : Optional.empty();
  }

  private static int big(byte[] bytes, int from, int count) {
    int value = 0;
    for (int i = 0; i < count && from + i < bytes.length; i++) {
      value = (value << 8) | at(bytes, from + i);
    }
    return value;
  }

  private static int little(byte[] bytes, int from, int count) {
    int value = 0;
    for (int i = count - 1; i >= 0; i--) {
      value = (value << 8) | at(bytes, from + i);
    }
    return value;
  }

  private static int at(byte[] bytes, int index) {
    return bytes[index] & 0xff;
  }

  private static boolean isText(byte[] bytes, int from, String text) {
    return startsWith(bytes, from, text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static boolean startsWith(byte[] bytes, int from, byte[] wanted) {
    if (bytes.length < from + wanted.length) {
      return false;
    }
    for (int i = 0; i < wanted.length; i++) {
      if (bytes[from + i] != wanted[i]) {
        return false;
      }
    }
    return true;
  }

  /// In pixels.
  record Size(int width, int height) {}
}
