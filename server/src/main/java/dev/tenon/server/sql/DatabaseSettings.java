package dev.tenon.server.sql;

import dev.tenon.secret.Secret;
import java.nio.file.Path;
import java.util.Optional;

/// Which database, and how it is used.
public sealed interface DatabaseSettings {
  /// The file in the data directory that holds everything, unless another database is named.
  String FILE_NAME = "tenon.db";

  /// SQLite: one file, one process.
  ///
  /// @param file is made where there is none, readable by its owner only
  record Sqlite(Path file) implements DatabaseSettings {}

  /// PostgreSQL: any number of nodes.
  ///
  /// @param url as for JDBC; a secret, because it may hold the password. Its parameters take
  ///   precedence over ours
  /// @param connections how many this node opens at most, besides the one on which it listens
  record Postgres(Secret url, int connections) implements DatabaseSettings {
    /// How many connections are opened unless said otherwise.
    public static final int CONNECTIONS = 16;
  }

  /// The database that `url` names; SQLite in `dataDirectory` when it is empty.
  ///
  /// @throws IllegalArgumentException when it names none that the hub knows; the message says what
  ///   is allowed and does not repeat the address, which may hold a password
  static DatabaseSettings of(Optional<String> url, Path dataDirectory) {
    if (url.isEmpty()) {
      return new Sqlite(dataDirectory.resolve(FILE_NAME));
    }
    String text = url.get();
    if (text.startsWith("jdbc:postgresql:")) {
      return new Postgres(Secret.of(text), Postgres.CONNECTIONS);
    }
    String sqlite = "jdbc:sqlite:";
    if (text.startsWith(sqlite) && isPlainPath(text.substring(sqlite.length()))) {
      return new Sqlite(Path.of(text.substring(sqlite.length())));
    }
    throw new IllegalArgumentException(
        "the database address must begin with jdbc:postgresql:// or be jdbc:sqlite: and a file");
  }

  private static boolean isPlainPath(String path) {
    return !path.isEmpty() && !path.startsWith(":") && path.indexOf('?') < 0;
  }
}
