package dev.tenon.bench.chaos;

import dev.tenon.access.WorkspaceId;
import dev.tenon.connection.ConnectionId;
import dev.tenon.connection.GrantPlan;
import dev.tenon.connection.GrantTokens;
import dev.tenon.oauth.Scope;
import dev.tenon.secret.Sealed;
import dev.tenon.secret.Secret;
import dev.tenon.secret.Vault;
import dev.tenon.server.journal.FileJournal;
import dev.tenon.server.vault.KeyRing;
import dev.tenon.server.vault.MasterKey;
import dev.tenon.token.JournalEntry;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;

/// Journals as nodes leave them.
final class Journals {
  private final Path directory;
  private final Vault vault =
      KeyRing.open(
              MasterKey.parse(Secret.of("0".repeat(64))).orElseThrow(),
              Optional.empty(),
              ring -> ring)
          .vault();

  Journals(Path directory) {
    this.directory = directory;
  }

  /// Leaves the answer that becomes `version` of `connection` in the journal of `node`.
  void append(Node node, String connection, long version) {
    try (FileJournal journal =
        FileJournal.open(node.directory().resolve("data"), vault, new SecureRandom())) {
      journal.append(
          new JournalEntry(
              new WorkspaceId("ws_1"),
              new ConnectionId(connection),
              version,
              "attempt",
              new GrantTokens(
                  new Sealed(new byte[1]),
                  "Bearer",
                  Scope.parse("read"),
                  Optional.empty(),
                  Instant.EPOCH,
                  Optional.empty(),
                  Optional.empty(),
                  Optional.empty(),
                  Optional.empty()),
              GrantPlan.none()));
    }
  }

  /// Who looks into them.
  Witness witness() {
    return new Witness(vault, directory.resolve("copies"));
  }
}
