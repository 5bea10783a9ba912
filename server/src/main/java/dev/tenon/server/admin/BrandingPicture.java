package dev.tenon.server.admin;

import dev.tenon.workspace.Branding;
import dev.tenon.workspace.Colour;
import dev.tenon.workspace.Logo;
import dev.tenon.workspace.Scheme;

/// A picture of the connect page in light and in dark, as SVG: how a branding would look before it
/// is saved. A picture of an `img` element runs nothing and asks for nothing.
final class BrandingPicture {
  static final int WIDTH = 640;
  static final int HEIGHT = 300;

  private static final int PANEL = WIDTH / 2;
  private static final int LOGO = 26;
  private static final int LOGO_WIDTH = 110;

  private BrandingPicture() {}

  static String of(Branding branding) {
    StringBuilder svg = new StringBuilder(4096);
    svg.append(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %1$d %2$d\" width=\"%1$d\" height=\"%2$d\" font-family=\"system-ui,-apple-system,'Segoe UI',Roboto,sans-serif\">"
            .formatted(WIDTH, HEIGHT));
    panel(svg, branding, Scheme.LIGHT, 0);
    panel(svg, branding, Scheme.DARK, PANEL);
    return svg.append("</svg>").toString();
  }

  private static void panel(StringBuilder svg, Branding branding, Scheme scheme, int left) {
    Colour accent = branding.accent(scheme);
    svg.append("<g transform=\"translate(%d 0)\">".formatted(left));
    box(svg, 0, 0, PANEL, HEIGHT, 0, branding.background(scheme));
    int at = 24;
    if (branding.logo().isPresent()) {
      at = logo(svg, branding.logo().get(), scheme, at);
    }
    text(svg, at, 36, 13, 600, scheme.ink(), branding.name().orElse(""));
    text(svg, 24, 82, 20, 700, scheme.ink(), "Connect Trimble Connect");
    text(svg, 24, 106, 12, 400, scheme.soft(), "viewer would like to work with your account.");
    svg.append(
        "<rect x=\"24\" y=\"126\" width=\"272\" height=\"144\" rx=\"12\" fill=\"%s\" stroke=\"%s\"/>"
            .formatted(scheme.sheet(), scheme.tint()));
    box(svg, 40, 142, 32, 32, 8, scheme.tint());
    text(svg, 50, 164, 16, 700, accent, "T");
    text(svg, 84, 163, 14, 600, scheme.ink(), "Trimble Connect");
    text(svg, 40, 200, 12, 400, scheme.ink(), "Know which account is yours");
    box(svg, 40, 218, 240, 36, 8, accent);
    text(svg, 108, 241, 13, 600, accent.ink(), "Connect Trimble");
    svg.append("</g>");
  }

  /// The logo, and where it ends.
  private static int logo(StringBuilder svg, Logo logo, Scheme scheme, int left) {
    double scale = Math.min((double) LOGO / logo.height(), (double) LOGO_WIDTH / logo.width());
    int width = (int) Math.max(1, Math.round(logo.width() * scale));
    int height = (int) Math.max(1, Math.round(logo.height() * scale));
    if (scheme == Scheme.DARK) {
      box(svg, left - 3, 15, width + 6, LOGO + 6, 5, Colour.WHITE);
    }
    svg.append(
        "<image x=\"%d\" y=\"18\" width=\"%d\" height=\"%d\" href=\"%s\"/>"
            .formatted(left, width, height, logo.dataUrl()));
    return left + width + 12;
  }

  private static void box(
      StringBuilder svg, int x, int y, int width, int height, int round, Colour fill) {
    svg.append(
        "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"%d\" fill=\"%s\"/>"
            .formatted(x, y, width, height, round, fill));
  }

  private static void text(
      StringBuilder svg, int x, int y, int size, int weight, Colour fill, String words) {
    svg.append(
            "<text x=\"%d\" y=\"%d\" font-size=\"%d\" font-weight=\"%d\" fill=\"%s\">"
                .formatted(x, y, size, weight, fill))
        .append(escaped(words))
        .append("</text>");
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
