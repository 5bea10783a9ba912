package dev.tenon.server.admin.page;

import dev.tenon.server.http.Answer;
import dev.tenon.server.http.page.Assets;
import dev.tenon.server.http.page.Site;
import gg.jte.html.HtmlInterceptor;
import gg.jte.html.HtmlTemplateOutput;
import gg.jte.html.OwaspHtmlTemplateOutput;
import gg.jte.output.StringOutput;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// Writes pages as answers that no cache keeps, no site frames, and no script but ours runs in.
public final class Pages {
  /// Where browsers find the console's files.
  public static final String ASSETS = "/console/assets";

  private static final String STYLESHEET = "console.css";
  private static final List<String> STYLES =
      Stream.of(
              "colours",
              "base",
              "frame",
              "text",
              "cards",
              "marks",
              "forms",
              "tables",
              "facts",
              "sign-in",
              "connections",
              "sheets",
              "choices",
              "clients",
              "data",
              "branding",
              "print")
          .map("console/%s.css"::formatted)
          .toList();
  private static final String ICON = "tenon.svg";
  private static final String HTMX = "htmx.min.js";
  private static final String SCRIPT = "console.js";
  private static final String SHEETS = "sheet.js";
  private static final String PASSKEYS = "passkey.js";

  private static final String POLICY =
      "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:;"
          + " connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

  private final Site site;
  private final Assets assets;

  /// Pages of that site, with its files.
  public Pages(Site site) {
    this.site = site;
    this.assets =
        Assets.load(ASSETS, List.of(ICON, HTMX, SCRIPT, SHEETS, PASSKEYS)).and(STYLESHEET, STYLES);
  }

  /// The files that pages need.
  public Assets assets() {
    return assets;
  }

  /// Where the pages are.
  public Site site() {
    return site;
  }

  /// What stands in the head of a document with that title.
  public Frame.Head head(String title) {
    return new Frame.Head(
        title + " · Tenon", file(STYLESHEET), file(ICON), file(HTMX), file(SCRIPT), file(SHEETS));
  }

  /// Path of what talks to the browser about passkeys, for pages that do.
  public String passkeyScript() {
    return file(PASSKEYS);
  }

  private String file(String name) {
    return site.path(assets.path(name));
  }

  /// A page that a template writes.
  public static Answer html(int status, Consumer<HtmlTemplateOutput> template) {
    StringOutput html = new StringOutput(32 * 1024);
    template.accept(new OwaspHtmlTemplateOutput(html));
    return Answer.text(status, "text/html; charset=utf-8", html.toString())
        .with("Cache-Control", "no-store")
        .with("Content-Security-Policy", POLICY)
        .with("X-Frame-Options", "DENY")
        .with("Referrer-Policy", "same-origin")
        .with("X-Content-Type-Options", "nosniff")
        .with("Cross-Origin-Opener-Policy", "same-origin")
        .with("Cross-Origin-Resource-Policy", "same-origin")
        .with("X-Robots-Tag", "noindex");
  }

  /// The page that shows something that is shown once.
  public static Answer secret(SecretPage page) {
    return html(200, output -> JtesecretGenerated.render(output, none(), page));
  }

  /// To a path of the console; by GET, whatever the request was.
  public Answer redirect(String path) {
    return new Answer(
        303,
        List.of(
            new Answer.Header("Location", site.path(path)),
            new Answer.Header("Cache-Control", "no-store")),
        new byte[0]);
  }

  /// To a path of the console that says what was done.
  public Answer redirect(String path, Said said) {
    return redirect(path + (path.indexOf('?') < 0 ? "?" : "&") + "said=" + said.word());
  }

  /// JTE takes null where nothing listens to its tags.
  @SuppressWarnings("NullAway")
  public static HtmlInterceptor none() {
    return null;
  }
}
