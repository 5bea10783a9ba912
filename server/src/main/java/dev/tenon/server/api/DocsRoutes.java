package dev.tenon.server.api;

import dev.tenon.server.http.Answer;
import dev.tenon.server.http.Answer.Header;
import dev.tenon.server.http.Route;
import dev.tenon.server.http.json.JsonWriter;
import dev.tenon.server.http.page.Assets;
import dev.tenon.server.http.page.Packed;
import dev.tenon.server.http.page.Site;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The API's description: for programs as OpenAPI, for people as a page that asks nobody else, can
/// be read without script, and tries the calls with one. Made at the first request and kept.
public final class DocsRoutes {
  private static final String POLICY =
      "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self';"
          + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private static final String ASSETS = "/docs/assets";

  private final Site site;
  private final Assets assets;
  private volatile @Nullable Made made;

  /// The description of the API at that site.
  public DocsRoutes(Site site) {
    this.site = site;
    this.assets =
        Assets.load(ASSETS, List.of("docs.js", "tenon.svg"))
            .and("docs.css", List.of("console/colours.css", "docs.css"));
  }

  /// The calls.
  public List<Route> routes() {
    return List.of(
        Route.of("GET", "/openapi.json", request -> made().openApi().answer(request)),
        Route.of("GET", "/docs", request -> made().page().answer(request)),
        Route.of("GET", ASSETS + "/{file}", assets::answer));
  }

  private static List<Header> kept(String contentType) {
    return List.of(
        new Header("Content-Type", contentType), new Header("Cache-Control", "max-age=300"));
  }

  private Made made() {
    Made known = made;
    if (known == null) {
      Description description = Description.read();
      byte[] json = JsonWriter.value(description.document());
      byte[] page = new DocsPage(description, site, assets).html().getBytes(StandardCharsets.UTF_8);
      known =
          new Made(
              Packed.of(new Answer(200, kept("application/json"), json)),
              Packed.of(
                  new Answer(200, kept("text/html; charset=utf-8"), page)
                      .with("Content-Security-Policy", POLICY)
                      .with("X-Content-Type-Options", "nosniff")
                      .with("Referrer-Policy", "no-referrer")
                      .with("Cross-Origin-Opener-Policy", "same-origin")));
      made = known;
    }
    return known;
  }

  private record Made(Packed openApi, Packed page) {}
}
