package dev.tenon.server.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.access.UserId;
import dev.tenon.client.OAuthClient;
import dev.tenon.connection.Connection;
import dev.tenon.connection.ConnectionEvent;
import dev.tenon.connection.ConnectionId;
import dev.tenon.connection.Grant;
import dev.tenon.connection.GrantPlan;
import dev.tenon.connection.GrantStore.CommitResult;
import dev.tenon.connection.GrantStore.Failure;
import dev.tenon.connection.GrantStore.LeaseRequest;
import dev.tenon.connection.GrantStore.LeaseResult;
import dev.tenon.connection.GrantTokens;
import dev.tenon.connection.Lease;
import dev.tenon.connection.Owner;
import dev.tenon.connection.Status;
import dev.tenon.connection.UnfinishedRule;
import dev.tenon.server.sql.BulkCommits.Leased;
import dev.tenon.stores.Samples;
import dev.tenon.stores.StoreContract;
import dev.tenon.stores.Stores;
import dev.tenon.webhook.DeliveryQueue.Outgoing;
import dev.tenon.webhook.WebhookEndpoint;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// What many refreshes ask of PostgreSQL at once. That one alone gets what the contracts of the
/// stores say is shown there.
@ExtendWith(WithPostgres.class)
final class PostgresBulkTest extends StoreContract {
  private static final Duration LONG = Duration.ofMinutes(5);
  private static final UnfinishedRule WAIT = UnfinishedRule.wait(Duration.ZERO);
  private static final UnfinishedRule ANYWAY = UnfinishedRule.harmless();

  private static final String HOLD =
      """
      SELECT 1 FROM grants WHERE workspace_id = ? AND connection_id = ? FOR UPDATE
      """;

  private final Database database;
  private final Stores stores;

  PostgresBulkTest(PostgresServer server) {
    database = Database.open(server.freshDatabase());
    stores = new DatabaseStores(database);
  }

