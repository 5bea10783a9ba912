package dev.tenon.server;

import dev.tenon.server.sql.DatabaseSettings;
import dev.tenon.server.sql.SqliteSnapshot;
import dev.tenon.server.vault.KeyFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Copies what an installation keeps on this machine, while its hub runs. The master key is never
/// in the copy.
public final class Backup {
  private Backup() {}

  /// Copies it into `target`, an empty directory.
  ///
  /// @throws IOException when a file cannot be read or written
  /// @throws dev.tenon.workspace.StoreUnavailableException when the database cannot be read, or its
  ///   copy is not whole
  public static Outcome copy(Settings settings, Path target) throws IOException {
    Path data = settings.dataDirectory();
    DatabaseSettings database = DatabaseSettings.of(settings.databaseUrl(), data);
    if (database instanceof DatabaseSettings.Sqlite(Path file) && !Files.isRegularFile(file)) {
      return new Outcome.NothingYet(file);
    }
    // Answers that the database has not taken yet come first, so that each is in one of the two.
    List<String> names = new ArrayList<>();
    names.addAll(tree(data, target, "journal"));
    names.addAll(tree(data, target, "connectors"));
    boolean whole =
        switch (database) {
          case DatabaseSettings.Sqlite(Path file) -> {
            SqliteSnapshot.copy(file, target.resolve(DatabaseSettings.FILE_NAME));
            names.add(DatabaseSettings.FILE_NAME);
            yield true;
          }
          case DatabaseSettings.Postgres _ -> false;
        };
    return new Outcome.Copied(names, whole);
  }

  /// Where the master key of `settings` is: the name of a variable, or a file.
  public static String keyPlace(Settings settings) {
    return settings.masterKey().isPresent()
        ? "TENON_MASTER_KEY"
        : settings.dataDirectory().resolve(KeyFile.NAME).toString();
  }

  /// Copies a directory of the data, without locks; what ends meanwhile was not needed any more.
  private static List<String> tree(Path data, Path target, String name) throws IOException {
    Path from = data.resolve(name);
    if (!Files.isDirectory(from)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path to = target.resolve(data.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(to);
        } else if (Files.isRegularFile(file) && !file.getFileName().toString().equals("lock")) {
          copyFile(file, to);
        }
      }
    }
    return List.of(name);
  }

  private static void copyFile(Path file, Path to) throws IOException {
    try {
      Files.copy(file, to, StandardCopyOption.COPY_ATTRIBUTES);
    } catch (NoSuchFileException _) {
      // Settled and deleted between the look and the copy.
    }
  }

  /// What came of it.
  public sealed interface Outcome {
    /// It is there.
    ///
    /// @param names of what has been copied
    /// @param withDatabase whether the database is among it; a PostgreSQL is copied by its own
    ///   tools
    record Copied(List<String> names, boolean withDatabase) implements Outcome {
      public Copied {
        names = List.copyOf(names);
      }
    }

    /// There is no installation here.
    ///
    /// @param database that is not there
    record NothingYet(Path database) implements Outcome {}
  }
}
