package dev.tenon.server.journal;

import dev.tenon.access.WorkspaceId;
import dev.tenon.connection.ConnectionId;
import dev.tenon.connection.GrantPlan;
import dev.tenon.connection.GrantTokens;
import dev.tenon.oauth.Scope;
import dev.tenon.secret.Sealed;
import dev.tenon.token.JournalEntry;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/// Entries by number.
final class Entries {
  private Entries() {}

  /// Entry `number`, whose parts all say "canary".
  static JournalEntry entry(int number) {
    return new JournalEntry(
        new WorkspaceId("ws_canary"),
        new ConnectionId("con_canary" + number),
        number,
        "canary-" + number,
        new GrantTokens(
            sealed("canary access " + number),
            "canary-type",
            Scope.parse("canary:read"),
            Optional.empty(),
            Instant.parse("2026-01-02T12:00:00Z"),
            Optional.of(sealed("canary refresh " + number)),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()),
        GrantPlan.none());
  }

  private static Sealed sealed(String text) {
    return new Sealed(text.getBytes(StandardCharsets.UTF_8));
  }
}
