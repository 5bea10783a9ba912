package dev.tenon.server.connect;

import dev.tenon.server.http.Answer;
import dev.tenon.server.http.page.Assets;
import dev.tenon.server.http.page.Site;
import gg.jte.html.HtmlInterceptor;
import gg.jte.html.HtmlTemplateOutput;
import gg.jte.html.OwaspHtmlTemplateOutput;
import gg.jte.output.StringOutput;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Writes pages as answers that no cache keeps, no other site frames, and no script runs in.
final class Pages {
  static final String STYLESHEET = "connect.css";
  static final String ICON = "tenon.svg";

  private final Site site;
  private final Assets assets;

  Pages(Site site, Assets assets) {
    this.site = site;
    this.assets = assets;
  }

  /// The frame of a page with that title.
  Frame frame(String title) {
    return new Frame(title, site.path(assets.path(STYLESHEET)), site.path(assets.path(ICON)));
  }

  /// @param formTargets where the answers to the page's forms may send the browser, besides `https`
  Answer connect(int status, ConnectPage page, Set<String> formTargets) {
    return html(
        status, formTargets, output -> JteconnectGenerated.render(output, noInterceptor(), page));
  }

  Answer done(DonePage page) {
    return html(200, Set.of(), output -> JtedoneGenerated.render(output, noInterceptor(), page));
  }

  Answer app(AppPage page) {
    return html(200, Set.of(), output -> JteappPageGenerated.render(output, noInterceptor(), page));
  }

  Answer door(AppDoorPage page) {
    return html(200, Set.of(), output -> JteappDoorGenerated.render(output, noInterceptor(), page));
  }

  Answer message(int status, MessagePage page) {
    return html(
        status, Set.of(), output -> JtemessageGenerated.render(output, noInterceptor(), page));
  }

  /// To a path of ours or an address that was checked; by GET, whatever the request was.
  static Answer redirect(String location) {
    return new Answer(
        303,
        List.of(
            new Answer.Header("Location", location),
            new Answer.Header("Cache-Control", "no-store"),
            new Answer.Header("Referrer-Policy", "no-referrer")),
        new byte[0]);
  }

  /// JTE takes null where nothing listens to its tags.
  @SuppressWarnings("NullAway")
  private static HtmlInterceptor noInterceptor() {
    return null;
  }

  private static Answer html(
      int status, Set<String> formTargets, Consumer<HtmlTemplateOutput> template) {
    StringOutput html = new StringOutput();
    template.accept(new OwaspHtmlTemplateOutput(html));
    return Answer.text(status, "text/html; charset=utf-8", html.toString())
        .with("Cache-Control", "no-store")
        .with("Content-Security-Policy", policy(formTargets))
        .with("X-Frame-Options", "DENY")
        .with("Referrer-Policy", "no-referrer")
        .with("X-Content-Type-Options", "nosniff")
        .with("X-Robots-Tag", "noindex");
  }

  /// Browsers apply `form-action` also to every redirect that follows a form: the provider's, its
  /// sign-in's on yet another host, and, when nobody has to be asked, the app's return address. So
  /// it cannot name hosts; the scheme is what can be held.
  private static String policy(Set<String> formTargets) {
    String targets =
        Stream.concat(Stream.of("'self'", "https:"), formTargets.stream().sorted())
            .collect(Collectors.joining(" "));
    return "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action "
        + targets
        + "; frame-ancestors 'none'; base-uri 'none'";
  }
}
