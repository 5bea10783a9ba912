package dev.tenon.server.compat;

import dev.tenon.server.http.Answer;
import dev.tenon.server.http.Route;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// The OpenAPI document of Leaf's surface, apart from that of the hub's own API.
final class LeafDescription {
  private static final String DOCUMENT = "openapi-leaf.yaml";

  private final String text;

  LeafDescription() {
    try (InputStream stream = LeafDescription.class.getResourceAsStream(DOCUMENT)) {
      if (stream == null) {
        throw new IllegalStateException(DOCUMENT + " is not in the program; indicates a bug");
      }
      this.text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(DOCUMENT + " cannot be read", e);
    }
  }

  String text() {
    return text;
  }

  List<Route> routes() {
    return List.of(
        Route.of(
            "GET",
            "/openapi-leaf.yaml",
            _ -> Answer.text(200, "application/yaml; charset=utf-8", text)));
  }
}