  @Override
  protected Stores stores() {
    return stores;
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void each_gets_the_lease_that_it_asked_for() {
    List<LeaseRequest> requests = requests(connections("ada", "bob", "cyd"));

    List<Optional<LeaseResult>> results = take(requests);

    for (int i = 0; i < requests.size(); i++) {
      LeaseRequest request = requests.get(i);
      Lease lease = leased(results.get(i).orElseThrow());
      assertThat(lease)
          .isEqualTo(
              new Lease(workspace, request.connection(), 1, lease.fence(), request.attempt()));
      assertThat(stores.grants().lease(request(request.connection(), 1, ANYWAY)))
          .isInstanceOfSatisfying(
              LeaseResult.Taken.class,
              taken -> assertThat(taken.remaining()).isBetween(LONG.minusMinutes(1), LONG));
    }
  }

  @Test
  void who_cannot_have_the_lease_is_left_out_alone() {
    Connection free = connection("free");
    Connection leased = connection("leased");
    lease(leased);
    Connection revoked = connection("revoked");
    revoke(revoked);
    Connection unfinished = connection("unfinished");
    leaveUnfinished(unfinished);
    Connection last = connection("last");

    List<Optional<LeaseResult>> results =
        take(
            Stream.concat(
                    requests(List.of(free, leased, revoked, unfinished)).stream(),
                    Stream.of(
                        request(samples.connectionId(), 1, WAIT),
                        request(free.id(), 2, WAIT),
                        request(last.id(), 1, WAIT)))
                .toList());

    assertThat(results)
        .extracting(Optional::isPresent)
        .containsExactly(true, false, false, false, false, false, true);
  }

  @Test
  void an_attempt_without_an_outcome_is_replaced_where_the_request_says_so() {
    Connection harmless = connection("harmless");
    Connection forgiven = connection("forgiven");
    Connection late = connection("late");
    List.of(harmless, forgiven, late).forEach(this::leaveUnfinished);

    List<Optional<LeaseResult>> results =
        take(
            List.of(
                request(harmless.id(), 1, ANYWAY),
                request(forgiven.id(), 1, UnfinishedRule.wait(LONG)),
                request(late.id(), 1, UnfinishedRule.lastResort(Duration.ZERO, LONG))));

    assertThat(results)
        .allSatisfy(
            result ->
                assertThat(((LeaseResult.Leased) result.orElseThrow()).unfinished()).isPresent());
  }

  @Test
  void an_attempt_whose_lease_ended_is_waited_for_as_long_as_the_request_says() {
    Connection soon = connection("soon");
    Connection now = connection("now");
    List.of(soon, now).forEach(it -> take(List.of(request(it.id(), 1, Duration.ZERO, WAIT))));

    List<Optional<LeaseResult>> results =
        take(
            List.of(
                request(soon.id(), 1, UnfinishedRule.lastResort(Duration.ZERO, LONG)),
                request(now.id(), 1, UnfinishedRule.lastResort(Duration.ZERO, Duration.ZERO))));

    assertThat(results).extracting(Optional::isPresent).containsExactly(false, true);
  }

  @Test
  void of_two_who_want_the_same_lease_one_gets_it() {
    Connection connection = connection("ada");
    LeaseRequest one = request(connection.id(), 1, WAIT);

    assertThat(take(List.of(one, request(connection.id(), 1, WAIT))))
        .filteredOn(Optional::isPresent)
        .hasSize(1);
    Connection other = connection("bob");
    LeaseRequest twice = request(other.id(), 1, WAIT);
    assertThat(take(List.of(twice, twice))).filteredOn(Optional::isPresent).hasSize(1);
  }

  @Test
  void who_asks_under_the_same_name_for_different_grants_gets_each_its_own() {
    List<LeaseRequest> requests =
        connections("ada", "bob").stream()
            .map(it -> request(it.id(), 1, "att_same", LONG, WAIT))
            .toList();

    assertThat(take(requests))
        .extracting(it -> ((LeaseResult.Leased) it.orElseThrow()).lease().connection())
        .containsExactlyElementsOf(requests.stream().map(LeaseRequest::connection).toList());
  }

  @Test
  void a_commit_to_a_row_that_somebody_holds_keeps_nobody_waiting() {
    List<Connection> both = connections("held", "free");
    List<Leased> answers = both.stream().map(it -> answer(it, lease(it))).toList();

    List<Optional<CommitResult>> commits = holding(both.get(0), () -> commit(answers));

    assertThat(commits).extracting(Optional::isPresent).containsExactly(false, true);
    assertThat(version(both.get(0))).isEqualTo(1);
    assertThat(version(both.get(1))).isEqualTo(2);
  }

  @Test
  void a_lease_of_a_row_that_somebody_holds_keeps_nobody_waiting() {
    List<Connection> both = connections("held", "free");

    assertThat(holding(both.get(0), () -> take(requests(both))))
        .extracting(Optional::isPresent)
        .containsExactly(false, true);
  }

  @Test
  void each_commit_writes_what_one_alone_would_write() {
    List<Connection> both = connections("ada", "bob");
    List<Leased> answers = both.stream().map(it -> answer(it, lease(it))).toList();
    heard();

    List<Optional<CommitResult>> results = commit(answers);

    for (int i = 0; i < both.size(); i++) {
      Connection connection = both.get(i);
      RefreshAnswer answer = answers.get(i).answer();
      Grant grant =
          new Grant(
              connection.id(),
              workspace,
              2,
              answer.tokens(),
              Samples.NOON,
              answer.plan().nextRefreshAt(),
              0);
      assertThat(results.get(i)).contains(new CommitResult.Committed(grant));
      assertThat(stores.grants().find(workspace, connection.id())).contains(grant);
      assertThat(stores.connections().find(workspace, connection.id()))
          .hasValueSatisfying(
              found -> {
                assertThat(found.status()).isEqualTo(Status.ACTIVE);
                assertThat(found.scopes()).isEqualTo(answer.tokens().scope());
                assertThat(found.lastRefreshedAt()).contains(answer.tokens().requestedAt());
              });
      assertThat(endsAt(connection)).isEqualTo(answer.plan().endsAt());
      assertThat(events(connection.id(), 1)).containsExactly(answer.event());
    }
    assertThat(heard()).containsExactlyInAnyOrder(changed(both.get(0)), changed(both.get(1)));
  }

  @Test
  void what_is_not_known_stays_empty() {
    Connection connection = connection("ada");
    GrantTokens bare = samples.bareTokens(Samples.NOON);

    commit(List.of(answer(connection, lease(connection), bare, GrantPlan.none())));

    assertThat(stores.grants().find(workspace, connection.id()))
        .contains(
            new Grant(connection.id(), workspace, 2, bare, Samples.NOON, Optional.empty(), 0));
    assertThat(endsAt(connection)).isEmpty();
  }

  @Test
  void who_is_fenced_out_is_left_out_alone_and_nothing_of_it_is_written() {
    Connection fencedOut = connection("fenced-out");
    Lease lost = lost(fencedOut);
    Connection revoked = connection("revoked");
    Lease ofRevoked = lease(revoked);
    revoke(revoked);
    Connection given = connection("given-back");
    Lease givenBack = lease(given);
    stores.grants().release(givenBack);
    Connection good = connection("good");
    Optional<Grant> before = stores.grants().find(workspace, fencedOut.id());
    List<Leased> answers =
        List.of(
            answer(fencedOut, lost),
            answer(revoked, ofRevoked),
            answer(given, givenBack),
            answer(good, lease(good)));
    heard();

    List<Optional<CommitResult>> results = commit(answers);

    assertThat(results).extracting(Optional::isPresent).containsExactly(false, false, false, true);
    assertThat(stores.grants().find(workspace, fencedOut.id())).isEqualTo(before);
    assertThat(stores.connections().find(workspace, fencedOut.id())).contains(fencedOut);
    assertThat(events(fencedOut.id(), 1)).extracting(ConnectionEvent::type).contains("connected");
    assertThat(heard()).containsExactly(changed(good));
  }

  @Test
  void what_had_failed_recovers_and_the_others_do_not() {
    Connection failing = connection("failing");
    fail(failing, Status.FAILING);
    Connection good = connection("good");
    List<Leased> answers = List.of(answer(failing, lease(failing)), answer(good, lease(good)));

    commit(answers);

    assertThat(events(failing.id(), 2))
        .containsExactly(
            new ConnectionEvent(Samples.NOON, "recovered", Map.of()),
            answers.getFirst().answer().event());
    assertThat(events(good.id(), 1)).containsExactly(answers.getLast().answer().event());
    assertThat(stores.connections().find(workspace, failing.id()))
        .hasValueSatisfying(
            found -> {
              assertThat(found.status()).isEqualTo(Status.ACTIVE);
              assertThat(found.lastError()).isEmpty();
            });
  }

  @Test
  void webhooks_are_told_of_each() {
    List<Connection> both = connections("ada", "bob");
    both.forEach(it -> fail(it, Status.FAILING));
    WebhookEndpoint hook = samples.webhook(workspace);
    assertThat(stores.webhooks().create(hook, event())).isTrue();

    commit(both.stream().map(it -> answer(it, lease(it))).toList());

    List<String> told = told(hook);
    for (Connection connection : both) {
      assertThat(told)
          .anySatisfy(body -> assertThat(body).contains("recovered", connection.id().value()));
    }
  }

  private List<Connection> connections(String... users) {
    OAuthClient client = client("trimble-" + users[0]);
    return Stream.of(users).map(user -> connect(client, new Owner.User(new UserId(user)))).toList();
  }

  private Connection connection(String user) {
    return connections(user).getFirst();
  }

  private List<LeaseRequest> requests(List<Connection> connections) {
    return connections.stream().map(it -> request(it.id(), 1, WAIT)).toList();
  }

  private LeaseRequest request(ConnectionId connection, long version, UnfinishedRule unfinished) {
    return request(connection, version, LONG, unfinished);
  }

  private LeaseRequest request(
      ConnectionId connection, long version, Duration length, UnfinishedRule unfinished) {
    return request(connection, version, "att_" + samples.text(), length, unfinished);
  }

  private LeaseRequest request(
      ConnectionId connection,
      long version,
      String attempt,
      Duration length,
      UnfinishedRule unfinished) {
    return new LeaseRequest(
        workspace,
        connection,
        version,
        "node-1",
        length,
        attempt,
        Optional.of(samples.fingerprint()),
        unfinished);
  }

  private List<Optional<LeaseResult>> take(List<LeaseRequest> requests) {
    return database.transactions().once(tx -> BulkLeases.take(tx, requests));
  }

  private List<Optional<CommitResult>> commit(List<Leased> answers) {
    return database.transactions().write(tx -> BulkCommits.write(tx, answers));
  }

  private Lease lease(Connection connection) {
    return leased(stores.grants().lease(request(connection.id(), 1, WAIT)));
  }

  private static Lease leased(LeaseResult result) {
    return ((LeaseResult.Leased) result).lease();
  }

  /// A lease whose place another has taken.
  private Lease lost(Connection connection) {
    Lease lost = leased(stores.grants().lease(request(connection.id(), 1, Duration.ZERO, WAIT)));
    leased(stores.grants().lease(request(connection.id(), 1, ANYWAY)));
    return lost;
  }

  private void leaveUnfinished(Connection connection) {
    Failure failure = new Failure(Optional.empty(), samples.error(Optional.empty()));
    ConnectionEvent event = samples.connectionEvent(Samples.NOON, "refresh_failed");
    assertThat(stores.grants().failAmbiguously(lease(connection), failure, event)).isTrue();
  }

  private void fail(Connection connection, Status status) {
    Failure failure = new Failure(Optional.of(status), samples.error(Optional.empty()));
    ConnectionEvent event = samples.connectionEvent(Samples.NOON, "refresh_failed");
    assertThat(stores.grants().fail(lease(connection), failure, event)).isTrue();
  }

  private Leased answer(Connection connection, Lease lease) {
    GrantPlan plan =
        new GrantPlan(
            Optional.of(Samples.NOON.plus(Duration.ofDays(3))),
            Optional.of(Samples.NOON.plus(Duration.ofDays(90))));
    return answer(connection, lease, samples.tokens(), plan);
  }

  private Leased answer(Connection connection, Lease lease, GrantTokens tokens, GrantPlan plan) {
    ConnectionEvent event = samples.connectionEvent(Samples.NOON, "refreshed");
    return new Leased(
        lease, new RefreshAnswer(workspace, connection.id(), lease.version(), tokens, plan, event));
  }

  private long version(Connection connection) {
    return stores.grants().find(workspace, connection.id()).orElseThrow().version();
  }

  /// Does `work` while another transaction holds the row of that grant.
  private <T> T holding(Connection connection, Supplier<T> work) {
    return database
        .transactions()
        .write(
            tx -> {
              assertThat(tx.exists(HOLD, workspace, connection.id())).isTrue();
              return work.get();
            });
  }

  /// What is to be sent next.
  private List<String> told(WebhookEndpoint hook) {
    return stores.deliveries().claim(workspace, hook.id(), 9, LONG).stream()
        .map(Outgoing::body)
        .toList();
  }
}
