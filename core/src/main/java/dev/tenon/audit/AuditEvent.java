package dev.tenon.audit;

import dev.tenon.access.WorkspaceId;
import java.time.Instant;
import java.util.Map;

/// One thing that somebody did, written in the transaction that did it. Holds no secret and no
/// personal data beyond ids.
///
/// @param action what was done, `noun.verb` in past tense: `oauth_client.created`
/// @param target what it was done to, for example a connection's id
/// @param details further facts, names in snake_case
public record AuditEvent(
    WorkspaceId workspace,
    Instant at,
    Actor actor,
    String action,
    String target,
    Map<String, String> details) {
  public AuditEvent {
    if (!action.matches("[a-z_]+\\.[a-z_]+")) {
      throw new IllegalArgumentException("an action is noun.verb, not " + action);
    }
    details = Map.copyOf(details);
  }
}
