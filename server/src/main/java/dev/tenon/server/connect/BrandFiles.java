package dev.tenon.server.connect;

import dev.tenon.access.WorkspaceId;
import dev.tenon.server.http.Answer;
import dev.tenon.server.http.Request;
import dev.tenon.workspace.Branding;
import dev.tenon.workspace.Brandings;
import dev.tenon.workspace.Colour;
import dev.tenon.workspace.Logo;
import dev.tenon.workspace.Scheme;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A workspace's own files: its logo, and a stylesheet with its colours. Their names change with
/// their content, so that browsers may keep them for good.
final class BrandFiles {
  static final String DIRECTORY = "/brand";

  /// With the background of a link, where it has one of its own.
  private static final Pattern LOOK = Pattern.compile("look-[0-9a-f]{12}(?:-([0-9a-f]{6}))?\\.css");

  private static final double DEEPER = 0.18;

  private final Brandings brandings;

  BrandFiles(Brandings brandings) {
    this.brandings = brandings;
  }

  /// The path of one of a workspace's files.
  static String path(WorkspaceId workspace, String file) {
    return DIRECTORY + "/" + workspace + "/" + file;
  }

  /// The stylesheet's name, where colours were chosen.
  ///
  /// @param background of a link, which the name says too, since the file is not the link's
  static Optional<String> look(Branding branding, Optional<Colour> background) {
    String css = css(branding);
    return branding.light().isNone() && branding.dark().isNone()
        ? Optional.empty()
        : Optional.of(
            "look-"
                + brief(css.getBytes(StandardCharsets.UTF_8))
                + background.map(it -> it.toString().replace('#', '-')).orElse("")
                + ".css");
  }

  /// The logo's name, where there is one.
  static Optional<String> logo(Branding branding) {
    return branding
        .logo()
        .map(it -> "logo-" + it.sha256().substring(0, 12) + "." + it.type().extension());
  }

  /// Answers a file of a workspace. Nothing here is secret: whoever has a link sees it.
  Answer answer(Request request) {
    String workspace = request.pathParameter("workspace");
    if (!workspace.matches("ws_[0-9A-Za-z]{1,64}")) {
      return Answer.empty(404);
    }
    String file = request.pathParameter("file");
    Branding branding = brandings.find(new WorkspaceId(workspace));
    Matcher look = LOOK.matcher(file);
    if (look.matches()) {
      Optional<Colour> background =
          Optional.ofNullable(look.group(1)).map(it -> Colour.parse("#" + it));
      Branding shown = background.map(branding::before).orElse(branding);
      return look(shown, background).filter(file::equals).isPresent()
          ? file(Answer.text(200, "text/css; charset=utf-8", css(shown)))
          : Answer.empty(404);
    }
    return branding
        .logo()
        .filter(_ -> logo(branding).filter(file::equals).isPresent())
        .map(BrandFiles::picture)
        .map(BrandFiles::file)
        .orElseGet(() -> Answer.empty(404));
  }

  private static Answer picture(Logo logo) {
    return new Answer(
        200, List.of(new Answer.Header("Content-Type", logo.type().mediaType())), logo.bytes());
  }

  /// Whatever a browser makes of it, nothing in it runs, asks for anything or is taken for a page.
  private static Answer file(Answer answer) {
    return answer
        .with("Cache-Control", "public, max-age=31536000, immutable")
        .with("X-Content-Type-Options", "nosniff")
        .with("Content-Security-Policy", "default-src 'none'; sandbox")
        .with("Cross-Origin-Resource-Policy", "same-origin");
  }

  /// The colours for both schemes.
  private static String css(Branding branding) {
    return ":root{"
        + variables(branding, Scheme.LIGHT)
        + "}\n@media screen and (prefers-color-scheme:dark){:root{"
        + variables(branding, Scheme.DARK)
        + "}}\n";
  }

  private static String variables(Branding branding, Scheme scheme) {
    Colour accent = branding.accent(scheme);
    Colour ink = accent.ink();
    // Away from the words on it, so that they are read better still.
    Colour deep = accent.towards(ink.equals(Colour.WHITE) ? Colour.BLACK : Colour.WHITE, DEEPER);
    return "--accent:%s;--accent-deep:%s;--on-accent:%s;--tint:%s;--paper:%s"
        .formatted(accent, deep, ink, scheme.tint(), branding.background(scheme));
  }

  private static String brief(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes), 0, 6);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
