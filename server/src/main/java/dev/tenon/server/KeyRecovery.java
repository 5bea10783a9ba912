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
import dev.tenon.workspace.StoreUnavailableException;
import dev.tenon.workspace.Workspace;
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

  /// Makes one. On PostgreSQL the nodes may run, and know it at once. Nothing is thrown where it
  /// cannot be done: the outcome says why.
  ///
  /// @param workspace its id; empty: the first
  public static Outcome make(Settings settings, Optional<String> workspace, SecureRandom random) {
    DatabaseSettings where = DatabaseSettings.of(settings.databaseUrl(), settings.dataDirectory());
    if (where instanceof DatabaseSettings.Sqlite(Path file) && !Files.isRegularFile(file)) {
      return new Outcome.NothingYet();
    }
    try {
      return make(where, workspace, random);
    } catch (StoreUnavailableException e) {
      Throwable reason = e.getCause() == null ? e : e.getCause();
      return new Outcome.DatabaseUnavailable(String.valueOf(reason.getMessage()));
    }
  }

  private static Outcome make(
      DatabaseSettings where, Optional<String> workspace, SecureRandom random) {
    try (Database database = Database.open(where)) {
      List<WorkspaceId> there = database.workspaces().all().stream().map(Workspace::id).toList();
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

    /// There is no installation here yet.
    record NothingYet() implements Outcome {}

    /// The database cannot be opened.
    record DatabaseUnavailable(String reason) implements Outcome {}

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
