package dev.tenon.server.sql;

import dev.tenon.workspace.StoreUnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/// Copies a SQLite database as it is at one moment, while a hub goes on using it.
public final class SqliteSnapshot {
  private SqliteSnapshot() {}

  /// Copies the database in `file` to `target`, which must not be there yet, readable by its owner
  /// only; and looks whether the copy is whole.
  ///
  /// @throws StoreUnavailableException when it cannot be read, or the copy is not whole
  public static void copy(Path file, Path target) {
    try {
      if (target.getFileSystem().supportedFileAttributeViews().contains("posix")) {
        // Made first, so that its mode is there from the first moment.
        Files.createFile(
            target,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      }
      write(file, target);
      check(target);
    } catch (SQLException | IOException e) {
      throw new StoreUnavailableException("cannot copy the database " + file, e);
    }
  }

  private static void write(Path file, Path target) throws SQLException {
    try (Connection connection = open(file);
        PreparedStatement copy = connection.prepareStatement("VACUUM INTO ?")) {
      copy.setString(1, target.toString());
      copy.execute();
    }
  }

  private static void check(Path copy) throws SQLException, IOException {
    try (Connection connection = open(copy);
        Statement statement = connection.createStatement();
        ResultSet said = statement.executeQuery("PRAGMA integrity_check")) {
      if (!said.next() || !said.getString(1).equals("ok")) {
        throw new IOException("the copy is not whole");
      }
    }
  }

  private static Connection open(Path file) throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + file);
  }
}
