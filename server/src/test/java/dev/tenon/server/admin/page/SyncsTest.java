package dev.tenon.server.admin.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.access.AppName;
import dev.tenon.access.WorkspaceId;
import dev.tenon.connection.ConnectionId;
import dev.tenon.sync.KeptSync;
import dev.tenon.sync.OrganizationRule;
import dev.tenon.sync.Sync;
import dev.tenon.sync.SyncId;
import dev.tenon.sync.SyncLimits;
import dev.tenon.sync.SyncStanding;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class SyncsTest {
  private static final Instant NOON = Instant.parse("2026-03-04T12:00:00Z");
  private static final Optional<Duration> HOURLY = Optional.of(Duration.ofHours(1));
  private static final Optional<Duration> BY_HAND = Optional.empty();

  @Test
  void a_schedule_is_said_exactly() {
    assertThat(Syncs.every(Optional.of(Duration.ofMinutes(90)))).isEqualTo("every 90 minutes");
    assertThat(Syncs.every(Optional.of(Duration.ofHours(2)))).isEqualTo("every 2 hours");
    assertThat(Syncs.every(Optional.of(Duration.ofHours(36)))).isEqualTo("every 36 hours");
    assertThat(Syncs.every(Optional.of(Duration.ofSeconds(61)))).isEqualTo("every 61 seconds");
    assertThat(Syncs.every(Optional.of(Duration.ofDays(7)))).isEqualTo("every 7 days");
    assertThat(Syncs.every(HOURLY)).isEqualTo("every hour");
    assertThat(Syncs.every(BY_HAND)).isEqualTo("by hand");
  }

  @Test
  void what_goes_on_is_told_before_how_it_ended() {
    assertThat(Syncs.badge(kept(HOURLY, true, true, 2, true))).isEqualTo(Badge.plain("Running"));
    assertThat(Syncs.badge(kept(HOURLY, true, false, 2, true))).isEqualTo(Badge.plain("Paused"));
    assertThat(Syncs.badge(kept(HOURLY, false, false, 0, true))).isEqualTo(Badge.good("In step"));
    assertThat(Syncs.badge(kept(HOURLY, false, false, 0, false)))
        .isEqualTo(Badge.plain("Not run yet"));
  }

  @Test
  void a_failed_sync_may_become_well_by_itself_only_where_it_has_a_schedule() {
    assertThat(Syncs.badge(kept(HOURLY, false, false, 1, true)))
        .isEqualTo(Badge.wait("Not complete"));
    assertThat(Syncs.badge(kept(BY_HAND, false, false, 1, true)))
        .isEqualTo(Badge.bad("Not complete"));
  }

  @Test
  void records_of_a_first_list_that_is_being_read_are_not_said_to_be_none() {
    assertThat(Syncs.counted(kept(HOURLY, false, true, 0, false))).isEmpty();
    assertThat(Syncs.counted(kept(HOURLY, false, false, 0, true))).hasValue(0L);
  }

  private static KeptSync kept(
      Optional<Duration> every, boolean paused, boolean running, int failures, boolean complete) {
    return new KeptSync(
        new Sync(
            new SyncId("syn_1"),
            new WorkspaceId("ws_1"),
            new ConnectionId("con_1"),
            "projects",
            Map.of(),
            new AppName("viewer"),
            every,
            paused,
            OrganizationRule.SELECTED,
            SyncLimits.standard(),
            NOON,
            1),
        new SyncStanding(
            1,
            running,
            failures,
            Optional.empty(),
            complete ? Optional.of(NOON) : Optional.empty(),
            Optional.empty(),
            0,
            0,
            Optional.empty()));
  }
}
