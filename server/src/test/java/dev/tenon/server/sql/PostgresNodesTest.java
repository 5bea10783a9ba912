package dev.tenon.server.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.tenon.access.WorkspaceId;
import dev.tenon.call.BudgetId;
import dev.tenon.call.SharedBudgets.Closing;
import dev.tenon.secret.Secret;
import dev.tenon.server.sql.DatabaseSettings.Postgres;
import dev.tenon.stores.Race;
import dev.tenon.stores.Samples;
import dev.tenon.workspace.Change;
import dev.tenon.workspace.Change.Everything;
import dev.tenon.workspace.Change.SettingsChanged;
import dev.tenon.workspace.StoreUnavailableException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Several nodes on one PostgreSQL.
@ExtendWith(WithPostgres.class)
final class PostgresNodesTest {
  private final Samples samples = new Samples(new SecureRandom());
  private final WorkspaceId workspace = samples.workspaceId();
  private final PostgresServer server;
  private final Postgres settings;
  private final Database here;
  private final Database there;
  private final BlockingQueue<Change> heardThere = new LinkedBlockingQueue<>();
  private final BlockingQueue<Change> heardHere = new LinkedBlockingQueue<>();

  PostgresNodesTest(PostgresServer server) {
    this.server = server;
    this.settings = server.freshDatabase();
    this.here = Database.open(settings);
    this.there = Database.open(settings);
    here.changes().listen(heardHere::add);
    there.changes().listen(heardThere::add);
  }

  @AfterEach
  void close() {
    here.close();
    there.close();
  }

  @Test
  void a_write_of_one_node_is_heard_by_the_other_and_once_by_itself() throws Exception {
    create(here, workspace);

    assertThat(heardHere).containsExactly(new SettingsChanged(workspace));
    assertThat(heardThere).containsExactly(new SettingsChanged(workspace));

    // The other node's change comes after whatever the first one might have told itself.
    heardThere.clear();
    WorkspaceId second = samples.workspaceId();
    heardHere.clear();
    create(there, second);
    assertThat(heardThere).containsExactly(new SettingsChanged(second));
    assertThat(next(heardHere)).isEqualTo(new SettingsChanged(second));
  }

  @Test
  void what_a_provider_told_one_node_is_heard_by_the_other_and_not_by_itself() throws Exception {
    BlockingQueue<Closing> there = new LinkedBlockingQueue<>();
    BlockingQueue<Closing> here = new LinkedBlockingQueue<>();
    this.there.sharedBudgets().listen(there::add);
    this.here.sharedBudgets().listen(here::add);
    Closing closing =
        new Closing(
            new BudgetId(workspace, "oac_1/hubs:50/60"), Instant.ofEpochMilli(1_767_323_055_123L));
    Closing answer = new Closing(new BudgetId(workspace, "con_1"), closing.until());

    this.here.sharedBudgets().tell(closing);
    assertThat(there.poll(10, TimeUnit.SECONDS)).isEqualTo(closing);
    this.there.sharedBudgets().tell(answer);

    assertThat(here.poll(10, TimeUnit.SECONDS)).isEqualTo(answer);
    assertThat(here).isEmpty();
  }

  @Test
  void a_refused_write_is_not_heard_by_anybody() throws Exception {
    create(here, workspace);
    assertThat(next(heardThere)).isEqualTo(new SettingsChanged(workspace));
    heardHere.clear();

    assertThat(here.workspaces().create(samples.workspace(workspace), samples.event(workspace)))
        .isFalse();

    WorkspaceId second = samples.workspaceId();
    create(here, second);
    assertThat(next(heardThere)).isEqualTo(new SettingsChanged(second));
    assertThat(heardHere).containsExactly(new SettingsChanged(second));
  }

  @Test
  void a_node_that_lost_its_ear_doubts_everything_and_hears_again() throws Exception {
    cutListeners();

    assertThat(next(heardThere)).isEqualTo(new Everything());
    awaitCurrent(there);
    awaitCurrent(here);
    create(here, workspace);
    assertThat(next(heardThere)).isEqualTo(new SettingsChanged(workspace));
  }

  @Test
  void a_node_that_does_not_answer_is_waited_for_until_it_is_not_current_any_more() {
    // One that was killed: it listens to nobody, and its time goes on for a while.
    here.transactions().once(tx -> tx.update(KILL, Duration.ofMillis(1500)));

    create(here, workspace);

    boolean isCurrent = here.transactions().read(tx -> tx.exists(KILLED_IS_CURRENT));
    assertThat(isCurrent).isFalse();
    assertThat(heardThere).containsExactly(new SettingsChanged(workspace));
  }

