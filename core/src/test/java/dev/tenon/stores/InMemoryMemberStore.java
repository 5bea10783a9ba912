package dev.tenon.stores;

import dev.tenon.access.MemberId;
import dev.tenon.access.WorkspaceId;
import dev.tenon.audit.AuditEvent;
import dev.tenon.member.EmailAddress;
import dev.tenon.member.HashedPassphrase;
import dev.tenon.member.Member;
import dev.tenon.member.MemberSession;
import dev.tenon.member.MemberStore;
import dev.tenon.member.Members.Change;
import dev.tenon.member.Role;
import dev.tenon.member.SignInLink;
import dev.tenon.member.SignInLinkId;
import dev.tenon.secret.Fingerprint;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// The members in memory.
public final class InMemoryMemberStore implements MemberStore {
  private final InMemoryStores stores;
  private final Map<RowKey, Member> members = new HashMap<>();
  private final Map<RowKey, SignInLink> links = new HashMap<>();
  private final Map<Fingerprint, MemberSession> sessions = new HashMap<>();

  InMemoryMemberStore(InMemoryStores stores) {
    this.stores = stores;
  }

  @Override
  public Optional<Member> find(WorkspaceId workspace, MemberId id) {
    return stores.transaction(() -> Optional.ofNullable(members.get(key(workspace, id))));
  }

  @Override
  public List<Member> list(WorkspaceId workspace) {
    return stores.transaction(
        () ->
            members.values().stream()
                .filter(it -> it.workspace().equals(workspace))
                .sorted(Comparator.comparing(it -> it.email().value()))
                .toList());
  }

  @Override
  public List<Member> withEmail(EmailAddress email, int limit) {
    return stores.transaction(
        () ->
            members.values().stream()
                .filter(it -> it.email().equals(email))
                .sorted(
                    Comparator.comparing(Member::createdAt).thenComparing(it -> it.id().value()))
                .limit(limit)
                .toList());
  }

  @Override
  public boolean rename(WorkspaceId workspace, MemberId id, String name, AuditEvent event) {
    return change(workspace, id, event, it -> it.withName(name));
  }

  @Override
  public Change giveRole(WorkspaceId workspace, MemberId id, Role role, AuditEvent event) {
    return stores.transaction(
        () -> {
          if (role != Role.ADMIN && isLastAdmin(workspace, id)) {
            return Change.LAST_ADMIN;
          }
          boolean changed = change(workspace, id, event, it -> it.withRole(role));
          return changed ? Change.DONE : Change.UNKNOWN;
        });
  }

  private boolean isLastAdmin(WorkspaceId workspace, MemberId id) {
    List<Member> admins = list(workspace).stream().filter(it -> it.role() == Role.ADMIN).toList();
    return admins.size() == 1 && admins.getFirst().id().equals(id);
  }

  @Override
  public boolean givePassphrase(
      WorkspaceId workspace, MemberId id, HashedPassphrase passphrase, AuditEvent event) {
    return change(workspace, id, event, it -> it.withPassphrase(passphrase));
  }

  private boolean change(
      WorkspaceId workspace, MemberId id, AuditEvent event, UnaryOperator<Member> change) {
    return stores.audited(
        event,
        () -> members.computeIfPresent(key(workspace, id), (_, old) -> change.apply(old)) != null);
  }

  @Override
  public Change remove(WorkspaceId workspace, MemberId id, AuditEvent event) {
    return stores.transaction(
        () -> {
          if (isLastAdmin(workspace, id)) {
            return Change.LAST_ADMIN;
          }
          boolean removed = stores.audited(event, () -> members.remove(key(workspace, id)) != null);
          if (removed) {
            sessions.values().removeIf(it -> it.member().equals(id));
            links.values().removeIf(it -> it.member().filter(id::equals).isPresent());
          }
          return removed ? Change.DONE : Change.UNKNOWN;
        });
  }

  @Override
  public void addLink(SignInLink link, AuditEvent event) {
    stores.audited(
        event, () -> links.put(new RowKey(link.workspace(), link.id().value()), link) == null);
  }

