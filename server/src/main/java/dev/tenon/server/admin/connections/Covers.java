package dev.tenon.server.admin.connections;

import dev.tenon.client.ClientResolution.Resolution;
import dev.tenon.client.OAuthClient;
import dev.tenon.client.ResolvedClient;
import dev.tenon.connect.Permission;
import dev.tenon.connection.Connection;
import dev.tenon.connector.Authorization;
import dev.tenon.connector.ScopeRules;
import dev.tenon.member.Role;
import dev.tenon.oauth.Scope;
import dev.tenon.server.admin.connections.LifePage.Chosen;
import dev.tenon.server.admin.connections.LifePage.Granted;
import dev.tenon.server.admin.connections.LifePage.Kept;
import dev.tenon.server.admin.page.Badge;
import dev.tenon.server.admin.page.Syncs;
import dev.tenon.server.admin.page.Visit;
import dev.tenon.server.admin.page.Words;
import dev.tenon.server.http.page.Site;
import dev.tenon.sync.KeptSync;
import dev.tenon.sync.OrganizationStatus;
import dev.tenon.sync.Organizations.Seen;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What a connection covers: scopes, organizations, resources that are kept in step.
final class Covers {
  private final ConnectionParts parts;
  private final Site site;

  Covers(ConnectionParts parts, Site site) {
    this.parts = parts;
    this.site = site;
  }

  /// What was granted, and after it what was asked for and was not.
  List<Granted> scopes(Connection connection, Optional<OAuthClient> client) {
    Optional<ResolvedClient> resolved = client.flatMap(it -> resolved(connection, it));
    ScopeRules rules = resolved.flatMap(Covers::rules).orElseGet(ScopeRules::unknown);
    Scope asked = resolved.map(ResolvedClient::scope).orElseGet(Scope::none);
    Set<String> wanted = asked.tokens();
    List<Granted> all = new ArrayList<>();
    for (Permission it : Permission.of(connection.scopes(), rules)) {
      boolean extra = !wanted.isEmpty() && !wanted.contains(it.token());
      all.add(
          new Granted(
              it.token(),
              it.allows(),
              extra ? Optional.of(Badge.plain("Not asked for")) : Optional.empty()));
    }
    if (!connection.scopes().isEmpty()) {
      for (Permission it : Permission.of(asked.minus(connection.scopes()), rules)) {
        // The tokens of OpenID Connect are often not repeated in the answer.
        if (!Permission.isSilent(it.token())) {
          all.add(
              new Granted(it.token(), it.allows(), Optional.of(Badge.wait("Asked, not granted"))));
        }
      }
    }
    return all;
  }

  private Optional<ResolvedClient> resolved(Connection connection, OAuthClient client) {
    return parts.resolution().resolve(client, connection.values())
            instanceof Resolution.Resolved(ResolvedClient it)
        ? Optional.of(it)
        : Optional.empty();
  }

  private static Optional<ScopeRules> rules(ResolvedClient client) {
    return client.definition().authorization() instanceof Authorization.AuthorizationCode code
        ? Optional.of(code.authorize().scopes())
        : Optional.empty();
  }

  List<Chosen> organizations(Visit visit, Connection connection) {
    return parts.organizations().of(connection).stream().map(it -> chosen(visit, it)).toList();
  }

  private static Chosen chosen(Visit visit, Seen it) {
    boolean blocked = it.status().equals(Optional.of(OrganizationStatus.BLOCKED));
    return new Chosen(
        it.id(),
        it.name(),
        it.status().map(OrganizationStatus::apiName).orElse(""),
        it.status().map(Covers::badge).orElseGet(() -> Badge.plain("As each sync says")),
        blocked && !visit.may(Role.ADMIN));
  }

  private static Badge badge(OrganizationStatus status) {
    return switch (status) {
      case SELECTED -> Badge.good("Selected");
      case PREVIEW -> Badge.plain("Previewed");
      case BLOCKED -> Badge.bad("Blocked");
    };
  }

  List<Kept> syncs(Visit visit, Connection connection) {
    return parts.syncs().list(visit.workspace(), connection.id()).stream()
        .map(it -> kept(visit, it))
        .toList();
  }

  private Kept kept(Visit visit, KeptSync it) {
    return new Kept(
        it.sync().resource(),
        Paths.data(it.sync().connection(), it.sync().resource()).map(site::path),
        Syncs.every(it.sync().every()),
        Syncs.badge(it),
        it.standing().completeAt().map(at -> Words.when(at, visit.now())));
  }
}
