package dev.tenon.server.sql;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Security row E12, read off the statements: none touches a row without saying of which workspace.
final class StatementsTest {
  /// The look-ups before a workspace is known, the operator's list, the sweeps, and what belongs to
  /// the installation. Each is named by its port as such.
  private static final Set<String> WITHOUT_WORKSPACE =
      Set.of(
          "PostgresPool.COMMITS_COUNT",
          "Database.REPLACE_KEYSET",
          "SqlApiKeyStore.AUTHENTICATE",
          "SqlApiKeyStore.ALL_VALID",
          "SqlConnectStore.OPEN_LINK",
          "SqlOAuthClientStore.WITH_CLIENT_ID",
          "UnclaimedGrants.REMOVE_EXPIRED",
          "ConnectSessions.TAKE",
          "ConnectSessions.REMOVE_EXPIRED",
          "PendingGrants.TAKE_EXPIRED",
          "SqlConnectionStore.NOT_REVOKED_AT_PROVIDER",
          "WordRows.WORDLESS",
          "SqlExpiringSecrets.UNTOLD",
          "ClientFigures.REJECTED",
          "ClientFigures.ENDING",
          "SqlOAuthClientStore.LENT",
          "SqlDeliveryQueue.DUE",
          "SqlDeliveryQueue.BACKLOG",
          "SqlWorkspaces.ALL",
          "SqlRetentions.PAGE",
          "SqlSyncStore.UNSCHEDULED",
          "SyncNumbers.BACKLOG",
          "SyncNumbers.FIGURES",
          "RecordPruning.OVER",
          "RecordPruning.END_ORPHANS",
          "RecordPruning.DELETED_LONG_AGO",
          "EventPruning.LOOK",
          "SqlMemberStore.WITH_EMAIL",
          "SignInLinkRows.OPEN",
          "SignInLinkRows.REMOVE_OVER",
          "SqlPasskeyStore.WITH_CREDENTIAL",
          "SqlMemberProviders.ANY",
          "SpentTickets.REMOVE_OVER",
          "MemberSessions.FIND",
          "MemberSessions.REMOVE_OVER",
          "SqlNodes.BEAT",
          "SqlNodes.FORGET",
          "SqlNodes.LEAVE",
          "SqlNodes.COUNT",
          "GrantLeases.ABANDON",
          "SqlDueGrants.CLIENTS",
          "SqlDueGrants.BACKLOG",
          "SqlGrantPlans.UNPLANNED",
          "SqlGrantPlans.ENDING",
          "Database.KEYSET",
          "Database.STORE_FIRST_KEYSET",
          "Database.ANSWERS",
          "Schema.MIGRATED",
          "Schema.SUPPORT",
          "SqlSharedBudgets.PRUNE",
          "BudgetNews.TELL",
          "PostgresChanges.NOTIFY",
          "PostgresChanges.HEARTBEAT",
          "PostgresChanges.ANSWER",
          "PostgresChanges.PROLONG",
          "PostgresChanges.FORGET",
          "PostgresChanges.LEAVE",
          "Hearing.ASK",
          "Hearing.CURRENT");

  /// Beginnings of statements; the whole ones are constants of their own.
  private static final Set<String> FRAGMENTS =
      Set.of(
          "ConnectionRows.SELECT",
          "GrantRows.SELECT",
          "OAuthClientRows.SELECT",
          "SqlGrantStore.REPLACE_TOKENS",
          "SqlRecords.BOUNDED",
          "SyncRows.COLUMNS",
          "SyncRows.SELECT",
          "SyncRows.SELECT_PLAIN");

  private static final Pattern TABLE =
      Pattern.compile("\\b(FROM|JOIN|UPDATE|INTO)\\s+([a-z_]+)\\b(?!\\s*\\()");

  /// A part of a statement that has a name of its own.
  private static final Pattern NAMED =
      Pattern.compile(
          "\\b([a-z_]+) AS (?:MATERIALIZED )?\\(\\s*(?:SELECT|UPDATE|DELETE|INSERT)\\b");

