package dev.tenon.server.connect;

import dev.tenon.server.http.Answer;
import dev.tenon.server.http.page.Assets;
import dev.tenon.server.http.page.Site;
import dev.tenon.workspace.Branding;
import dev.tenon.workspace.Logo;
import gg.jte.html.HtmlInterceptor;
import gg.jte.html.HtmlTemplateOutput;
import gg.jte.html.OwaspHtmlTemplateOutput;
import gg.jte.output.StringOutput;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Writes pages as answers that no cache keeps, no other site frames, and no script runs in.
final class Pages {
  private static final String STYLESHEET = "connect.css";
  private static final String ICON = "tenon.svg";
  static final List<String> STYLES =
      Stream.of(
              "colours",
              "page",
              "text",
              "cards",
              "progress",
              "forms",
              "buttons",
              "outcomes",
              "app",
              "media")
          .map("connect/%s.css"::formatted)
          .toList();

  private static final double LOGO_HEIGHT = 48;
  private static final double LOGO_WIDTH = 240;

  private final Site site;
  private final Assets assets;
  private final Cookies cookies;

  Pages(Site site, Assets assets, Cookies cookies) {
    this.site = site;
    this.assets = assets;
    this.cookies = cookies;
  }

  /// The files that pages need.
  ///
  /// @param directory where browsers find them: a path without a slash at its end
  static Assets assets(String directory) {
    return Assets.load(directory, List.of(ICON)).and(STYLESHEET, STYLES);
  }

  /// The frame of a page with that title.
  Frame frame(Voice voice, String title) {
    Words words = voice.words();
    Optional<Frame.Brand> brand = voice.brand().flatMap(it -> brand(it, words));
    String name = brand.map(Frame.Brand::name).orElse("");
    return new Frame(
        words.language().tag(),
        name.isEmpty() ? title : title + " · " + name,
        site.path(assets.path(STYLESHEET)),
        voice.brand().flatMap(Voice.Brand::look),
        site.path(assets.path(ICON)),
        brand,
        words.say("language"),
        voice.choices(),
        words.say("footer"),
        voice
            .branding()
            .support()
            .map(
                it ->
                    new Frame.Help(
                        words.say("support"),
                        it.shown(),
                        it.href().toString(),
                        "https".equals(it.href().getScheme()) ? "noreferrer" : null)));
  }

  private static Optional<Frame.Brand> brand(Voice.Brand brand, Words words) {
    Branding branding = brand.branding();
    Optional<Frame.Picture> logo =
        branding
            .logo()
            .flatMap(
                it ->
                    brand
                        .logo()
                        .map(
                            path ->
                                picture(
                                    it,
                                    path,
                                    branding.name().isPresent() ? "" : words.say("asker"))));
    return branding.name().isEmpty() && logo.isEmpty()
        ? Optional.empty()
        : Optional.of(new Frame.Brand(branding.name().orElse(""), logo));
  }

  /// As large as it is shown, so that nothing moves when it has come.
  private static Frame.Picture picture(Logo logo, String path, String alt) {
    double scale = Math.min(1, Math.min(LOGO_HEIGHT / logo.height(), LOGO_WIDTH / logo.width()));
    return new Frame.Picture(
        path,
        alt,
        (int) Math.max(1, Math.round(logo.width() * scale)),
        (int) Math.max(1, Math.round(logo.height() * scale)));
  }

  /// @param formTargets where the answers to the page's forms may send the browser, besides `https`
  Answer connect(Voice voice, int status, ConnectPage page, Set<String> formTargets) {
    return html(
        voice,
        status,
        formTargets,
        output -> JteconnectGenerated.render(output, noInterceptor(), page));
  }

  Answer done(Voice voice, DonePage page) {
    return html(
        voice, 200, Set.of(), output -> JtedoneGenerated.render(output, noInterceptor(), page));
  }

  Answer app(Voice voice, AppPage page) {
    return html(
        voice, 200, Set.of(), output -> JteappPageGenerated.render(output, noInterceptor(), page));
  }

  Answer door(Voice voice, AppDoorPage page) {
    return html(
        voice, 200, Set.of(), output -> JteappDoorGenerated.render(output, noInterceptor(), page));
  }

  Answer message(Voice voice, int status, MessagePage page) {
    return html(
        voice,
        status,
        Set.of(),
        output -> JtemessageGenerated.render(output, noInterceptor(), page));
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

  private Answer html(
      Voice voice, int status, Set<String> formTargets, Consumer<HtmlTemplateOutput> template) {
    StringOutput html = new StringOutput();
    template.accept(new OwaspHtmlTemplateOutput(html));
    Answer answer =
        Answer.text(status, "text/html; charset=utf-8", html.toString())
            .with("Content-Language", voice.words().language().tag())
            .with("Cache-Control", "no-store")
            .with("Content-Security-Policy", policy(formTargets))
            .with("X-Frame-Options", "DENY")
            .with("Referrer-Policy", "no-referrer")
            .with("X-Content-Type-Options", "nosniff")
            .with("X-Robots-Tag", "noindex");
    return voice.chosen().map(it -> cookies.setLanguage(answer, it)).orElse(answer);
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
