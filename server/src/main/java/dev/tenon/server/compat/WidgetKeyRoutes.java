package dev.tenon.server.compat;

import dev.tenon.access.Caller;
import dev.tenon.access.UserId;
import dev.tenon.connect.ConnectLink;
import dev.tenon.connect.ConnectLinkId;
import dev.tenon.connect.ConnectLinks;
import dev.tenon.connect.LinkLabel;
import dev.tenon.server.compat.LastingLinks.Made;
import dev.tenon.server.http.Answer;
import dev.tenon.server.http.Request;
import dev.tenon.server.http.Route;
import dev.tenon.server.http.json.Fields;
import dev.tenon.server.http.json.JsonWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// API keys of Leaf Link: each opens the connect page of one user, `/connect/{key}`, and nothing
/// else. They are shown once; lists show them masked.
final class WidgetKeyRoutes {
  static final String KIND = "leaf-api-key";
  private static final String KEYS = "/services/usermanagement/api/api-keys";
  private static final long LEAST_SECONDS = 900;
  private static final long YEAR = Duration.ofDays(365).toSeconds();
  private static final int MOST = 1000;

  private final LeafDesk desk;
  private final LastingLinks lasting;
  private final ConnectLinks links;

  WidgetKeyRoutes(LeafDesk desk, LastingLinks lasting, ConnectLinks links) {
    this.desk = desk;
    this.lasting = lasting;
    this.links = links;
  }

  List<Route> routes() {
    return List.of(
        Route.of("GET", KEYS, desk.either(this::list)),
        Route.of("POST", KEYS, desk.either(this::create)),
        Route.of("DELETE", KEYS + "/{id}", desk.either(this::revoke)));
  }

  private Answer list(Request request, Caller caller) {
    Optional<String> user = request.queryParameters("leafUserId").stream().findFirst();
    List<ConnectLink> keys =
        links.labelled(caller, KIND, MOST).stream()
            .filter(it -> user.map(it.user().value()::equals).orElse(true))
            .toList();
    return Answer.json(200, JsonWriter.listOf(keys, this::write));
  }

  private Answer create(Request request, Caller caller) {
    Fields fields = desk.fields(request);
    Optional<UserId> user = fields.requiredText("leafUserId", UserId::new);
    long seconds = fields.whole("expiresIn", LEAST_SECONDS, YEAR).orElse(YEAR);
    Optional<String> description = fields.text("description");
    fields.endKnown();
    Map<String, String> details = new HashMap<>();
    description.ifPresent(it -> details.put("description", it));
    details.put("expires_at", desk.now().plusSeconds(seconds).toString());
    Made made =
        lasting.make(
            caller,
            user.orElseThrow(),
            List.of(),
            Duration.ofSeconds(seconds),
            new LinkLabel(KIND, details));
    return Answer.json(
        201,
        JsonWriter.object(
            json ->
                json.text("id", made.link().id().value())
                    .text("key", made.key())
                    .text("expiresAt", CredentialJson.time(made.link().expiresAt()))
                    .flag("valid", true)));
  }

  private Answer revoke(Request request, Caller caller) {
    ConnectLinkId id = id(request.pathParameter("id"));
    boolean isKey =
        links
            .find(caller, id)
            .flatMap(ConnectLink::label)
            .filter(it -> it.kind().equals(KIND))
            .isPresent();
    if (!isKey || !links.revoke(caller, id)) {
      throw LeafProblems.unknown("API key");
    }
    return Answer.empty(204);
  }

  private void write(JsonWriter json, ConnectLink link) {
    Map<String, String> details = link.label().map(LinkLabel::details).orElse(Map.of());
    json.text("id", link.id().value())
        .text("key", CredentialJson.MASK)
        .text("leafUserId", link.user().value())
        .text("expiresAt", CredentialJson.time(link.expiresAt()))
        .text("description", Optional.ofNullable(details.get("description")));
    revokedAt(link, details).ifPresent(it -> json.text("revokedAt", CredentialJson.time(it)));
    json.flag("valid", !lasting.isOver(link));
  }

  /// One that ends before it was to end was revoked then.
  private static Optional<Instant> revokedAt(ConnectLink link, Map<String, String> details) {
    return Optional.ofNullable(details.get("expires_at"))
        .map(Instant::parse)
        .filter(end -> link.expiresAt().isBefore(end.minusSeconds(1)))
        .map(_ -> link.expiresAt());
  }

  static ConnectLinkId id(String text) {
    try {
      return new ConnectLinkId(text);
    } catch (IllegalArgumentException _) {
      throw LeafProblems.unknown("id");
    }
  }
}
