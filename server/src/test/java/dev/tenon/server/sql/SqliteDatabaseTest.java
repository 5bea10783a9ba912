package dev.tenon.server.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenon.access.WorkspaceId;
import dev.tenon.server.sql.Row.Reader;
import dev.tenon.stores.Samples;
import dev.tenon.workspace.StoreUnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is particular to a database that is a file.
final class SqliteDatabaseTest {
  private final Samples samples = new Samples(new SecureRandom());
  private final Path directory;
  private final Path file;

  SqliteDatabaseTest(@TempDir Path temporary) {
    this.directory = temporary.resolve("data");
    this.file = directory.resolve("tenon.db");
  }

  @Test
  void directory_and_files_are_their_owner_s_only() throws IOException {
    try (Database database = open()) {
      database.workspaces().create(samples.workspace(workspace()), samples.event(workspace()));

      assertThat(mode(directory)).isEqualTo("rwx------");
      try (var files = Files.list(directory)) {
        assertThat(files.toList())
            .hasSizeGreaterThanOrEqualTo(3)
            .allSatisfy(each -> assertThat(mode(each)).isEqualTo("rw-------"));
      }
    }
  }

  @Test
  void what_was_written_is_there_after_a_restart() {
    try (Database database = open()) {
      database.workspaces().create(samples.workspace(workspace()), samples.event(workspace()));
    }

    try (Database database = open()) {
      assertThat(database.workspaces().find(workspace())).contains(samples.workspace(workspace()));
      assertThat(database.auditLog().firstBroken(workspace())).isEmpty();
    }
  }

  @Test
  void a_file_is_one_hub_s_at_a_time() {
    try (Database first = open()) {
      assertThatThrownBy(this::open)
          .isInstanceOf(StoreUnavailableException.class)
          .hasRootCauseMessage("another process uses it; stop that one first");
      assertThat(first.answers()).isTrue();
    }
    open().close();
  }

  @Test
  void a_file_that_is_no_database_is_refused_and_left_alone() throws IOException {
    Files.createDirectories(directory);
    Files.writeString(file, "these are the notes of somebody, and no database at all");

    assertThatThrownBy(this::open).isInstanceOf(StoreUnavailableException.class);

    assertThat(file).hasContent("these are the notes of somebody, and no database at all");
  }

  @Test
  void the_time_is_the_machine_s() {
    Clock noon = Clock.fixed(Samples.NOON, ZoneOffset.UTC);

    try (Database database = Database.open(new DatabaseSettings.Sqlite(file), noon)) {
      assertThat(database.clock().instant()).isEqualTo(Samples.NOON);
      assertThat(database.clockOffset()).isZero();
    }
  }

  @Test
  void a_database_from_which_a_newer_program_took_something_away_is_refused() {
    try (Database database = open()) {
      database
          .transactions()
          .once(tx -> tx.update("UPDATE flyway_schema_history SET version = '999'"));
      database.transactions().once(tx -> tx.update("UPDATE schema_support SET oldest = 998"));
    }

    assertThatThrownBy(this::open)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("999")
        .hasMessageContaining("newer program");
  }

  @Test
  void nothing_committed_is_lost_with_the_power() throws SQLException {
    open().close();
    SqliteConnection writer = SqliteConnection.writer(file);
    try {
      assertThat(pragma(writer, "journal_mode")).isEqualTo("wal");
      assertThat(pragma(writer, "synchronous")).isEqualTo("2");
      assertThat(pragma(writer, "foreign_keys")).isEqualTo("1");
    } finally {
      writer.close();
    }
  }

  @Test
  void a_reader_cannot_write() throws SQLException {
    open().close();
    SqliteConnection reader = SqliteConnection.reader(file);
    try {
      assertThatThrownBy(() -> reader.tx().update("DELETE FROM workspaces"))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("readonly");
    } finally {
      reader.close();
    }
  }

  @Test
  void a_write_that_cannot_begin_says_that_the_store_is_unavailable() throws SQLException {
    try (Database database = open()) {
      SqliteConnection other = SqliteConnection.writer(file);
      other.begin();
      try {
        assertThatThrownBy(
                () ->
                    database
                        .workspaces()
                        .create(samples.workspace(workspace()), samples.event(workspace())))
            .isInstanceOf(StoreUnavailableException.class)
            .hasMessageNotContaining("INSERT");
        // Reads go on beside it.
        assertThat(database.answers()).isTrue();
      } finally {
        other.rollback();
        other.close();
      }
      assertThat(
              database
                  .workspaces()
                  .create(samples.workspace(workspace()), samples.event(workspace())))
          .isTrue();
    }
  }

  @Test
  void a_statement_that_failed_works_the_next_time() {
    try (Database database = open()) {
      String sql = "SELECT json_extract(?, '$.a') AS it";

      for (int i = 0; i < 3; i++) {
        assertThatThrownBy(() -> database.transactions().read(tx -> tx.exists(sql, "no json")))
            .isInstanceOf(IllegalStateException.class);
      }

      boolean found = database.transactions().read(tx -> tx.exists(sql, "{}"));
      assertThat(found).isTrue();
    }
  }

  @Test
  void work_that_throws_leaves_nothing_behind() {
    try (Database database = open()) {
      assertThatThrownBy(
              () ->
                  database
                      .transactions()
                      .write(
                          tx -> {
                            SqlAuditLog.append(tx, samples.event(workspace()));
                            throw new IllegalArgumentException("on purpose");
                          }))
          .hasMessage("on purpose");

      assertThat(database.auditLog().list(workspace(), Optional.empty(), 9)).isEmpty();
      database.auditLog().append(samples.event(workspace()));
      assertThat(database.auditLog().firstBroken(workspace())).isEmpty();
    }
  }

  @Test
  void a_text_that_would_not_come_back_as_it_is_is_refused() {
    try (Database database = open()) {
      for (String text : List.of("a\u0000b", "\uD83C", "a\uDF32", "\uD83C\uD83C\uDF32")) {
        assertThatThrownBy(() -> database.transactions().read(tx -> tx.exists("SELECT ?", text)))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageNotContaining(text);
      }
      Reader<String> reader = row -> row.text("it");
      assertThat(
              database
                  .transactions()
                  .<List<String>>read(tx -> tx.list(reader, "SELECT ? AS it", "\uD83C\uDF32")))
          .containsExactly("\uD83C\uDF32");
    }
  }

  private static String pragma(SqliteConnection connection, String name) throws SQLException {
    return connection.tx().list(row -> row.text(name), "PRAGMA " + name).getFirst();
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  private static WorkspaceId workspace() {
    return new WorkspaceId("ws_1");
  }

  private Database open() {
    return Database.open(new DatabaseSettings.Sqlite(file));
  }
}
