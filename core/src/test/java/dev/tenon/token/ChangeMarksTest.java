package dev.tenon.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.access.WorkspaceId;
import dev.tenon.connection.ConnectionId;
import dev.tenon.stores.InMemoryChangeFeed;
import dev.tenon.stores.InMemoryStores;
import dev.tenon.workspace.Change;
import org.junit.jupiter.api.Test;

/// What is told to be older than a change.
final class ChangeMarksTest {
  private static final WorkspaceId HERE = new WorkspaceId("ws_1");
  private static final WorkspaceId THERE = new WorkspaceId("ws_2");
  private static final ConnectionId ONE = new ConnectionId("con_1");
  private static final ConnectionId OTHER = new ConnectionId("con_2");

  private final InMemoryChangeFeed feed = new InMemoryStores(new SettableClock()).changes();
  private final ChangeMarks marks = new ChangeMarks(feed);

  @Test
  void a_change_of_a_connection_is_one_of_it_alone() {
    long mark = marks.mark();

    feed.announce(new Change.ConnectionChanged(HERE, ONE.value()));

    assertThat(marks.isUnchanged(HERE, ONE, mark)).isFalse();
    assertThat(marks.isUnchanged(HERE, OTHER, mark)).isTrue();
    assertThat(marks.isUnchanged(HERE, mark)).isTrue();
  }

  @Test
  void a_change_of_settings_is_one_of_everything_in_their_workspace_alone() {
    long mark = marks.mark();

    feed.announce(new Change.SettingsChanged(HERE));

    assertThat(marks.isUnchanged(HERE, mark)).isFalse();
    assertThat(marks.isUnchanged(HERE, ONE, mark)).isFalse();
    assertThat(marks.isUnchanged(THERE, mark)).isTrue();
    assertThat(marks.isUnchanged(THERE, OTHER, mark)).isTrue();
  }

  @Test
  void when_changes_may_have_been_missed_everything_may_have_changed() {
    long mark = marks.mark();

    feed.announce(new Change.Everything());

    assertThat(marks.isUnchanged(HERE, mark)).isFalse();
    assertThat(marks.isUnchanged(HERE, ONE, mark)).isFalse();
  }

  @Test
  void what_is_read_after_the_last_change_is_unchanged() {
    feed.announce(new Change.Everything());
    assertThat(marks.isUnchanged(HERE, marks.mark())).isTrue();

    feed.announce(new Change.SettingsChanged(HERE));
    assertThat(marks.isUnchanged(HERE, marks.mark())).isTrue();

    feed.announce(new Change.ConnectionChanged(HERE, ONE.value()));
    assertThat(marks.isUnchanged(HERE, ONE, marks.mark())).isTrue();
  }

  @Test
  void what_was_read_between_two_changes_is_older_than_the_second() {
    feed.announce(new Change.SettingsChanged(HERE));
    long between = marks.mark();

    feed.announce(new Change.SettingsChanged(HERE));

    assertThat(marks.isUnchanged(HERE, between)).isFalse();
    assertThat(marks.isUnchanged(HERE, marks.mark())).isTrue();
  }

  @Test
  void they_are_as_current_as_their_feed() {
    assertThat(marks.isCurrent()).isTrue();

    feed.interrupt();
    assertThat(marks.isCurrent()).isFalse();

    feed.resume();
    assertThat(marks.isCurrent()).isTrue();
  }
}
