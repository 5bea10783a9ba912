package dev.tenon.member;

import dev.tenon.access.Caller;
import dev.tenon.access.MemberId;
import dev.tenon.access.Passphrase;
import dev.tenon.access.SessionKey;
import dev.tenon.access.SignInKey;
import dev.tenon.access.WorkspaceId;
import dev.tenon.audit.Actor;
import dev.tenon.audit.AuditEvent;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// One-time links: how the first member comes in, how others are invited, and how whoever has lost
/// the passphrase comes back. Safe for use by any thread.
public final class SignInLinks {
  /// How long a link can be used.
  public static final Duration LIFE = Duration.ofHours(24);

  private final MemberStore store;
  private final Passphrases passphrases;
  private final Clock clock;
  private final RandomGenerator random;

  /// The links of `store`; keys are made of `random`, which must be unpredictable.
  public SignInLinks(
      MemberStore store, Passphrases passphrases, Clock clock, RandomGenerator random) {
    this.store = store;
    this.passphrases = passphrases;
    this.clock = clock;
    this.random = random;
  }

  /// The link of a workspace that has no member yet; empty when it has one.
  public Optional<NewLink> first(WorkspaceId workspace) {
    if (!store.list(workspace).isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        add(
            workspace,
            new Wish(Role.ADMIN, Optional.empty(), ""),
            Optional.empty(),
            true,
            new Actor.Hub()));
  }

  /// Makes a link for the member of that e-mail address, or for whoever is to become one.
  public NewLink make(Caller.Admin admin, Wish wish) {
    Optional<Member> member =
        wish.email()
            .flatMap(
                email ->
                    store.list(admin.workspace()).stream()
                        .filter(it -> it.email().equals(email))
                        .findFirst());
    return add(admin.workspace(), wish, member.map(Member::id), false, Actor.of(admin));
  }

  /// The links of the workspace that can still be used, newest first.
  public List<SignInLink> list(WorkspaceId workspace) {
    return store.links(workspace, clock.instant());
  }

  /// Takes a link back; false when there is none.
  public boolean remove(Caller.Admin admin, SignInLinkId id) {
    return store.removeLink(
        admin.workspace(),
        id,
        new AuditEvent(
            admin.workspace(),
            clock.instant(),
            Actor.of(admin),
            "console_link.withdrawn",
            id.value(),
            Map.of()));
  }

  /// What the link with that key opens; empty when it opens nothing, any more.
  public Optional<Opened> open(SignInKey key) {
    return store
        .openLink(key.fingerprint(), clock.instant())
        .filter(link -> !link.first() || store.list(link.workspace()).isEmpty())
        .flatMap(
            link ->
                link.member().isEmpty()
                    ? Optional.of(new Opened(link, Optional.empty()))
                    : store
                        .find(link.workspace(), link.member().get())
                        .map(member -> new Opened(link, Optional.of(member))));
  }

  /// Signs in the member that a link is for; empty when the link is gone.
  public Optional<SignedIn> enter(SignInLink link, Member member) {
    return use(link, member, "member.signed_in_by_link");
  }

  /// Makes whoever was invited a member, and signs them in; empty when the link is gone or the
  /// e-mail address is taken.
  public Optional<SignedIn> join(
      SignInLink link, EmailAddress email, String name, Optional<Passphrase> passphrase) {
    Member member =
        new Member(
            MemberId.random(random),
            link.workspace(),
            link.email().orElse(email),
            name,
            link.role(),
            passphrase.map(passphrases::hash),
            clock.instant(),
            Optional.of(clock.instant()));
    return use(link, member, "member.joined");
  }

  private Optional<SignedIn> use(SignInLink link, Member member, String action) {
    SessionKey key = SessionKey.random(random);
    Instant now = clock.instant();
    MemberSession session =
        new MemberSession(key.fingerprint(), link.workspace(), member.id(), now, now);
    AuditEvent event =
        new AuditEvent(
            link.workspace(),
            now,
            new Actor.Member(member.id()),
            action,
            member.id().value(),
            Map.of("link", link.id().value(), "role", member.role().apiName()));
    return store.use(link, member, session, event)
        ? Optional.of(new SignedIn(key, member))
        : Optional.empty();
  }

  private NewLink add(
      WorkspaceId workspace, Wish wish, Optional<MemberId> member, boolean first, Actor actor) {
    SignInKey key = SignInKey.random(random);
    Instant now = clock.instant();
    SignInLink link =
        new SignInLink(
            SignInLinkId.random(random),
            workspace,
            key.fingerprint(),
            member,
            wish.role(),
            wish.email(),
            wish.name(),
            first,
            now,
            now.plus(LIFE));
    AuditEvent event =
        new AuditEvent(
            workspace,
            now,
            actor,
            "console_link.created",
            link.id().value(),
            member
                .<Map<String, String>>map(it -> Map.of("member", it.value()))
                .orElseGet(() -> Map.of("role", wish.role().apiName())));
    store.addLink(link, event);
    return new NewLink(link, key);
  }

  /// Whom a link is for.
  ///
  /// @param role of the member that is made
  /// @param email of a member, or of whoever becomes one; empty: they say so themselves
  /// @param name of whoever becomes one, as a proposal; may be empty
  public record Wish(Role role, Optional<EmailAddress> email, String name) {}

  /// A link that was made just now, and its key, shown this once.
  public record NewLink(SignInLink link, SignInKey key) {}

  /// What a link opens.
  ///
  /// @param member who is signed in; empty: whoever opens it becomes one
  public record Opened(SignInLink link, Optional<Member> member) {}
}
