package dev.tenon.server.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Looking for work costs a look-up in an index, however many grants there are.
abstract class IndexesContract {
  static final String WORKSPACE = "ws_1";
  static final String CLIENT = "cl_7";

  /// How the database runs `sql`, a line for each step.
  abstract List<String> explain(String sql, Object... parameters);

  /// Whether a step reads all grants or all connections.
  abstract boolean readsAll(String step);

  @Test
  void clients_with_due_grants_are_found_by_the_oldest_of_each() {
    assertUses("grants_due_by_client", explain(SqlDueGrants.CLIENTS, 50));
  }

  @Test
  void due_grants_of_a_client_are_found_in_their_order_and_their_connections_one_by_one() {
    List<String> plan = explain(SqlDueGrants.DUE, Duration.ofMinutes(2), WORKSPACE, CLIENT, 20);

    assertUses("grants_due_by_client", plan);
    assertUses(connectionsById(), plan);
    assertThat(plan).noneMatch(step -> step.contains("Sort") || step.contains("TEMP B-TREE"));
  }

  @Test
  void the_backlog_is_counted_in_an_index() {
    assertUses("grants_due", explain(SqlDueGrants.BACKLOG));
  }

  @Test
  void unplanned_grants_are_found_among_themselves() {
    assertUses("grants_unplanned", explain(SqlGrantPlans.UNPLANNED, 100));
  }

  @Test
  void grants_that_end_soon_are_found_in_their_order() {
    List<String> plan = explain(SqlGrantPlans.ENDING, 0, Instant.EPOCH.plusSeconds(1), 100);

    assertUses("grants_ending", plan);
    assertThat(plan).noneMatch(step -> step.contains("Sort") || step.contains("TEMP B-TREE"));
  }

  @Test
  void grants_of_a_workspace_that_end_soon_are_found_among_those_that_end() {
    List<String> plan =
        explain(SqlOverviews.GRANTS_ENDING, WORKSPACE, Instant.EPOCH.plusSeconds(1), 20);

    assertUses("grants_ending_here", plan);
    assertThat(plan).noneMatch(step -> step.contains("TEMP B-TREE"));
  }

  @Test
  void grants_of_a_client_are_found_by_its_connections() {
    assertUses(
        "connections_one_per_owner",
        explain(SqlGrantPlans.OF_CLIENT, WORKSPACE, CLIENT, "user", "user_5", 250));
  }

  @Test
  void leases_of_a_process_that_is_gone_are_found_among_the_leased() {
    assertUses("grants_leased", explain(GrantLeases.ABANDON, "node-1"));
  }

  @Test
  void connections_of_a_status_stand_in_their_order() {
    List<String> plan =
        explain(
            ConnectionSearch.LIST + ConnectionSearch.OF_STATUS + ConnectionSearch.NEWEST,
            WORKSPACE,
            "failing",
            51);

    assertUses("connections_by_status", plan);
    assertThat(plan).noneMatch(step -> step.contains("Sort") || step.contains("TEMP B-TREE"));
  }

  @Test
  void connections_of_a_client_stand_in_their_order() {
    List<String> plan =
        explain(
            ConnectionSearch.TERM
                + ConnectionSearch.OF_CLIENT
                + ConnectionSearch.NEWEST
                + ConnectionSearch.TERM_END,
            WORKSPACE,
            CLIENT,
            51);

    assertUses("connections_by_client", plan);
    assertThat(plan).noneMatch(step -> step.contains("Sort") || step.contains("TEMP B-TREE"));
  }

  @Test
  void words_are_looked_up() {
    assertUses(
        "connection_words",
        explain(ConnectionSearch.WITH_FIRST_WORD, WORKSPACE, "user_77", "user_78", 2000));
  }

  @Test
  void connections_that_were_found_are_looked_up_one_by_one() {
    List<String> plan =
        explain(
            ConnectionSearch.BY_IDS + ConnectionSearch.SORTED,
            WORKSPACE,
            "[\"con_1\",\"con_2\"]",
            51);

    assertThat(plan).noneMatch(this::readsAll);
    assertThat(plan).noneMatch(step -> step.contains("connections_newest"));
  }

  /// The index of connections by workspace and id.
  abstract String connectionsById();

  final void assertUses(String index, List<String> plan) {
    assertThat(plan).anyMatch(step -> step.contains(index));
    assertThat(plan).noneMatch(this::readsAll);
  }
}
