package dev.tenon.sync;

import dev.tenon.access.AppName;
import dev.tenon.access.WorkspaceId;
import dev.tenon.connection.ConnectionId;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// A resource of a connection that is kept in step. There is one at most for each resource of a
/// connection.
///
/// @param within ids or exact names of what is above the items, by their word (`project`)
/// @param app by whose rights it is read
/// @param every how often; empty where it is run by hand only
/// @param version grows with each change by a person
public record Sync(
    SyncId id,
    WorkspaceId workspace,
    ConnectionId connection,
    String resource,
    Map<String, String> within,
    AppName app,
    Optional<Duration> every,
    boolean paused,
    OrganizationRule organizations,
    SyncLimits limits,
    Instant createdAt,
    long version) {
  /// Nothing is read more often.
  public static final Duration SHORTEST = Duration.ofMinutes(1);

  /// Nothing is read less often, unless by hand.
  public static final Duration LONGEST = Duration.ofDays(366);

  public Sync {
    within = Map.copyOf(within);
  }
}
