package dev.tenon.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.access.AppName;
import dev.tenon.access.WorkspaceId;
import dev.tenon.connection.ConnectionId;
import dev.tenon.oauth.AccessToken;
import dev.tenon.oauth.Scope;
import dev.tenon.workspace.Change;
import dev.tenon.workspace.ChangeFeed;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

final class TokenMemoryTest {
  private static final WorkspaceId WORKSPACE = new WorkspaceId("ws_1");
  private static final TokenMemory.Key KEY =
      new TokenMemory.Key(
          WORKSPACE, new AppName("viewer"), TokenWorld.TRIMBLE, Optional.of(TokenWorld.ADA));

  private final Feed feed = new Feed();
  private final TokenMemory memory = new TokenMemory(new ConcurrentHashMap<>(), feed);

  @Test
  void what_was_remembered_is_found() {
    IssuedToken token = token(1);
    memory.remember(KEY, token, memory.mark());

    assertThat(memory.find(KEY)).containsSame(token);
  }

  @Test
  void a_change_of_the_connection_makes_it_forgotten() {
    memory.remember(KEY, token(1), memory.mark());
    feed.tell(new Change.ConnectionChanged(WORKSPACE, "con_1"));

    assertThat(memory.find(KEY)).isEmpty();
  }

  @Test
  void a_change_of_another_connection_or_workspace_is_nothing_to_it() {
    memory.remember(KEY, token(1), memory.mark());
    feed.tell(new Change.ConnectionChanged(WORKSPACE, "con_2"));
    feed.tell(new Change.SettingsChanged(new WorkspaceId("ws_2")));

    assertThat(memory.find(KEY)).isPresent();
  }

  @Test
  void a_change_of_the_workspace_makes_it_forgotten() {
    memory.remember(KEY, token(1), memory.mark());
    feed.tell(new Change.SettingsChanged(WORKSPACE));

    assertThat(memory.find(KEY)).isEmpty();
  }

  @Test
  void a_gap_in_the_feed_makes_everything_forgotten() {
    memory.remember(KEY, token(1), memory.mark());
    feed.tell(new Change.Everything());

    assertThat(memory.find(KEY)).isEmpty();
  }

  @Test
  void nothing_is_found_while_the_feed_is_not_current() {
    memory.remember(KEY, token(1), memory.mark());
    feed.current = false;

    assertThat(memory.find(KEY)).isEmpty();
  }

  @Test
  void what_was_read_before_a_change_is_not_remembered_after_it() {
    long mark = memory.mark();
    feed.tell(new Change.ConnectionChanged(WORKSPACE, "con_1"));
    memory.remember(KEY, token(1), mark);

    assertThat(memory.find(KEY)).isEmpty();
  }

  @Test
  void what_was_looked_up_while_it_changed_is_told_apart() {
    long mark = memory.mark();
    feed.tell(new Change.ConnectionChanged(WORKSPACE, "con_2"));
    assertThat(memory.isUnchanged(WORKSPACE, new ConnectionId("con_1"), mark)).isTrue();

    feed.tell(new Change.ConnectionChanged(WORKSPACE, "con_1"));

    assertThat(memory.isUnchanged(WORKSPACE, new ConnectionId("con_1"), mark)).isFalse();
    assertThat(memory.isUnchanged(WORKSPACE, new ConnectionId("con_1"), memory.mark())).isTrue();
  }

  @Test
  void the_same_version_keeps_the_same_object_so_that_its_handing_out_is_audited_once() {
    IssuedToken first = memory.remember(KEY, token(1), memory.mark());
    IssuedToken again = memory.remember(KEY, token(1), memory.mark());
    IssuedToken newer = memory.remember(KEY, token(2), memory.mark());

    assertThat(again).isSameAs(first);
    assertThat(newer).isNotSameAs(first);
  }

  private static IssuedToken token(long version) {
    return new IssuedToken(
        new ConnectionId("con_1"),
        version,
        AccessToken.of("access"),
        "Bearer",
        Scope.none(),
        Instant.EPOCH,
        Optional.empty());
  }

  private static final class Feed implements ChangeFeed {
    private final List<Consumer<Change>> listeners = new ArrayList<>();
    private boolean current = true;

    void tell(Change change) {
      listeners.forEach(listener -> listener.accept(change));
    }

    @Override
    public void listen(Consumer<Change> listener) {
      listeners.add(listener);
    }

    @Override
    public boolean isCurrent() {
      return current;
    }

    @Override
    public void awaitHeard() {
      // There is nobody else.
    }
  }
}
