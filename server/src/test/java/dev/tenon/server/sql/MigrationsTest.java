package dev.tenon.server.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Migrations only add, so that a node of the version before works on beside the new ones.
final class MigrationsTest {
  /// A file may take away what no program needs any more, if it says since when none does.
  private static final Pattern RELEASED =
      Pattern.compile("-- Contracts: safe since version \\d+\\.\\d+\\.\\d+[^\\n]*\\n[\\s\\S]*");

  private static final Pattern CONTRACTING =
      Pattern.compile(
          "\\bDROP\\b|\\bRENAME\\b|\\bALTER\\s+COLUMN\\b|\\bSET\\s+NOT\\s+NULL\\b"
              + "|\\bADD\\s+(CONSTRAINT|UNIQUE|CHECK|FOREIGN|PRIMARY)\\b|\\bSET\\s+DATA\\b"
              + "|\\bADD\\s+(COLUMN\\s+)?\\w+[^;]*\\b(UNIQUE|CHECK|REFERENCES)\\b"
              + "|\\bDELETE\\b|\\bTRUNCATE\\b",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern ADDED_COLUMN =
      Pattern.compile("\\bADD\\s+(COLUMN\\s+)?\\w+[^;]*", Pattern.CASE_INSENSITIVE);
  private static final Pattern UNIQUE_INDEX =
      Pattern.compile("\\bCREATE\\s+UNIQUE\\s+INDEX\\s+\\w+\\s+ON\\s+(\\w+)");
  private static final Pattern NEW_TABLE = Pattern.compile("\\bCREATE\\s+TABLE\\s+(\\w+)");

  @Test
  void every_migration_after_the_first_only_adds() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("src/main/resources/db/migration"))) {
      List<Path> later =
          files.filter(file -> !file.getFileName().toString().startsWith("V1__")).toList();
      assertThat(later).isNotEmpty();
      for (Path file : later) {
        assertThat(isExpanding(Files.readString(file))).as(file.toString()).isTrue();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ALTER TABLE grants DROP COLUMN fence;",
        "DROP INDEX grants_due;",
        "drop table nodes;",
        "ALTER TABLE grants RENAME COLUMN fence TO barrier;",
        "ALTER TABLE grants RENAME TO tokens;",
        "ALTER TABLE grants ADD COLUMN it BIGINT NOT NULL;",
        "ALTER TABLE grants ADD it BIGINT NOT NULL;",
        "ALTER TABLE grants ALTER COLUMN fence TYPE INTEGER;",
        "ALTER TABLE grants ALTER COLUMN scope SET NOT NULL;",
        "ALTER TABLE grants ADD CONSTRAINT sane CHECK (fence > 0);",
        "ALTER TABLE grants ADD COLUMN it BIGINT CHECK (it > 0);",
        "CREATE UNIQUE INDEX one ON connections (workspace_id, owner);",
        "DELETE FROM connection_events;",
        "-- Contracts what nobody needs\nDROP INDEX grants_due;"
      })
  void a_migration_that_takes_away_is_found(String sql) {
    assertThat(isExpanding(sql)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ALTER TABLE grants ADD COLUMN it BIGINT;",
        "ALTER TABLE grants ADD COLUMN it BIGINT NOT NULL DEFAULT 0;",
        "-- Nothing to DROP here.\nCREATE INDEX it ON grants (fence);",
        "CREATE TABLE a (id INTEGER NOT NULL CHECK (id = 1)); CREATE UNIQUE INDEX one ON a (id);",
        "-- Contracts: safe since version 1.4.0\nDROP INDEX grants_due;"
      })
  void a_migration_that_adds_is_not_refused(String sql) {
    assertThat(isExpanding(sql)).isTrue();
  }

  private static boolean isExpanding(String sql) {
    if (RELEASED.matcher(sql).matches()) {
      return true;
    }
    String statements = sql.replaceAll("--[^\\n]*", "").replaceAll("ON DELETE (CASCADE|SET)", "");
    return Stream.of(statements.split(";", -1)).allMatch(it -> isExpanding(it, statements));
  }

  private static boolean isExpanding(String statement, String all) {
    boolean needsValue =
        ADDED_COLUMN
            .matcher(statement)
            .results()
            .map(it -> it.group().toUpperCase(Locale.ROOT))
            .anyMatch(it -> it.contains("NOT NULL") && !it.contains("DEFAULT"));
    List<String> made = NEW_TABLE.matcher(all).results().map(it -> it.group(1)).toList();
    boolean forbids =
        UNIQUE_INDEX.matcher(statement).results().anyMatch(it -> !made.contains(it.group(1)));
    return !needsValue && !forbids && !CONTRACTING.matcher(statement).find();
  }
}
