package dev.tenon.member;

import dev.tenon.access.Passphrase;
import dev.tenon.access.SessionKey;
import dev.tenon.access.WorkspaceId;
import dev.tenon.audit.Actor;
import dev.tenon.audit.AuditEvent;
import dev.tenon.member.MemberStore.Signed;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Signing in by passphrase, and the sessions that follow. An unknown e-mail address is answered as
/// a wrong passphrase is, after as long. Safe for use by any thread.
public final class SignIn {
  /// Workspaces of one e-mail address that are looked into.
  private static final int CANDIDATES = 4;

  /// Wrong attempts in a row after which there is a wait.
  static final int FREE_BY_EMAIL = 5;

  // Behind a proxy everybody comes from the same address.
  private static final int FREE_BY_PLACE = 100;

  private final MemberStore store;
  private final Passphrases passphrases;
  private final Throttle byEmail;
  private final Throttle byPlace;
  private final Clock clock;
  private final RandomGenerator random;

  /// The members of `store`; keys are made of `random`, which must be unpredictable.
  public SignIn(MemberStore store, Passphrases passphrases, Clock clock, RandomGenerator random) {
    this.store = store;
    this.passphrases = passphrases;
    this.byEmail = new Throttle(FREE_BY_EMAIL, clock);
    this.byPlace = new Throttle(FREE_BY_PLACE, clock);
    this.clock = clock;
    this.random = random;
  }

  /// Signs in whoever has that e-mail address and passphrase, in `workspace` where it is given.
  ///
  /// @param from where the attempt comes from: an address of the network
  public Attempt attempt(
      EmailAddress email, Passphrase passphrase, Optional<WorkspaceId> workspace, String from) {
    Optional<Duration> left = byPlace.left(from).or(() -> byEmail.enter(email.value()));
    if (left.isPresent()) {
      return new Attempt.TooMany(left.get());
    }
    Optional<Member> member;
    try {
      member = matching(email, passphrase, workspace);
      if (member.isEmpty()) {
        byEmail.failed(email.value());
        byPlace.failed(from);
        return new Attempt.Wrong();
      }
      byEmail.succeeded(email.value());
    } finally {
      byEmail.leave(email.value());
    }
    SessionKey key = SessionKey.random(random);
    Instant now = clock.instant();
    MemberSession session =
        new MemberSession(key.fingerprint(), member.get().workspace(), member.get().id(), now, now);
    return store.begin(session, event(member.get(), "member.signed_in"))
        ? new Attempt.Done(new SignedIn(key, member.get()))
        : new Attempt.Wrong();
  }

  /// Whose session it is that is not over.
  public Optional<Signed> signed(SessionKey key) {
    Instant now = clock.instant();
    Optional<Signed> signed =
        store.signed(key.fingerprint()).filter(it -> !it.session().isOver(now));
    signed.map(Signed::session).filter(it -> it.isDue(now)).ifPresent(it -> store.touch(it, now));
    return signed;
  }

  /// Ends a session.
  public void end(Signed signed) {
    store.end(signed.session(), event(signed.member(), "member.signed_out"));
  }

  /// Removes what is over; to be called from time to time.
  public int sweep() {
    return store.removeOver(clock.instant());
  }

  private Optional<Member> matching(
      EmailAddress email, Passphrase passphrase, Optional<WorkspaceId> workspace) {
    List<Member> candidates =
        store.withEmail(email, CANDIDATES).stream()
            .filter(it -> workspace.map(it.workspace()::equals).orElse(true))
            .filter(it -> it.passphrase().isPresent())
            .toList();
    if (candidates.isEmpty()) {
      passphrases.matchesNothing(passphrase);
      return Optional.empty();
    }
    return candidates.stream()
        .filter(it -> passphrases.matches(passphrase, it.passphrase().orElseThrow()))
        .findFirst();
  }

  private AuditEvent event(Member member, String action) {
    return new AuditEvent(
        member.workspace(),
        clock.instant(),
        new Actor.Member(member.id()),
        action,
        member.id().value(),
        Map.of());
  }

  /// What came of an attempt.
  public sealed interface Attempt {
    /// Signed in.
    record Done(SignedIn signedIn) implements Attempt {}

    /// E-mail address or passphrase are wrong; it is not said which.
    record Wrong() implements Attempt {}

    /// There were too many wrong attempts; nothing was tried.
    record TooMany(Duration left) implements Attempt {}
  }
}
