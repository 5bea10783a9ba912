package dev.tenon.resource;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.access.AppName;
import dev.tenon.access.WorkspaceId;
import dev.tenon.connection.ConnectionId;
import dev.tenon.fakehub.SteppedClock;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Which lists are remembered. They are never read here: a list is on its way until it is given up.
final class ReadListsTest {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final ConnectionId CONNECTION = ConnectionId.random(RANDOM);
  private static final WorkspaceId ACME = WorkspaceId.random(RANDOM);
  private static final WorkspaceId BETA = WorkspaceId.random(RANDOM);
  private static final WorkspaceId CORP = WorkspaceId.random(RANDOM);

  private final SteppedClock clock = new SteppedClock();
  private final ReadLists lists =
      new ReadLists(
          new ReadLists.Limits(5, 3, Duration.ofMinutes(10)),
          new ReadList.Bounds(1, 10, 1_000),
          _ -> {},
          clock);

  @Test
  void a_workspace_that_looks_at_much_gives_up_its_own() {
    begin(BETA, "x");
    ReadList first = begin(ACME, "a");
    begin(ACME, "b");
    begin(ACME, "c");
    lists.find(key(ACME, "b"));

    begin(ACME, "d");

    assertThat(lists.find(key(ACME, "a"))).isEmpty();
    assertThat(first.isRunning()).isFalse();
    assertThat(lists.find(key(BETA, "x"))).isPresent();
  }

  @Test
  void where_all_is_taken_the_workspace_that_has_most_gives_up_what_was_not_looked_at_longest() {
    begin(BETA, "x");
    begin(BETA, "y");
    begin(ACME, "a");
    begin(ACME, "b");
    begin(ACME, "c");
    lists.find(key(ACME, "a"));

    begin(CORP, "p");

    assertThat(lists.find(key(ACME, "b"))).isEmpty();
    for (String other : new String[] {"a", "c"}) {
      assertThat(lists.find(key(ACME, other))).as(other).isPresent();
    }
    assertThat(lists.find(key(BETA, "x"))).isPresent();
    assertThat(lists.find(key(CORP, "p"))).isPresent();
  }

  @Test
  void what_nobody_looks_at_is_given_up() {
    ReadList list = begin(ACME, "a");
    clock.advance(Duration.ofMinutes(9));
    assertThat(lists.find(key(ACME, "a"))).containsSame(list);

    clock.advance(Duration.ofMinutes(10));

    assertThat(lists.find(key(ACME, "a"))).isEmpty();
    assertThat(list.isRunning()).isFalse();
  }

  private ReadList begin(WorkspaceId workspace, String resource) {
    return lists
        .begin(
            key(workspace, resource),
            () -> {
              throw new AssertionError("nothing is read here");
            })
        .orElseThrow();
  }

  private static ReadLists.Key key(WorkspaceId workspace, String resource) {
    return new ReadLists.Key(workspace, CONNECTION, new AppName("viewer"), resource, Map.of());
  }
}
