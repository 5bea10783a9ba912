package dev.tenon.workspace;

import dev.tenon.access.Caller;
import dev.tenon.access.WorkspaceId;
import dev.tenon.audit.Actor;
import dev.tenon.audit.AuditEvent;
import java.time.Clock;

/// What an admin does with the retention of their workspace. Safe for use by any thread.
public final class RetentionSettings {
  private static final int TRIES = 5;

  private final Retentions store;
  private final Clock clock;

  /// The retentions of `store`.
  public RetentionSettings(Retentions store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  /// What the workspace keeps for how long.
  public Retention find(WorkspaceId workspace) {
    return store.find(workspace);
  }

  /// Keeps things for as long as `after` says, and writes down who wanted it and how it was before.
  /// Nothing is removed by this: the sweeps do it by and by. Of two who change it at once the later
  /// one is obeyed.
  public void change(Caller.Admin admin, Retention after) {
    for (int i = 0; i < TRIES; i++) {
      Retention before = store.find(admin.workspace());
      if (before.equals(after)
          || store.replace(admin.workspace(), before, after, event(admin, before, after))) {
        return;
      }
    }
    throw new IllegalStateException("the retention kept changing");
  }

  private AuditEvent event(Caller.Admin admin, Retention before, Retention after) {
    return new AuditEvent(
        admin.workspace(),
        clock.instant(),
        Actor.of(admin),
        "retention.changed",
        admin.workspace().value(),
        before.difference(after));
  }
}