  @Override
  public Optional<SignInLink> openLink(Fingerprint key, Instant now) {
    return stores.transaction(
        () ->
            links.values().stream()
                .filter(it -> it.key().equals(key) && it.expiresAt().isAfter(now))
                .findFirst());
  }

  @Override
  public List<SignInLink> links(WorkspaceId workspace, Instant now) {
    return stores.transaction(
        () ->
            links.values().stream()
                .filter(it -> it.workspace().equals(workspace) && it.expiresAt().isAfter(now))
                .sorted(
                    Comparator.comparing(SignInLink::createdAt)
                        .reversed()
                        .thenComparing(it -> it.id().value()))
                .toList());
  }

  @Override
  public boolean removeLink(WorkspaceId workspace, SignInLinkId id, AuditEvent event) {
    return stores.audited(event, () -> links.remove(new RowKey(workspace, id.value())) != null);
  }

  @Override
  public boolean use(SignInLink link, Member member, MemberSession session, AuditEvent event) {
    return stores.audited(
        event,
        () -> {
          RowKey row = new RowKey(link.workspace(), link.id().value());
          boolean joins = link.member().isEmpty();
          boolean possible =
              links.containsKey(row)
                  && (joins
                      ? isFree(link, member)
                      : members.containsKey(key(member.workspace(), member.id())));
          if (possible) {
            links.remove(row);
            if (joins) {
              members.put(key(member.workspace(), member.id()), member);
            }
            sessions.put(session.key(), session);
          }
          return possible;
        });
  }

  private boolean isFree(SignInLink link, Member member) {
    return members.values().stream()
        .filter(it -> it.workspace().equals(link.workspace()))
        .noneMatch(it -> link.first() || it.email().equals(member.email()));
  }

  @Override
  public boolean begin(MemberSession session, AuditEvent event) {
    return stores.audited(
        event,
        () ->
            members.containsKey(key(session.workspace(), session.member()))
                && sessions.put(session.key(), session) == null);
  }

  @Override
  public Optional<Signed> signed(Fingerprint key) {
    return stores.transaction(
        () ->
            Optional.ofNullable(sessions.get(key))
                .flatMap(
                    it ->
                        Optional.ofNullable(members.get(key(it.workspace(), it.member())))
                            .map(member -> new Signed(it, member))));
  }

  @Override
  public void touch(MemberSession session, Instant at) {
    stores.transaction(
        () -> {
          sessions.computeIfPresent(
              session.key(),
              (_, it) ->
                  new MemberSession(it.key(), it.workspace(), it.member(), it.createdAt(), at));
          members.computeIfPresent(
              key(session.workspace(), session.member()),
              (_, it) ->
                  new Member(
                      it.id(),
                      it.workspace(),
                      it.email(),
                      it.name(),
                      it.role(),
                      it.passphrase(),
                      it.createdAt(),
                      Optional.of(at)));
          return true;
        });
  }

  @Override
  public boolean end(MemberSession session, AuditEvent event) {
    return stores.audited(event, () -> sessions.remove(session.key()) != null);
  }

  @Override
  public int endOthers(WorkspaceId workspace, MemberId member, Fingerprint except) {
    return stores.transaction(
        () -> {
          int before = sessions.size();
          sessions
              .values()
              .removeIf(
                  it ->
                      it.workspace().equals(workspace)
                          && it.member().equals(member)
                          && !it.key().equals(except));
          return before - sessions.size();
        });
  }

  @Override
  public int removeOver(Instant now) {
    return stores.transaction(
        () -> {
          int before = sessions.size() + links.size();
          sessions.values().removeIf(it -> it.isOver(now));
          links.values().removeIf(it -> !it.expiresAt().isAfter(now));
          return before - sessions.size() - links.size();
        });
  }

  private static RowKey key(WorkspaceId workspace, MemberId id) {
    return new RowKey(workspace, id.value());
  }
}
