package dev.tenon.workspace;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/// A picture that stands for a workspace. Its bytes are as they were sent, and what they are is
/// read off the bytes, never believed.
public final class Logo {
  /// How large it may be: a page with it is to be there with less than 100 kB.
  public static final int LARGEST_BYTES = 64 * 1024;

  /// How wide and how high it may be.
  public static final int MOST_PIXELS = 2_000;

  private static final String DATA = "data:";
  private static final String BASE64 = ";base64,";

  private final byte[] bytes;
  private final LogoType type;
  private final int width;
  private final int height;

  private Logo(byte[] bytes, LogoType type, int width, int height) {
    this.bytes = bytes;
    this.type = type;
    this.width = width;
    this.height = height;
  }

  /// The logo of these bytes.
  ///
  /// @throws IllegalArgumentException with a message for whoever sent them, when they are no
  ///   picture that may be shown
  public static Logo of(byte[] bytes) {
    if (bytes.length > LARGEST_BYTES) {
      throw new IllegalArgumentException(
          "the picture has %d kB; at most %d kB are taken"
              .formatted((bytes.length + 1023) / 1024, LARGEST_BYTES / 1024));
    }
    LogoType type =
        LogoType.of(bytes)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        LogoType.isMarkup(bytes)
                            ? "SVG is not taken, because it can carry scripts; export it as PNG,"
                                + " JPEG or WebP"
                            : "a PNG, JPEG or WebP picture is needed"));
    LogoType.Size size =
        type.size(bytes)
            .orElseThrow(() -> new IllegalArgumentException("the picture is not whole"));
    if (size.width() < 1
        || size.height() < 1
        || size.width() > MOST_PIXELS
        || size.height() > MOST_PIXELS) {
      throw new IllegalArgumentException(
          "the picture has %d × %d pixels; at most %d × %d are taken"
              .formatted(size.width(), size.height(), MOST_PIXELS, MOST_PIXELS));
    }
    return new Logo(bytes.clone(), type, size.width(), size.height());
  }

  /// The logo that a `data:` address with base64 holds. What it says of its type is not believed.
  ///
  /// @throws IllegalArgumentException as [#of(byte[])]
  public static Logo parse(String dataUrl) {
    int at = dataUrl.indexOf(BASE64);
    if (!dataUrl.startsWith(DATA) || at < 0) {
      throw new IllegalArgumentException(
          "an address such as data:image/png;base64,… is needed, with the picture in it");
    }
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(dataUrl.substring(at + BASE64.length()));
    } catch (IllegalArgumentException _) {
      throw new IllegalArgumentException("what follows base64, is not base64");
    }
    return of(bytes);
  }

  /// A copy of the bytes.
  public byte[] bytes() {
    return bytes.clone();
  }

  /// What kind of picture it is.
  public LogoType type() {
    return type;
  }

  /// In pixels.
  public int width() {
    return width;
  }

  /// In pixels.
  public int height() {
    return height;
  }

  /// The SHA-256 of the bytes, in hexadecimal.
  public String sha256() {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /// The picture as an address that holds it.
  public String dataUrl() {
    return DATA + type.mediaType() + BASE64 + Base64.getEncoder().encodeToString(bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Logo logo && Arrays.equals(bytes, logo.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return "Logo[%s, %d × %d, %d bytes]".formatted(type, width, height, bytes.length);
  }
}
