package dev.tenon.sync;

import dev.tenon.access.Caller;
import dev.tenon.audit.Actor;
import dev.tenon.audit.AuditEvent;
import dev.tenon.connection.Connection;
import dev.tenon.connection.Organization;
import dev.tenon.sync.Organizations.Seen;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What people and apps say of the organizations under a connection. Safe for use by any thread.
public final class ConnectionOrganizations {
  private final Organizations organizations;
  private final Clock clock;

  /// Keeps what is said in `organizations`.
  public ConnectionOrganizations(Organizations organizations, Clock clock) {
    this.organizations = organizations;
    this.clock = clock;
  }

  /// Those that syncs have come by, and those that were seen when the user connected.
  public List<Seen> of(Connection connection) {
    List<Seen> all = new ArrayList<>(organizations.list(connection.workspace(), connection.id()));
    for (Organization each : connection.organizations()) {
      if (all.stream().noneMatch(it -> it.id().equals(each.id()))) {
        all.add(new Seen(each.id(), each.name(), Optional.empty()));
      }
    }
    return all;
  }

  /// Whether only an admin may say `status` of the organization: who blocks, and takes that back.
  public boolean isAdmins(Connection connection, String id, OrganizationStatus status) {
    return status == OrganizationStatus.BLOCKED
        || find(connection, id)
            .flatMap(Seen::status)
            .filter(it -> it == OrganizationStatus.BLOCKED)
            .isPresent();
  }

  /// Says `status` of an organization, seen or not; how it stands then.
  public Seen say(Caller caller, Connection connection, String id, OrganizationStatus status) {
    String name = find(connection, id).map(Seen::name).orElse(id);
    organizations.seen(connection.workspace(), connection.id(), id, name);
    organizations.say(
        connection.workspace(),
        connection.id(),
        id,
        status,
        new AuditEvent(
            caller.workspace(),
            clock.instant(),
            Actor.of(caller),
            "organization.said",
            connection.id().value(),
            Map.of("organization", id, "status", status.apiName())));
    return new Seen(id, name, Optional.of(status));
  }

  private Optional<Seen> find(Connection connection, String id) {
    return of(connection).stream().filter(it -> it.id().equals(id)).findFirst();
  }
}
