package dev.tenon.server;

import dev.tenon.access.ApiKey;
import dev.tenon.access.KeyId;
import dev.tenon.access.WorkspaceId;
import dev.tenon.app.StoredKey;
import dev.tenon.audit.Actor;
import dev.tenon.audit.AuditEvent;
import dev.tenon.secret.Secret;
import dev.tenon.server.sql.Database;
import dev.tenon.server.sql.DatabaseSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A new admin key for a workspace that has lost its last, made by whoever has the installation's
/// database. The audit log has it as the hub's own doing.
public final class KeyRecovery {
  private KeyRecovery() {}

  /// Makes one. The hub may run; its nodes know the key at once.
  ///
  /// @param workspace its id; empty: the first
  /// @throws dev.tenon.workspace.StoreUnavailableException when the database cannot be opened
  public static Outcome make(Settings settings, Optional<String> workspace, SecureRandom random) {
    DatabaseSettings where = DatabaseSettings.of(settings.databaseUrl(), settings.dataDirectory());
    if (where instanceof DatabaseSettings.Sqlite(Path file) && !Files.isRegularFile(file)) {
      return new Outcome.NothingYet(file);
    }
    try (Database database = Database.open(where)) {
      List<WorkspaceId> there =
          database.workspaces().all().stream().map(dev.tenon.workspace.Workspace::id).toList();
      String wanted = workspace.orElse(WorkspaceId.FIRST.value());
      Optional<WorkspaceId> found =
          there.stream().filter(id -> id.value().equals(wanted)).findFirst();
      return found.isPresent()
          ? new Outcome.Made(found.get().value(), made(database, found.get(), random))
          : new Outcome.NoWorkspace(there.stream().map(WorkspaceId::value).toList());
    }
  }

  private static Secret made(Database database, WorkspaceId workspace, SecureRandom random) {
    Clock clock = database.clock();
    ApiKey key = ApiKey.random(random);
    KeyId id = KeyId.random(random);
    Instant now = clock.instant();
    database
        .apiKeys()
        .create(
            new StoredKey(
                id,
                workspace,
                Optional.empty(),
                "recovered",
                key.hashed(),
                key.lastFour(),
                now,
                Optional.empty()),
            new AuditEvent(
                workspace, now, new Actor.Hub(), "api_key.recovered", id.value(), Map.of()));
    return key.secret();
  }

  /// What came of it.
  public sealed interface Outcome {
    /// The key, to be shown once.
    record Made(String workspace, Secret key) implements Outcome {}

    /// There is no installation here.
    ///
    /// @param database that is not there
    record NothingYet(Path database) implements Outcome {}

    /// There is no such workspace.
    ///
    /// @param there those that there are
    record NoWorkspace(List<String> there) implements Outcome {
      public NoWorkspace {
        there = List.copyOf(there);
      }
    }
  }
}
