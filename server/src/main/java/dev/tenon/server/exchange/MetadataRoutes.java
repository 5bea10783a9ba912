package dev.tenon.server.exchange;

import dev.tenon.server.http.Answer;
import dev.tenon.server.http.Route;
import dev.tenon.server.http.json.JsonWriter;
import java.net.URI;
import java.util.List;

/// The authorization server's metadata (RFC 8414 §3): where the token endpoint is and what it
/// takes. There is no authorization endpoint, so no response types and no code challenges.
public final class MetadataRoutes {
  private static final String PATH = "/.well-known/oauth-authorization-server";

  private final Answer answer;

  /// The metadata of the hub at `hub`.
  public MetadataRoutes(URI hub) {
    String issuer = hub.toString();
    String base = issuer.replaceAll("/+$", "");
    byte[] json =
        JsonWriter.object(
            it -> {
              it.text("issuer", issuer)
                  .text("token_endpoint", base + ExchangeRoutes.PATH)
                  .any("grant_types_supported", List.of(ExchangeForm.GRANT_TYPE))
                  .any("response_types_supported", List.of())
                  .any(
                      "token_endpoint_auth_methods_supported",
                      List.of("client_secret_basic", "client_secret_post"))
                  .text("service_documentation", base + "/docs");
            });
    this.answer =
        new Answer(
            200,
            List.of(
                new Answer.Header("Content-Type", "application/json"),
                new Answer.Header("Cache-Control", "max-age=300")),
            json);
  }

  /// The calls.
  public List<Route> routes() {
    return List.of(Route.of("GET", PATH, _ -> answer));
  }
}
