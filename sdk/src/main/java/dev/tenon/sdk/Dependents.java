package dev.tenon.sdk;

import dev.tenon.sdk.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What depends on an OAuth client.
///
/// @param connections how many connections stand in which status
/// @param apps those that may use it
/// @param signIn whether users sign in to the hub with it
/// @param borrowers how many other workspaces use it
/// @param deletable whether nothing keeps it from being deleted
/// @param members everything that the hub said
public record Dependents(
    Map<String, Long> connections,
    List<String> apps,
    boolean signIn,
    long borrowers,
    boolean deletable,
    JsonObject members) {
  private static final List<String> STATUSES =
      List.of("active", "failing", "pending_verification", "reauthorization_required", "revoked");

  /// Copies what it is made of.
  public Dependents {
    connections = Map.copyOf(connections);
    apps = List.copyOf(apps);
  }

  static Dependents of(JsonObject members) {
    var counts = new LinkedHashMap<String, Long>();
    members
        .object("connections")
        .ifPresent(
            each -> STATUSES.forEach(status -> counts.put(status, each.number(status).orElse(0))));
    return new Dependents(
        counts,
        members.texts("apps"),
        members.flag("sign_in"),
        members.number("borrowers").orElse(0),
        members.flag("deletable"),
        members);
  }
}