  @Test
  void a_node_that_left_is_not_waited_for() {
    try (Database third = Database.open(settings)) {
      create(third, workspace);
    }
    // Its thread ends by itself.
    while (here.transactions().read(tx -> tx.list(row -> row.text("id"), LISTENERS)).size() > 2) {
      Thread.onSpinWait();
    }
    assertThat(here.changes().isCurrent()).isTrue();
  }

  @Test
  void a_node_serves_from_memory_while_the_database_blinks_and_no_longer() {
    AtomicLong later = new AtomicLong();
    try (Database node =
        Database.open(settings, Clock.systemUTC(), () -> System.nanoTime() + later.get())) {
      server.execute("ALTER DATABASE " + database() + " ALLOW_CONNECTIONS false");
      cut("true");
      assertThat(node.changes().isCurrent()).isTrue();

      later.set(Hearing.TERM.toNanos());

      assertThat(node.changes().isCurrent()).isFalse();
    } finally {
      server.execute("ALTER DATABASE " + database() + " ALLOW_CONNECTIONS true");
    }
  }

  private static final String KILL =
      """
      INSERT INTO listeners (id, current_until) VALUES ('killed/1', {now} + ?)
      """;

  private static final String KILLED_IS_CURRENT =
      """
      SELECT 1 FROM listeners WHERE id = 'killed/1' AND current_until > {now}
      """;

  private static final String LISTENERS =
      """
      SELECT id FROM listeners
      """;

  @Test
  void stores_say_that_they_are_unavailable_while_the_database_is_away_and_then_work_again()
      throws Exception {
    create(here, workspace);
    server.execute("ALTER DATABASE " + database() + " ALLOW_CONNECTIONS false");
    cut("true");

    assertThatThrownBy(() -> here.workspaces().find(workspace))
        .isInstanceOf(StoreUnavailableException.class)
        .hasMessageNotContaining("SELECT");
    assertThat(here.answers()).isFalse();

    server.execute("ALTER DATABASE " + database() + " ALLOW_CONNECTIONS true");
    assertThat(here.workspaces().find(workspace)).isPresent();
    assertThat(here.answers()).isTrue();
    awaitCurrent(here);
  }

  @Test
  void a_node_whose_machine_is_ten_minutes_wrong_has_the_time_of_the_others() {
    Clock wrong = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(-10));

    try (Database database = Database.open(settings, wrong)) {
      assertThat(database.clock().instant())
          .isCloseTo(here.clock().instant(), within(5, ChronoUnit.SECONDS));
      assertThat(database.clockOffset())
          .isBetween(Duration.ofSeconds(-605), Duration.ofSeconds(-595));
    }
  }

  @Test
  void the_time_goes_on_while_the_database_is_away() {
    server.execute("ALTER DATABASE " + database() + " ALLOW_CONNECTIONS false");
    cut("true");

    Instant before = here.clock().instant();
    assertThat(here.answers()).isFalse();

    assertThat(here.clock().instant()).isAfter(before);
    server.execute("ALTER DATABASE " + database() + " ALLOW_CONNECTIONS true");
  }

  @Test
  void a_database_that_cannot_be_reached_is_said_so_at_open() {
    Postgres nowhere =
        new Postgres(Secret.of("jdbc:postgresql://127.0.0.1:1/tenon?user=x&password=canary"), 2);

    assertThatThrownBy(() -> Database.open(nowhere))
        .isInstanceOf(StoreUnavailableException.class)
        .hasMessageNotContaining("canary");
  }

  @Test
  void many_nodes_that_start_at_once_migrate_an_empty_database_once() {
    Postgres empty = server.emptyDatabase();

    List<Boolean> answered =
        Race.run(
            number -> {
              if (number > 3) {
                return true;
              }
              try (Database database = Database.open(empty)) {
                return database.answers();
              }
            });

    assertThat(answered).hasSize(Race.RUNNERS).containsOnly(true);
  }

  private void create(Database database, WorkspaceId id) {
    assertThat(database.workspaces().create(samples.workspace(id), samples.event(id))).isTrue();
  }

  private void cutListeners() {
    cut("application_name = 'tenon changes'");
  }

  private void cut(String which) {
    server.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '%s' AND %s"
            .formatted(database(), which));
  }

  private String database() {
    String url = settings.url().reveal();
    return url.replaceAll(".*/(tenon_[0-9a-f]+).*", "$1");
  }

  private static Change next(BlockingQueue<Change> heard) throws InterruptedException {
    Change change = heard.poll(30, TimeUnit.SECONDS);
    assertThat(change).as("heard within 30 s").isNotNull();
    return change;
  }

  private static void awaitCurrent(Database database) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (!database.changes().isCurrent() && System.nanoTime() < end) {
      Thread.onSpinWait();
    }
    assertThat(database.changes().isCurrent()).isTrue();
  }
}
