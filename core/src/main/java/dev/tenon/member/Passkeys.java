package dev.tenon.member;

import dev.tenon.access.MemberId;
import dev.tenon.access.Names;
import dev.tenon.access.SessionKey;
import dev.tenon.access.WorkspaceId;
import dev.tenon.audit.Actor;
import dev.tenon.audit.AuditEvent;
import dev.tenon.member.MemberStore.Signed;
import dev.tenon.member.PasskeyStore.Held;
import dev.tenon.secret.Fingerprint;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/// Passkeys: added by whoever is signed in, and used to sign in without e-mail address and
/// passphrase. Safe for use by any thread.
public final class Passkeys {
  /// As many passkeys may a member have.
  public static final int MOST = 20;

  /// Whoever signed in longer ago than this signs in again before they add a passkey: a browser
  /// that was left alone gives nobody a key for good.
  public static final Duration FRESH = Duration.ofHours(1);

  private static final String ADDING = "passkey add";
  private static final String SIGNING_IN = "passkey sign-in";

  private final PasskeyStore store;
  private final PasskeyCheck check;
  private final Tickets tickets;
  private final Clock clock;
  private final RandomGenerator random;

  /// The passkeys of `store`; keys of sessions are made of `random`, which must be unpredictable.
  public Passkeys(
      PasskeyStore store,
      PasskeyCheck check,
      Tickets tickets,
      Clock clock,
      RandomGenerator random) {
    this.store = store;
    this.check = check;
    this.tickets = tickets;
    this.clock = clock;
    this.random = random;
  }

  /// What passkeys are for; empty where browsers make none.
  public Optional<String> site() {
    return check.site();
  }

  /// The member's passkeys, the oldest first.
  public List<Passkey> list(Member member) {
    return store.list(member.workspace(), member.id());
  }

  /// The members of the workspace who have one.
  public Set<MemberId> holders(WorkspaceId workspace) {
    return store.holders(workspace);
  }

  /// Whether a passkey may be added without signing in again.
  public boolean isFresh(Signed signed) {
    return clock.instant().isBefore(signed.session().createdAt().plus(FRESH));
  }

  /// The challenge for a passkey that the signed-in member is about to make.
  public Ticket challenge(Signed signed) {
    return tickets.make(ADDING, signed.session().key(), signed.member().id().value());
  }

  /// The challenge for somebody who is about to sign in.
  ///
  /// @param browser the key of the cookie that the browser has
  public Ticket challenge(Fingerprint browser) {
    return tickets.make(SIGNING_IN, browser, "");
  }

  /// Adds the passkey that the browser of the signed-in member has made.
  ///
  /// @param answer of the browser, as JSON
  /// @param name of the passkey; a usual one where it is empty
  public Added add(Signed signed, Optional<Ticket> challenge, String answer, String name) {
    Member member = signed.member();
    Optional<Ticket> ours =
        challenge.filter(
            it -> tickets.isOurs(it, ADDING, signed.session().key(), member.id().value()));
    if (ours.isEmpty()) {
      return Added.OVER;
    }
    if (!isFresh(signed)) {
      return Added.STALE;
    }
    if (!name.isEmpty() && Names.problem(name).isPresent()) {
      return Added.NAMELESS;
    }
    Optional<PasskeyCheck.Made> made = check.made(answer, ours.get());
    if (made.isEmpty()) {
      return Added.INVALID;
    }
    Passkey passkey =
        new Passkey(
            PasskeyId.random(random),
            member.workspace(),
            member.id(),
            made.get().credential(),
            made.get().publicKey(),
            made.get().counter(),
            made.get().isSynced(),
            name.isEmpty() ? usualName(made.get()) : name,
            clock.instant(),
            Optional.empty());
    AuditEvent event =
        event(member, "passkey.added", passkey.id().value(), Map.of("member", member.id().value()));
    return store.add(passkey, tickets.spent(ours.get()), MOST, event) ? Added.DONE : Added.REFUSED;
  }

  /// Signs in whoever answered `challenge` with a passkey; empty when the answer is not valid,
  /// which may mean anything.
  ///
  /// @param browser the key of the cookie that the browser has
  public Optional<SignedIn> signIn(Fingerprint browser, Ticket challenge, String answer) {
    if (!tickets.isOurs(challenge, SIGNING_IN, browser, "")) {
      return Optional.empty();
    }
    return check
        .credential(answer)
        .flatMap(store::withCredential)
        .flatMap(held -> signIn(held, challenge, answer));
  }

  private Optional<SignedIn> signIn(Held held, Ticket challenge, String answer) {
    Passkey passkey = held.passkey();
    Member member = held.member();
    Optional<Long> counter = check.used(answer, challenge, passkey);
    if (counter.isEmpty()) {
      return Optional.empty();
    }
    Instant now = clock.instant();
    SessionKey key = SessionKey.random(random);
    MemberSession session =
        new MemberSession(key.fingerprint(), member.workspace(), member.id(), now, now);
    AuditEvent event =
        event(
            member,
            "member.signed_in",
            member.id().value(),
            Map.of("by", "passkey", "passkey", passkey.id().value()));
    Passkey after = passkey.used(counter.get(), now);
    return store.use(after, passkey.counter(), tickets.spent(challenge), session, event)
        ? Optional.of(new SignedIn(key, member))
        : Optional.empty();
  }

  /// Gives one of the signed-in member's passkeys another name, which is a valid one; false when
  /// there is no such passkey.
  public boolean rename(Signed signed, PasskeyId id, String name) {
    Member member = signed.member();
    AuditEvent event = event(member, "passkey.renamed", id.value(), Map.of());
    return store.rename(member.workspace(), member.id(), id, Names.require(name), event);
  }

  /// Removes one of the signed-in member's passkeys; false when there is no such passkey.
  public boolean remove(Signed signed, PasskeyId id) {
    Member member = signed.member();
    AuditEvent event = event(member, "passkey.removed", id.value(), Map.of());
    return store.remove(member.workspace(), member.id(), id, event);
  }

  private static String usualName(PasskeyCheck.Made made) {
    return made.isSynced() ? "Passkey, synced" : "Passkey on one device";
  }

  private AuditEvent event(
      Member member, String action, String target, Map<String, String> details) {
    return new AuditEvent(
        member.workspace(),
        clock.instant(),
        new Actor.Member(member.id()),
        action,
        target,
        details);
  }

  /// What came of adding a passkey.
  public enum Added {
    DONE,
    /// The challenge is not one of ours for this browser, or has ended.
    OVER,
    /// The member signed in too long ago.
    STALE,
    /// The name is none.
    NAMELESS,
    /// The browser's answer is not valid.
    INVALID,
    /// The challenge was used already, the passkey is there already, or there are too many.
    REFUSED
  }
}
