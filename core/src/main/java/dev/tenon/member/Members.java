package dev.tenon.member;

import dev.tenon.access.Caller;
import dev.tenon.access.MemberId;
import dev.tenon.access.Passphrase;
import dev.tenon.access.WorkspaceId;
import dev.tenon.audit.Actor;
import dev.tenon.audit.AuditEvent;
import dev.tenon.member.MemberStore.Signed;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What is done with the members of a workspace. Safe for use by any thread.
public final class Members {
  private final MemberStore store;
  private final Passphrases passphrases;
  private final Throttle guesses;
  private final Clock clock;

  /// The members of `store`.
  public Members(MemberStore store, Passphrases passphrases, Clock clock) {
    this.store = store;
    this.passphrases = passphrases;
    this.guesses = new Throttle(SignIn.FREE_BY_EMAIL, clock);
    this.clock = clock;
  }

  /// Every member, by e-mail address.
  public List<Member> list(WorkspaceId workspace) {
    return store.list(workspace);
  }

  /// Gives a member another role. The last admin stays one.
  public Change changeRole(Caller.Admin admin, MemberId id, Role role) {
    AuditEvent event = event(admin, "member.role_changed", id, Map.of("role", role.apiName()));
    return store.giveRole(admin.workspace(), id, role, event);
  }

  /// Gives a member who signs in the role that their provider says; the last admin stays one. The
  /// member as they are then.
  public Member follow(Member member, Role role) {
    if (member.role() == role) {
      return member;
    }
    AuditEvent event =
        new AuditEvent(
            member.workspace(),
            clock.instant(),
            new Actor.Hub(),
            "member.role_changed",
            member.id().value(),
            Map.of("role", role.apiName(), "by", "provider"));
    return store.giveRole(member.workspace(), member.id(), role, event) == Change.DONE
        ? member.withRole(role)
        : member;
  }

  /// Removes a member, whose sessions end with it. The last admin stays.
  public Change remove(Caller.Admin admin, MemberId id) {
    AuditEvent event = event(admin, "member.removed", id, Map.of());
    return store.remove(admin.workspace(), id, event);
  }

  /// Gives the signed-in member another name.
  public void rename(Signed signed, String name) {
    store.rename(
        signed.member().workspace(),
        signed.member().id(),
        name,
        event(admin(signed), "member.renamed", signed.member().id(), Map.of()));
  }

  /// Gives the signed-in member another passphrase and ends their other sessions. Whoever has none
  /// yet needs no `current` one. Whoever guesses has to wait as at the sign-in: they may sit at
  /// somebody else's browser.
  public PassphraseChange changePassphrase(
      Signed signed, Passphrase passphrase, Optional<Passphrase> current) {
    Member member = signed.member();
    Optional<PassphraseChange> refused =
        member.passphrase().flatMap(hash -> refused(member.id().value(), hash, current));
    if (refused.isPresent()) {
      return refused.get();
    }
    store.givePassphrase(
        member.workspace(),
        member.id(),
        passphrases.hash(passphrase),
        event(admin(signed), "member.passphrase_changed", member.id(), Map.of()));
    store.endOthers(member.workspace(), member.id(), signed.session().key());
    return new PassphraseChange.Done();
  }

  private Optional<PassphraseChange> refused(
      String key, HashedPassphrase hash, Optional<Passphrase> current) {
    Optional<Duration> left = guesses.enter(key);
    if (left.isPresent()) {
      return left.map(PassphraseChange.TooMany::new);
    }
    try {
      if (current.filter(it -> passphrases.matches(it, hash)).isEmpty()) {
        guesses.failed(key);
        return Optional.of(new PassphraseChange.Wrong());
      }
      guesses.succeeded(key);
      return Optional.empty();
    } finally {
      guesses.leave(key);
    }
  }

  private static Caller.Admin admin(Signed signed) {
    return new Caller.Admin(signed.member().workspace(), signed.member().id());
  }

  private AuditEvent event(
      Caller.Admin admin, String action, MemberId target, Map<String, String> details) {
    return new AuditEvent(
        admin.workspace(), clock.instant(), Actor.of(admin), action, target.value(), details);
  }

  /// What came of a wish to change something.
  public enum Change {
    DONE,
    /// There is no such member.
    UNKNOWN,
    /// Without this member nobody could administer the workspace in the console.
    LAST_ADMIN
  }

  /// What came of a wish for another passphrase.
  public sealed interface PassphraseChange {
    /// It is another one.
    record Done() implements PassphraseChange {}

    /// The one that was said to be the current one is not.
    record Wrong() implements PassphraseChange {}

    /// There were too many wrong ones; nothing was tried.
    record TooMany(Duration left) implements PassphraseChange {}
  }
}
