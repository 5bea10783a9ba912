package dev.tenon.server.api;

import dev.tenon.server.http.Answer;
import dev.tenon.server.http.Answer.Header;
import dev.tenon.server.http.Request;
import dev.tenon.server.http.Route;
import dev.tenon.server.http.json.JsonWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The API's description: for programs as OpenAPI, for people as a page that needs no script and
/// asks nobody else. Made at the first request and kept.
public final class DocsRoutes {
  private static final String POLICY =
      "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none';"
          + " frame-ancestors 'none'";

  private volatile @Nullable Made made;

  /// The calls.
  public List<Route> routes() {
    return List.of(
        Route.of("GET", "/openapi.json", this::openApi),
        Route.of("GET", "/docs", this::page),
        Route.of("GET", "/docs/style.css", DocsRoutes::style));
  }

  private Answer openApi(Request request) {
    return made().openApi();
  }

  private Answer page(Request request) {
    return made().page();
  }

  private static Answer style(Request request) {
    return new Answer(200, kept("text/css; charset=utf-8"), resource("docs.css"));
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
      byte[] page = new DocsPage(description).html().getBytes(StandardCharsets.UTF_8);
      known =
          new Made(
              new Answer(200, kept("application/json"), json),
              new Answer(200, kept("text/html; charset=utf-8"), page)
                  .with("Content-Security-Policy", POLICY));
      made = known;
    }
    return known;
  }

  private static byte[] resource(String name) {
    try (InputStream file = DocsRoutes.class.getResourceAsStream(name)) {
      if (file == null) {
        throw new IllegalStateException(name + " is missing; indicates a bug");
      }
      return file.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + name, e);
    }
  }

  private record Made(Answer openApi, Answer page) {}
}
