package dev.tenon.token;

import dev.tenon.access.WorkspaceId;
import dev.tenon.client.OAuthClientId;
import dev.tenon.connection.ConnectionId;
import dev.tenon.connection.DueGrants;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// So many due grants of every client, and what was claimed of them and given back.
final class OfferedGrants implements DueGrants {
  private final DueGrant grant;
  private final List<String> claims = new ArrayList<>();
  private int left;
  private int givenBack;
  private Runnable meanwhile = () -> {};

  /// `many` times `grant`.
  OfferedGrants(DueGrant grant, int many) {
    this.grant = grant;
    this.left = many;
  }

  /// Client and limit of each claim.
  List<String> claims() {
    return List.copyOf(claims);
  }

  int givenBack() {
    return givenBack;
  }

  /// From now on so many are left.
  void offer(int many) {
    left = many;
  }

  /// During the next claim `happens`.
  void duringTheNextClaim(Runnable happens) {
    meanwhile = happens;
  }

  @Override
  public List<DueClient> clients(int limit) {
    return List.of();
  }

  @Override
  public List<DueGrant> claim(
      WorkspaceId workspace, OAuthClientId client, int limit, Duration hold) {
    claims.add(client + " " + limit);
    Runnable happens = meanwhile;
    meanwhile = () -> {};
    happens.run();
    int many = Math.min(limit, left);
    left -= many;
    return Collections.nCopies(many, grant);
  }

  @Override
  public void postpone(
      WorkspaceId workspace, ConnectionId connection, long version, Instant until) {
    givenBack++;
  }

  @Override
  public Backlog backlog() {
    return new Backlog(left, Optional.empty());
  }
}
