package dev.tenon.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tenon.access.Caller;
import dev.tenon.access.KeyId;
import dev.tenon.access.WorkspaceId;
import dev.tenon.audit.AuditEntry;
import dev.tenon.fakehub.SteppedClock;
import dev.tenon.stores.InMemoryStores;
import dev.tenon.stores.Samples;
import dev.tenon.workspace.Retention.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class RetentionTest {
  private static final Retention STANDARD = Retention.standard();

  private final SteppedClock clock = new SteppedClock();
  private final InMemoryStores stores = new InMemoryStores(clock);
  private final Samples samples = new Samples(new Random(3));
  private final RetentionSettings settings = new RetentionSettings(stores.retentions(), clock);

  @Test
  void each_number_has_its_bounds() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Retention(0, 30, 35, Optional.empty()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Retention(90, 366, 35, Optional.empty()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Retention(90, 30, 6, Optional.empty()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Retention(90, 30, 35, Optional.of(29)));
    assertThat(new Retention(3_650, 365, 1_095, Optional.of(30))).isNotNull();
  }

  @Test
  void what_is_kept_for_ever_is_shortened_by_any_number_and_lengthened_by_none() {
    Retention year = new Retention(365, 7, 35, Optional.of(365));

    assertThat(STANDARD.shortenedBy(year)).containsExactly(Kind.WEBHOOK_EVENTS, Kind.AUDIT);
    assertThat(year.shortenedBy(STANDARD)).containsExactly(Kind.CONNECTION_EVENTS);
    assertThat(year.shortenedBy(year)).isEmpty();
    assertThat(STANDARD.before(Kind.AUDIT, Samples.NOON)).isEmpty();
    assertThat(year.before(Kind.WEBHOOK_EVENTS, Samples.NOON))
        .contains(Samples.NOON.minus(Duration.ofDays(7)));
  }

  @Test
  void a_change_is_written_down_with_the_numbers_before_and_the_same_again_is_not() {
    Caller.Admin admin = admin();

    settings.change(admin, new Retention(90, 7, 35, Optional.of(400)));
    settings.change(admin, new Retention(90, 7, 35, Optional.of(400)));

    List<AuditEntry> changes =
        stores.auditLog().search(admin.workspace(), "retention.changed", Optional.empty(), 9);
    assertThat(changes).hasSize(1);
    assertThat(changes.getFirst().event().details())
        .isEqualTo(
            Map.of(
                "webhook_events_days", "7",
                "previous_webhook_events_days", "30",
                "audit_days", "400",
                "previous_audit_days", "for_ever"));
  }

  @Test
  void audit_logs_are_shortened_where_that_was_chosen_and_nowhere_else() {
    Caller.Admin shortened = admin();
    Caller.Admin other = admin();
    settings.change(shortened, new Retention(90, 30, 35, Optional.of(30)));
    AuditPruning pruning = new AuditPruning(stores.retentions(), stores.auditLog(), clock);
    clock.advance(Duration.ofDays(10_000));

    pruning.run();

    assertThat(log(shortened))
        .extracting(it -> it.event().action())
        .containsExactly("audit.pruned");
    assertThat(log(other)).hasSize(1);
    pruning.run();
    assertThat(log(shortened)).hasSize(1);
  }

  private List<AuditEntry> log(Caller.Admin admin) {
    return stores.auditLog().list(admin.workspace(), Optional.empty(), 99);
  }

  private Caller.Admin admin() {
    WorkspaceId workspace = samples.workspaceId();
    stores.workspaces().create(samples.workspace(workspace), samples.event(workspace));
    return new Caller.Admin(workspace, new KeyId("key_1"));
  }
}
