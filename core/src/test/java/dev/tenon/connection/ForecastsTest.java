package dev.tenon.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.access.UserId;
import dev.tenon.access.WorkspaceId;
import dev.tenon.client.OAuthClient;
import dev.tenon.stores.InMemoryStores;
import dev.tenon.stores.Samples;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class ForecastsTest {
  private static final Instant START = Samples.NOON;

  private final Samples samples = new Samples(new SecureRandom());
  private final WorkspaceId workspace = samples.workspaceId();
  private final OAuthClient client = samples.client(workspace, "trimble");
  private final InMemoryStores stores = new InMemoryStores(Clock.fixed(START, ZoneOffset.UTC));

  @BeforeEach
  void makeClient() {
    stores.workspaces().create(samples.workspace(workspace), samples.event(workspace));
    stores.oauthClients().create(client, samples.event(workspace));
  }

  @Test
  void each_stage_is_told_once_as_the_end_comes_nearer() {
    connect("ada", START.plus(Duration.ofDays(20)));

    List<Long> toldOnDays =
        IntStream.range(0, 24 * 30)
            .mapToObj(hour -> START.plus(Duration.ofHours(hour)).plusSeconds(1))
            .filter(now -> forecasts(now).tell() > 0)
            .map(now -> Duration.between(START, now).toDays())
            .toList();

    assertThat(toldOnDays).containsExactly(6L, 13L, 19L);
  }

  @Test
  void user_who_has_to_consent_soon_is_told_of_with_the_days_that_are_left() {
    Instant end = START.plus(Duration.ofDays(3));
    ConnectionId connection = connect("ada", end);
    connect("bob", START.plus(Duration.ofDays(15)));

    assertThat(forecasts(START).tell()).isEqualTo(1);
    assertThat(forecasts(START).tell()).isZero();

    assertThat(stores.connections().events(workspace, connection, Optional.empty(), 1))
        .extracting(RecordedEvent::event)
        .containsExactly(
            new ConnectionEvent(
                START, "reauthorization_due", Map.of("ends_at", end.toString(), "days_left", "3")));
  }

  @Test
  void more_than_one_batch_is_told() {
    IntStream.range(0, 450).forEach(number -> connect("user-" + number, START));

    assertThat(forecasts(START).tell()).isEqualTo(450);
  }

  private Forecasts forecasts(Instant now) {
    return new Forecasts(stores.grantPlans(), Clock.fixed(now, ZoneOffset.UTC));
  }

  private ConnectionId connect(String user, Instant end) {
    Connection connection = samples.connection(client, new Owner.User(new UserId(user)));
    stores
        .connections()
        .connect(
            connection,
            samples.grant(connection, 1),
            Optional.empty(),
            samples.connectionEvent(START, "connected"),
            samples.event(workspace));
    GrantPlan plan = new GrantPlan(Optional.empty(), Optional.of(end));
    assertThat(stores.grantPlans().plan(workspace, connection.id(), 1, plan)).isTrue();
    return connection.id();
  }
}
