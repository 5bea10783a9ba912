package dev.tenon.workspace;

import java.util.List;
import java.util.Locale;

/// A colour that hides what is behind it, in sRGB.
///
/// @param red 0 to 255
/// @param green 0 to 255
/// @param blue 0 to 255
public record Colour(int red, int green, int blue) {
  /// White.
  public static final Colour WHITE = new Colour(255, 255, 255);

  /// Black.
  public static final Colour BLACK = new Colour(0, 0, 0);

  private static final int STEPS = 100;

  public Colour {
    if (((red | green | blue) & ~255) != 0) {
      throw new IllegalArgumentException("a part of a colour is 0 to 255");
    }
  }

  /// The colour that `#1d6b57` writes, or `#abc` for `#aabbcc`.
  ///
  /// @throws IllegalArgumentException when the text is no such colour
  public static Colour parse(String text) {
    if (text.matches("#[0-9A-Fa-f]{3}")) {
      return parse(text.replaceAll("([0-9A-Fa-f])", "$1$1"));
    }
    if (!text.matches("#[0-9A-Fa-f]{6}")) {
      throw new IllegalArgumentException("a colour such as #1d6b57 is needed");
    }
    int all = Integer.parseInt(text.substring(1), 16);
    return new Colour(all >> 16, (all >> 8) & 255, all & 255);
  }

  /// How much lighter the lighter of two colours is, from 1 to 21 (WCAG 2.2, "contrast ratio").
  public double contrast(Colour other) {
    double one = luminance();
    double two = other.luminance();
    return (Math.max(one, two) + 0.05) / (Math.min(one, two) + 0.05);
  }

  /// The least contrast with any of `grounds`.
  public double leastContrast(List<Colour> grounds) {
    return grounds.stream().mapToDouble(this::contrast).min().orElse(21);
  }

  /// White or black, whichever is read better on this colour; always at 4.5:1 or more.
  public Colour ink() {
    return contrast(WHITE) >= contrast(BLACK) ? WHITE : BLACK;
  }

  /// The colour nearest to this one, on the way to white, behind which light pages can be read.
  public Colour lightened() {
    for (int i = 0; i < STEPS; i++) {
      Colour candidate = towards(WHITE, i / (double) STEPS);
      if (Scheme.LIGHT.carries(candidate)) {
        return candidate;
      }
    }
    return WHITE;
  }

  /// A part of the way from this colour to `other`.
  ///
  /// @param share 0 for this colour, 1 for the other
  public Colour towards(Colour other, double share) {
    return new Colour(
        between(red, other.red, share),
        between(green, other.green, share),
        between(blue, other.blue, share));
  }

  /// The colour nearest to this one, on the way to black or white, that has `least` contrast with
  /// each of `grounds`.
  public Colour readableOn(List<Colour> grounds, double least) {
    Colour end = BLACK.leastContrast(grounds) > WHITE.leastContrast(grounds) ? BLACK : WHITE;
    for (int i = 0; i < STEPS; i++) {
      Colour candidate = towards(end, i / (double) STEPS);
      if (candidate.leastContrast(grounds) >= least) {
        return candidate;
      }
    }
    return end;
  }

  private double luminance() {
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
  }

  private static double linear(int part) {
    double share = part / 255.0;
    return share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
  }

  private static int between(int from, int to, double share) {
    return (int) Math.round(from + (to - from) * share);
  }

  /// `#1d6b57`.
  @Override
  public String toString() {
    return String.format(Locale.ROOT, "#%02x%02x%02x", red, green, blue);
  }
}