  // The scheduler's own table names the workspace in its key.
  private static final Pattern CONDITION =
      Pattern.compile("workspace_id = |task_instance = \\w+\\.workspace_id ");
  private static final Pattern CONSTANT =
      Pattern.compile("static final String \\w+ =[\\s\\S]*?;\\n");
  private static final Pattern SQL =
      Pattern.compile("\"\"\"|\"\\s*(SELECT|INSERT|UPDATE|DELETE|WITH)\\b");

  @Test
  void every_statement_says_of_which_workspace_for_each_of_its_tables() {
    Map<String, String> statements = statements();
    statements.keySet().removeAll(WITHOUT_WORKSPACE);
    statements.keySet().removeAll(FRAGMENTS);

    assertThat(statements).hasSizeGreaterThan(50);
    assertThat(statements)
        .allSatisfy((name, sql) -> assertThat(saysWorkspace(sql)).as(sql).isTrue());
  }

  @Test
  void the_exceptions_are_still_there() {
    assertThat(statements()).containsKeys(WITHOUT_WORKSPACE.toArray(String[]::new));
    assertThat(statements()).containsKeys(FRAGMENTS.toArray(String[]::new));
  }

  @Test
  void a_statement_that_forgets_the_workspace_is_found() {
    assertThat(saysWorkspace("SELECT id FROM grants WHERE connection_id = ?")).isFalse();
    assertThat(
            saysWorkspace(
                "DELETE FROM users WHERE workspace_id = ? AND NOT EXISTS ("
                    + "SELECT 1 FROM connections WHERE owner = ?)"))
        .isFalse();
    assertThat(saysWorkspace("INSERT INTO apps (name) VALUES (?)")).isFalse();
    assertThat(
            saysWorkspace(
                "WITH free AS (SELECT id FROM grants WHERE workspace_id = ?) "
                    + "UPDATE grants SET version = 2 FROM free WHERE connection_id = id"))
        .isFalse();
  }

  @Test
  void every_statement_is_a_constant() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("src/main/java/dev/tenon/server/sql"))) {
      // The dialect has the words that statements are completed with.
      List<Path> sources = files.filter(file -> !file.endsWith("Dialect.java")).toList();
      assertThat(sources).hasSizeGreaterThan(20);
      for (Path source : sources) {
        String rest = CONSTANT.matcher(Files.readString(source)).replaceAll("");
        assertThat(SQL.matcher(rest).find()).as(source.toString()).isFalse();
      }
    }
  }

  private static boolean saysWorkspace(String sql) {
    if (sql.startsWith("INSERT")) {
      return sql.contains("(workspace_id");
    }
    Matcher tables = TABLE.matcher(sql);
    Matcher conditions = CONDITION.matcher(sql);
    Set<String> noTables =
        Stream.concat(Stream.of("json_each"), NAMED.matcher(sql).results().map(it -> it.group(1)))
            .collect(Collectors.toSet());
    long touched = tables.results().filter(it -> !noTables.contains(it.group(2))).count();
    return touched > 0 && conditions.results().count() >= touched;
  }

  private static Map<String, String> statements() {
    Map<String, String> statements = new TreeMap<>();
    for (JavaClass type :
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.tenon.server.sql")) {
      for (Field field : type.reflect().getDeclaredFields()) {
        statement(field)
            .ifPresent(sql -> statements.put(type.getSimpleName() + "." + field.getName(), sql));
      }
    }
    return statements;
  }

  private static Optional<String> statement(Field field) {
    if (!Modifier.isStatic(field.getModifiers()) || field.getType() != String.class) {
      return Optional.empty();
    }
    try {
      field.setAccessible(true);
      return Optional.of((String) field.get(null))
          .filter(text -> text.matches("(?s)(SELECT|INSERT|UPDATE|DELETE|WITH)\\b.*"));
    } catch (IllegalAccessException e) {
      throw new LinkageError("a constant cannot be read", e);
    }
  }
}
