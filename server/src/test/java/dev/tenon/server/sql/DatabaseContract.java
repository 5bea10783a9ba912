package dev.tenon.server.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.tenon.access.WorkspaceId;
import dev.tenon.audit.AuditEntry;
import dev.tenon.stores.Race;
import dev.tenon.stores.Samples;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What both databases do besides keeping the ports' contracts.
abstract class DatabaseContract {
  private final Samples samples = new Samples(new SecureRandom());
  private final WorkspaceId workspace = samples.workspaceId();
  private final Database database;

  /// With an empty database.
  DatabaseContract(Database database) {
    this.database = database;
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void an_open_database_answers() {
    assertThat(database.answers()).isTrue();
  }

  @Test
  void the_first_keyset_stays_whoever_comes_second() {
    assertThat(database.keyset()).isEmpty();

    List<byte[]> stored =
        Race.run(number -> database.storeFirstKeyset(new byte[] {1, (byte) number}));

    byte[] first = database.keyset().orElseThrow();
    assertThat(stored).hasSize(Race.RUNNERS).allMatch(each -> Arrays.equals(each, first));
  }

  @Test
  void security_row_F8_an_altered_audit_entry_is_found() {
    append(5);

    sql("UPDATE audit_events SET target = 'another' WHERE number = 3");

    assertThat(database.auditLog().firstBroken(workspace)).contains(3L);
  }

  @Test
  void security_row_F8_an_audit_entry_with_its_own_hash_made_anew_is_found() {
    append(5);

    sql("UPDATE audit_events SET hash = '" + "a".repeat(64) + "' WHERE number = 3");

    assertThat(database.auditLog().firstBroken(workspace)).contains(3L);
  }

  @Test
  void security_row_F8_a_removed_audit_entry_is_found() {
    append(5);

    sql("DELETE FROM audit_events WHERE number = 3");

    assertThat(database.auditLog().firstBroken(workspace)).contains(3L);
  }

  @Test
  void security_row_F8_the_newest_audit_entries_are_missed() {
    append(5);

    sql("DELETE FROM audit_events WHERE number > 3");

    assertThat(database.auditLog().firstBroken(workspace)).contains(4L);
  }

  @Test
  void security_row_F8_swapped_audit_entries_are_found() {
    append(5);

    sql("UPDATE audit_events SET number = -2 WHERE number = 2");
    sql("UPDATE audit_events SET number = 2 WHERE number = 4");
    sql("UPDATE audit_events SET number = 4 WHERE number = -2");

    assertThat(database.auditLog().firstBroken(workspace)).contains(2L);
  }

  @Test
  void security_row_F8_a_beginning_that_was_cut_off_is_found_where_no_entry_tells_of_it() {
    append(5);

    sql(
        "UPDATE audit_heads SET removed = 2, removed_hash = ("
            + "SELECT hash FROM audit_events WHERE number = 2)");
    sql("DELETE FROM audit_events WHERE number <= 2");

    assertThat(database.auditLog().firstBroken(workspace)).contains(3L);
  }

  @Test
  void security_row_F8_a_pruned_audit_log_is_whole_and_what_is_done_to_it_is_found() {
    append(1_203);
    assertThat(prune()).isEqualTo(1_203);
    append(2);
    assertThat(database.auditLog().firstBroken(workspace)).isEmpty();

    sql("DELETE FROM audit_events WHERE number = 1204");
    assertThat(database.auditLog().firstBroken(workspace)).contains(1_204L);
  }

  @Test
  void what_a_pruning_that_was_cut_short_has_left_goes_with_the_next_and_breaks_nothing() {
    append(5);
    prune();
    sql(
        "INSERT INTO audit_events (workspace_id, number, at, actor_kind, action, target,"
            + " details_json, previous, hash) SELECT workspace_id, 4, at, actor_kind, action,"
            + " target, details_json, previous, hash FROM audit_events WHERE number = 6");
    assertThat(database.auditLog().firstBroken(workspace)).isEmpty();

    assertThat(prune()).isZero();

    assertThat(database.auditLog().list(workspace, Optional.empty(), 9))
        .extracting(AuditEntry::number)
        .containsExactly(6L);
  }

  private int prune() {
    return database.auditLog().prune(workspace, Samples.NOON.plusMillis(1), 100_000);
  }

  @Test
  void an_audit_log_longer_than_one_look_is_checked_to_its_end() {
    append(1_203);
    assertThat(database.auditLog().firstBroken(workspace)).isEmpty();

    sql("UPDATE audit_events SET action = 'thing.undone' WHERE number = 1203");

    assertThat(database.auditLog().firstBroken(workspace)).contains(1_203L);
  }

  @Test
  void a_statement_that_is_refused_is_a_bug_and_not_an_outage() {
    assertThatThrownBy(() -> sql("UPDATE no_such_table SET x = 'canary'"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("bug")
        .hasMessageNotContaining("canary");
  }

  @Test
  void every_table_has_the_workspace_in_its_rows() {
    List<String> tables = tables();

    assertThat(tables).hasSizeGreaterThan(10).contains("grants", "audit_events");
    for (String table : tables) {
      assertThat(
              database
                  .transactions()
                  .<Boolean>read(
                      tx -> tx.list(_ -> 1, "SELECT workspace_id FROM " + table).isEmpty()))
          .isTrue();
    }
  }

  @Test
  void the_database_s_clock_is_the_clock_of_now() {
    long now =
        database
            .transactions()
            .<Optional<Long>>read(tx -> tx.one(row -> row.number("now"), "SELECT {now} AS now"))
            .orElseThrow();

    assertThat(now).isCloseTo(System.currentTimeMillis(), within(600_000L));
  }

  @Test
  void a_keyset_comes_back_byte_for_byte() {
    byte[] wrapped = "wrapped\u0000keys".getBytes(StandardCharsets.UTF_8);

    assertThat(database.storeFirstKeyset(wrapped)).isEqualTo(wrapped);

    assertThat(database.keyset()).contains(wrapped);
  }

  /// The names of all tables but the installation's own, and but the scheduler's, whose rows name
  /// workspace and sync in their key.
  abstract List<String> tables();

  final Database database() {
    return database;
  }

  private void append(int entries) {
    for (int i = 0; i < entries; i++) {
      database.auditLog().append(samples.event(workspace));
    }
  }

  private void sql(String sql) {
    database.transactions().write(tx -> tx.update(sql));
  }
}
