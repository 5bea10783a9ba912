package dev.tenon.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenon.access.WorkspaceId;
import dev.tenon.fakehub.SteppedClock;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/// How much strangers can have providers asked.
final class EntryTurnsTest {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final String HERE = "192.0.2.1";
  private static final String THERE = "192.0.2.2";

  private final SteppedClock clock = new SteppedClock();
  private final EntryTurns turns = new EntryTurns(clock);
  private final WorkspaceId acme = WorkspaceId.random(RANDOM);

  @Test
  void whoever_only_fails_waits_and_nobody_else_does() {
    for (int i = 0; i < EntryTurns.FREE; i++) {
      assertThat(ask(acme, HERE, "failed")).isEqualTo("failed");
    }

    assertThat(ask(acme, HERE, "done")).isEqualTo("busy");
    assertThat(ask(acme, THERE, "done")).isEqualTo("done");
    clock.advance(Duration.ofSeconds(31));
    assertThat(ask(acme, HERE, "done")).isEqualTo("done");
  }

  @Test
  void a_workspace_whose_provider_is_slow_leaves_turns_for_others() {
    assertThat(nested(acme, EntryTurns.OF_A_WORKSPACE + 1)).isEqualTo("busy");
    assertThat(nested(acme, EntryTurns.OF_A_WORKSPACE)).as("turns come back").isEqualTo("done");

    assertThat(
            nested(
                acme,
                EntryTurns.OF_A_WORKSPACE,
                () -> ask(WorkspaceId.random(RANDOM), HERE, "done")))
        .isEqualTo("done");
  }

  @Test
  void all_workspaces_together_have_so_many_turns() {
    assertThat(spread(EntryTurns.AT_ONCE)).isEqualTo("done");
    assertThat(spread(EntryTurns.AT_ONCE + 1)).isEqualTo("busy");
  }

  @Test
  void what_breaks_gives_its_turn_back() {
    Supplier<String> broken =
        () -> {
          throw new IllegalStateException("broken");
        };
    for (int i = 0; i < EntryTurns.AT_ONCE + 1; i++) {
      assertThatThrownBy(() -> turns.take(acme, HERE, "busy", broken, _ -> false))
          .hasMessage("broken");
    }
    assertThat(ask(acme, HERE, "done")).isEqualTo("done");
  }

  private String ask(WorkspaceId workspace, String from, String result) {
    return turns.take(workspace, from, "busy", () -> result, "failed"::equals);
  }

  /// Asks `depth` times at once.
  private String nested(WorkspaceId workspace, int depth) {
    return nested(workspace, depth, () -> "done");
  }

  private String nested(WorkspaceId workspace, int depth, Supplier<String> innermost) {
    return depth == 0
        ? innermost.get()
        : turns.take(
            workspace, HERE, "busy", () -> nested(workspace, depth - 1, innermost), _ -> false);
  }

  private String spread(int depth) {
    return depth == 0
        ? "done"
        : turns.take(WorkspaceId.random(RANDOM), HERE, "busy", () -> spread(depth - 1), _ -> false);
  }
}
