package dev.tenon.stores;

import dev.tenon.access.AppName;
import dev.tenon.access.WorkspaceId;
import dev.tenon.audit.AuditEvent;
import dev.tenon.connect.ConnectLink;
import dev.tenon.connect.ConnectLinkId;
import dev.tenon.connect.ConnectSession;
import dev.tenon.connect.ConnectStore;
import dev.tenon.connect.PendingGrant;
import dev.tenon.connect.UnclaimedGrant;
import dev.tenon.secret.Fingerprint;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Connect links, trips and pending grants in memory.
public final class InMemoryConnectStore implements ConnectStore {
  private final InMemoryStores stores;
  private final Map<RowKey, ConnectLink> links = new HashMap<>();
  private final Map<RowKey, Fingerprint> browsers = new HashMap<>();
  private final Map<Fingerprint, ConnectSession> sessions = new HashMap<>();
  private final Map<RowKey, PendingGrant> pending = new HashMap<>();
  private final Map<RowKey, UnclaimedGrant> unclaimed = new HashMap<>();

  InMemoryConnectStore(InMemoryStores stores) {
    this.stores = stores;
  }

  @Override
  public void createLink(ConnectLink link, AuditEvent event) {
    stores.audited(
        event,
        () -> {
          links.put(key(link.workspace(), link.id()), link);
          return true;
        });
  }

  @Override
  public Optional<ConnectLink> openLink(Fingerprint token) {
    return stores.transaction(
        () -> links.values().stream().filter(link -> link.token().equals(token)).findFirst());
  }

  @Override
  public Optional<ConnectLink> findLink(WorkspaceId workspace, ConnectLinkId id) {
    return stores.transaction(() -> Optional.ofNullable(links.get(key(workspace, id))));
  }

  @Override
  public boolean useLink(WorkspaceId workspace, ConnectLinkId id, Instant now) {
    return stores.transaction(
        () -> {
          Optional<ConnectLink> usable =
              Optional.ofNullable(links.get(key(workspace, id)))
                  .filter(link -> link.uses() < link.maxUses() && now.isBefore(link.expiresAt()));
          usable.ifPresent(
              link -> links.put(key(workspace, id), with(link, link.expiresAt(), link.uses() + 1)));
          return usable.isPresent();
        });
  }

  @Override
  public boolean revokeLink(
      WorkspaceId workspace, ConnectLinkId id, Instant now, AuditEvent event) {
    return stores.audited(
        event,
        () ->
            links.computeIfPresent(
                    key(workspace, id),
                    (_, link) ->
                        with(
                            link,
                            link.expiresAt().isBefore(now) ? link.expiresAt() : now,
                            link.uses()))
                != null);
  }

  @Override
  public List<ConnectLink> labelled(WorkspaceId workspace, String kind, int limit) {
    return stores.transaction(
        () ->
            links.values().stream()
                .filter(link -> link.workspace().equals(workspace))
                .filter(link -> link.label().map(it -> it.kind().equals(kind)).orElse(false))
                .sorted(
                    Comparator.comparing(ConnectLink::createdAt)
                        .thenComparing(link -> link.id().value())
                        .reversed())
                .limit(limit)
                .toList());
  }

  @Override
  public boolean bindLink(WorkspaceId workspace, ConnectLinkId id, Fingerprint browser) {
    return stores.transaction(
        () ->
            links.containsKey(key(workspace, id))
                && browsers.computeIfAbsent(key(workspace, id), _ -> browser).equals(browser));
  }

  @Override
  public boolean isBound(WorkspaceId workspace, ConnectLinkId id, Fingerprint browser) {
    return stores.transaction(() -> browser.equals(browsers.get(key(workspace, id))));
  }

  @Override
  public void begin(ConnectSession session) {
    stores.transaction(() -> Optional.ofNullable(sessions.put(session.state(), session)));
  }

  @Override
  public Optional<ConnectSession> take(Fingerprint state) {
    return stores.transaction(() -> Optional.ofNullable(sessions.remove(state)));
  }

