package dev.tenon.server.compat;

import dev.tenon.access.Caller;
import dev.tenon.connection.Connection;
import dev.tenon.connection.Status;
import dev.tenon.secret.Secret;
import dev.tenon.server.compat.HeldCredentials.Held;
import dev.tenon.server.http.json.JsonWriter;
import dev.tenon.token.HubTokens;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;

/// Writes credentials as Leaf answers them. Secrets are masked; where the workspace wants exact
/// compatibility, the client secret and the access token are shown, and that they were is audited.
/// The refresh token is never shown.
final class CredentialJson {
  static final String MASK = "********";

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

  private final LeafDesk desk;
  private final LeafClients clients;
  private final HubTokens tokens;

  CredentialJson(LeafDesk desk, LeafClients clients, HubTokens tokens) {
    this.desk = desk;
    this.clients = clients;
    this.tokens = tokens;
  }

  /// The members of `held`.
  void write(JsonWriter json, Caller caller, Held held) {
    Connection connection = held.connection();
    boolean exact = desk.workspace(caller.workspace()).exactCompatibility();
    json.text("id", connection.id().value())
        .text("status", status(connection.status()))
        .text("createdTime", time(connection.createdAt()))
        .object("tokenMetadata", it -> it.texts("scopes", connection.scopes().tokens()));
    if (!held.client().clientId().isEmpty()) {
      json.text(held.provider().clientId(), held.client().clientId());
    }
    json.text(held.provider().clientSecret(), exact ? secret(held) : masked(held))
        .text("accessToken", exact ? accessToken(caller, connection) : MASK)
        .text("refreshToken", MASK);
    if (held.provider().hasEnvironments()) {
      json.text("clientEnvironment", LeafEnvironment.of(held.client()).name());
    }
  }

  static String time(Instant instant) {
    return TIME.format(instant);
  }

  /// Leaf's word for how it stands; only `OK` is documented there.
  static String status(Status status) {
    return switch (status) {
      case ACTIVE, FAILING -> "OK";
      case REAUTHORIZATION_REQUIRED, REVOKED, PENDING_VERIFICATION -> "UNAUTHENTICATED";
    };
  }

  private String secret(Held held) {
    return clients.secret(held.client()).map(Secret::reveal).orElse("");
  }

  private static String masked(Held held) {
    return MASK + held.client().secrets().stream().findFirst().map(it -> it.lastFour()).orElse("");
  }

  private String accessToken(Caller caller, Connection connection) {
    return switch (tokens.of(connection)) {
      case HubTokens.Answer.Got got -> {
        desk.note(
            caller,
            "credentials.shown",
            connection.id().value(),
            Map.of("token_version", Long.toString(got.version())));
        yield got.token().secret().reveal();
      }
      case HubTokens.Answer.None _ -> MASK;
    };
  }

  /// Whether `text` is what an answer shows in place of a secret.
  static boolean isMask(Optional<String> text) {
    return text.map(it -> it.startsWith(MASK)).orElse(false);
  }
}
