package dev.tenon.app;

import dev.tenon.access.AppName;
import dev.tenon.access.Caller;
import dev.tenon.access.WorkspaceId;
import dev.tenon.audit.Actor;
import dev.tenon.audit.AuditEvent;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What an admin does with apps. Safe for use by any thread.
public final class Apps {
  private final AppStore store;
  private final Clock clock;

  /// The apps of `store`.
  public Apps(AppStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  /// The app of that name.
  public Optional<App> find(WorkspaceId workspace, AppName name) {
    return store.find(workspace, name);
  }

  /// All apps of the workspace.
  public List<App> all(WorkspaceId workspace) {
    return store.all(workspace);
  }

  /// Creates an app; empty when the name is taken.
  public Optional<App> create(
      Caller.Admin admin, AppName name, List<URI> returnUrls, List<CallRule> allowedCalls) {
    App app = new App(admin.workspace(), name, returnUrls, allowedCalls, clock.instant());
    return store.create(app, event(admin, "app.created", name))
        ? Optional.of(app)
        : Optional.empty();
  }

  /// Changes an app as `change` says: the app as it is then; empty when there is none of that name.
  public Optional<App> change(Caller.Admin admin, AppName name, AppChange change) {
    boolean there =
        change.isNone()
            || store.update(admin.workspace(), name, change, event(admin, "app.changed", name));
    return there ? store.find(admin.workspace(), name) : Optional.empty();
  }

  /// Gives an app another name. Its keys stay valid, and its connections stay its own.
  public Renaming rename(Caller.Admin admin, AppName name, AppName other) {
    AuditEvent event =
        new AuditEvent(
            admin.workspace(),
            clock.instant(),
            Actor.of(admin),
            "app.renamed",
            other.value(),
            Map.of("before", name.value()));
    return store.rename(admin.workspace(), name, other, event);
  }

  /// Deletes an app, revokes its keys and takes it off the OAuth clients' lists; false when there
  /// is none of that name.
  public boolean delete(Caller.Admin admin, AppName name) {
    return store.delete(admin.workspace(), name, event(admin, "app.deleted", name));
  }

  private AuditEvent event(Caller.Admin admin, String action, AppName name) {
    Instant now = clock.instant();
    return new AuditEvent(admin.workspace(), now, Actor.of(admin), action, name.value(), Map.of());
  }
}
