package dev.tenon.stores;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.access.AppName;
import dev.tenon.access.WorkspaceId;
import dev.tenon.audit.AuditEntry;
import dev.tenon.audit.AuditEvent;
import dev.tenon.client.OAuthClient;
import dev.tenon.connection.Connection;
import dev.tenon.connection.ConnectionEvent;
import dev.tenon.connection.ConnectionId;
import dev.tenon.connection.ConnectionStore.ConnectResult;
import dev.tenon.connection.GrantPlans.Outlook;
import dev.tenon.connection.Owner;
import dev.tenon.connection.RecordedEvent;
import dev.tenon.workspace.Change;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;

/// What the contract suites share: a workspace of its own for each test, and what its writes left
/// in the audit log and told the change feed.
public abstract class StoreContract {
  protected final Samples samples = new Samples(new SecureRandom());
  protected final WorkspaceId workspace = samples.workspaceId();
  private final List<Change> heard = new CopyOnWriteArrayList<>();

  /// The stores to test. They may hold rows of other workspaces.
  protected abstract Stores stores();

  @BeforeEach
  void makeWorkspace() {
    makeWorkspace(workspace);
    stores().changes().listen(heard::add);
  }

  protected final void makeWorkspace(WorkspaceId id) {
    assertThat(stores().workspaces().create(samples.workspace(id), event(id))).isTrue();
  }

  protected final AuditEvent event() {
    return samples.event(workspace);
  }

  protected final AuditEvent event(WorkspaceId id) {
    return samples.event(id);
  }

  /// Asserts that the newest entry of the audit log is `event`.
  protected final void assertAudited(AuditEvent event) {
    assertThat(newestAudit()).map(AuditEntry::event).contains(event);
  }

  /// Asserts that `event` was not written.
  protected final void assertNotAudited(AuditEvent event) {
    assertThat(stores().auditLog().list(workspace, Optional.empty(), 1_000))
        .extracting(AuditEntry::event)
        .isNotEmpty()
        .doesNotContain(event);
  }

  /// The changes of this test's workspace that have been announced since the last call.
  protected final List<Change> heard() {
    List<Change> changes = List.copyOf(heard);
    heard.clear();
    return changes.stream().filter(change -> !isOfAnother(change)).toList();
  }

  protected final Change settingsChanged() {
    return new Change.SettingsChanged(workspace);
  }

  protected final Change changed(Connection connection) {
    return new Change.ConnectionChanged(workspace, connection.id().value());
  }

  /// A stored OAuth client.
  protected final OAuthClient client(String name) {
    OAuthClient client = samples.client(workspace, name);
    assertThat(stores().oauthClients().create(client, event())).isTrue();
    return client;
  }

  /// A stored connection with its grant at version 1, of an app that there is where one owns it.
  protected final Connection connect(OAuthClient client, Owner owner) {
    if (owner instanceof Owner.App(AppName app)) {
      stores().apps().create(samples.app(client.workspace(), app.value()), event());
    }
    return connect(samples.connection(client, owner));
  }

  /// `connection`, stored with its grant at version 1.
  protected final Connection connect(Connection connection) {
    assertThat(
            stores()
                .connections()
                .connect(
                    connection,
                    samples.grant(connection, 1),
                    Optional.empty(),
                    samples.connectionEvent(Samples.NOON, "connected"),
                    event()))
        .isEqualTo(ConnectResult.CONNECTED);
    return connection;
  }

  /// The connection's newest events, the newest first.
  protected final List<ConnectionEvent> events(ConnectionId connection, int limit) {
    return stores().connections().events(workspace, connection, Optional.empty(), limit).stream()
        .map(RecordedEvent::event)
        .toList();
  }

  /// When the connection's grant ends, as far as is known.
  protected final Optional<Instant> endsAt(Connection connection) {
    return Optional.ofNullable(
            stores().grantPlans().outlooks(workspace, Set.of(connection.id())).get(connection.id()))
        .flatMap(Outlook::endsAt);
  }

  protected final void revoke(Connection connection) {
    assertThat(
            stores()
                .connections()
                .revoke(
                    workspace,
                    connection.id(),
                    "asked to",
                    samples.connectionEvent(Samples.NOON, "revoked"),
                    event()))
        .isTrue();
  }

  private Optional<AuditEntry> newestAudit() {
    return stores().auditLog().list(workspace, Optional.empty(), 1).stream().findFirst();
  }

  private boolean isOfAnother(Change change) {
    return switch (change) {
      case Change.ConnectionChanged it -> !it.workspace().equals(workspace);
      case Change.SettingsChanged it -> !it.workspace().equals(workspace);
      case Change.Everything _ -> false;
    };
  }
}
