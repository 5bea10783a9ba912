package dev.tenon.token;

import dev.tenon.access.Caller;
import dev.tenon.audit.Actor;
import dev.tenon.audit.AuditEvent;
import dev.tenon.audit.AuditLog;
import java.time.Clock;
import java.util.Map;

/// Writes to the audit log who obtained which token version: once per key and version, before the
/// token is handed out. Where the log cannot be written, no token goes out.
public final class Handouts {
  private final AuditLog log;
  private final Clock clock;

  /// Writes to `log`.
  public Handouts(AuditLog log, Clock clock) {
    this.log = log;
    this.clock = clock;
  }

  /// Notes that `caller` obtains `token` as it asked for in `ask`.
  void note(Caller.App caller, TokenAsk ask, IssuedToken token) {
    if (token.wasHandedTo(caller.key())) {
      return;
    }
    log.append(
        new AuditEvent(
            caller.workspace(),
            clock.instant(),
            Actor.of(caller),
            "token.issued",
            token.connection().value(),
            Map.of(
                "integration",
                ask.integration().value(),
                "token_version",
                Long.toString(token.version()))));
    token.markHandedTo(caller.key());
  }
}