  @Override
  public void hold(PendingGrant grant, AuditEvent event) {
    stores.audited(
        event,
        () -> {
          pending
              .values()
              .removeIf(
                  old ->
                      old.workspace().equals(grant.workspace())
                          && old.connection().equals(grant.connection()));
          pending.put(new RowKey(grant.workspace(), grant.id().value()), grant);
          return true;
        });
  }

  @Override
  public Optional<PendingGrant> findPending(
      WorkspaceId workspace, ConnectLinkId link, Fingerprint code, Instant now) {
    return stores.transaction(
        () ->
            pending.values().stream()
                .filter(grant -> grant.workspace().equals(workspace) && grant.link().equals(link))
                .filter(grant -> grant.code().equals(code) && now.isBefore(grant.expiresAt()))
                .findFirst());
  }

  @Override
  public List<PendingGrant> takeExpiredPending(Instant now, int limit) {
    return stores.transaction(
        () -> {
          List<PendingGrant> over =
              pending.values().stream()
                  .filter(grant -> !now.isBefore(grant.expiresAt()))
                  .sorted(Comparator.comparing(PendingGrant::expiresAt))
                  .limit(limit)
                  .toList();
          pending.values().removeAll(over);
          return over;
        });
  }

  @Override
  public void keepUnclaimed(UnclaimedGrant grant, AuditEvent event) {
    stores.audited(
        event,
        () -> {
          unclaimed.put(new RowKey(grant.workspace(), grant.id().value()), grant);
          return true;
        });
  }

  @Override
  public Optional<UnclaimedGrant> findUnclaimed(
      WorkspaceId workspace, Fingerprint handle, Instant now) {
    return stores.transaction(
        () ->
            unclaimed.values().stream()
                .filter(grant -> grant.workspace().equals(workspace))
                .filter(grant -> grant.handle().equals(handle) && now.isBefore(grant.expiresAt()))
                .findFirst());
  }

  @Override
  public int removeExpiredUnclaimed(Instant now) {
    return stores.transaction(
        () -> {
          int before = unclaimed.size();
          unclaimed.values().removeIf(grant -> !now.isBefore(grant.expiresAt()));
          return before - unclaimed.size();
        });
  }

  @Override
  public int removeExpiredSessions(Instant now) {
    return stores.transaction(
        () -> {
          int before = sessions.size();
          sessions.values().removeIf(session -> !now.isBefore(session.expiresAt()));
          return before - sessions.size();
        });
  }

  boolean hasPending(WorkspaceId workspace, String id) {
    RowKey key = new RowKey(workspace, id);
    return pending.containsKey(key) || unclaimed.containsKey(key);
  }

  void removePending(WorkspaceId workspace, String id) {
    pending.remove(new RowKey(workspace, id));
    unclaimed.remove(new RowKey(workspace, id));
  }

  void renameApp(WorkspaceId workspace, AppName name, AppName other) {
    links.replaceAll(
        (_, link) ->
            link.workspace().equals(workspace) && link.app().equals(Optional.of(name))
                ? new ConnectLink(
                    link.id(),
                    link.workspace(),
                    Optional.of(other),
                    link.user(),
                    link.integrations(),
                    link.returnUrl(),
                    link.token(),
                    link.expiresAt(),
                    link.maxUses(),
                    link.uses(),
                    link.createdAt(),
                    link.language(),
                    link.label())
                : link);
  }

  private static ConnectLink with(ConnectLink link, Instant expiresAt, int uses) {
    return new ConnectLink(
        link.id(),
        link.workspace(),
        link.app(),
        link.user(),
        link.integrations(),
        link.returnUrl(),
        link.token(),
        expiresAt,
        link.maxUses(),
        uses,
        link.createdAt(),
        link.language(),
        link.label());
  }

  private static RowKey key(WorkspaceId workspace, ConnectLinkId id) {
    return new RowKey(workspace, id.value());
  }
}
