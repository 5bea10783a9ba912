package dev.tenon.entry;

import dev.tenon.access.MemberId;
import dev.tenon.access.Names;
import dev.tenon.access.SessionKey;
import dev.tenon.access.WorkspaceId;
import dev.tenon.audit.Actor;
import dev.tenon.audit.AuditEvent;
import dev.tenon.entry.Entered.Reason;
import dev.tenon.entry.EntryTrips.Back;
import dev.tenon.entry.MemberTokens.Verdict;
import dev.tenon.member.EmailAddress;
import dev.tenon.member.Identity;
import dev.tenon.member.IdentityStore;
import dev.tenon.member.IdentityStore.Connected;
import dev.tenon.member.Member;
import dev.tenon.member.MemberSession;
import dev.tenon.member.MemberStore;
import dev.tenon.member.MemberStore.Signed;
import dev.tenon.member.Members;
import dev.tenon.member.Role;
import dev.tenon.member.SignInLink;
import dev.tenon.member.SignedIn;
import dev.tenon.secret.Fingerprint;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/// Who somebody is here who comes back from a workspace's provider. Members are known by issuer and
/// subject, never by an e-mail address: it only leads somebody to an invitation, the first time,
/// and only when the provider says that it is theirs. A member who was there before says so
/// themselves, signed in, or an admin makes them a link. Safe for use by any thread.
public final class Entries {
  private final EntryTrips trips;
  private final IdentityStore identities;
  private final MemberStore store;
  private final Members members;
  private final Clock clock;
  private final RandomGenerator random;

  /// The members of `store`; keys of sessions are made of `random`, which must be unpredictable.
  public Entries(
      EntryTrips trips,
      IdentityStore identities,
      MemberStore store,
      Members members,
      Clock clock,
      RandomGenerator random) {
    this.trips = trips;
    this.identities = identities;
    this.store = store;
    this.members = members;
    this.clock = clock;
    this.random = random;
  }

  /// Receives a browser that comes back.
  ///
  /// @param browser the key of the cookie that the browser has: of its session where a member says
  ///   who they are, else of its visit
  /// @param signed who is signed in in it
  /// @param from its address in the network
  public Entered receive(
      EntryAnswer answer,
      Fingerprint browser,
      EntryTrip trip,
      Optional<Signed> signed,
      String from) {
    return switch (trips.receive(answer, browser, trip, from)) {
      case Back.Not it -> it.not();
      case Back.Known known ->
          trip.connecting()
              .map(member -> connect(signed, member, known.genuine()))
              .orElseGet(() -> enter(known.setting(), known.genuine(), trip.next()));
    };
  }

  /// Who the member is at providers.
  public List<Connected> list(Member member) {
    return identities.list(member.workspace(), member.id());
  }

  /// The members of the workspace who can sign in at a provider.
  public Set<MemberId> holders(WorkspaceId workspace) {
    return identities.holders(workspace);
  }

  /// Takes back that the signed-in member is `identity`; false when they are not.
  public boolean disconnect(Signed signed, Identity identity) {
    return identities.disconnect(
        signed.member(), identity, event(signed.member(), "member.provider_disconnected"));
  }

  private Entered connect(Optional<Signed> signed, MemberId member, Verdict.Genuine genuine) {
    Optional<Member> here = signed.map(Signed::member).filter(it -> it.id().equals(member));
    if (here.isEmpty()) {
      return new Entered.Not(Reason.NOT_OURS);
    }
    Identity identity = genuine.identity();
    Optional<Member> known = identities.member(here.get().workspace(), identity);
    if (known.isPresent()) {
      return known.get().id().equals(member)
          ? new Entered.Connected()
          : new Entered.Not(Reason.SOMEBODY_ELSE);
    }
    AuditEvent event = event(here.get(), "member.provider_connected");
    return identities.connect(here.get(), identity, clock.instant(), event)
        ? new Entered.Connected()
        : new Entered.Not(Reason.SOMEBODY_ELSE);
  }

  private Entered enter(MemberProvider setting, Verdict.Genuine genuine, String next) {
    Optional<Role> told = setting.roles().flatMap(it -> it.role(genuine.roles()));
    Optional<Role> role = told.or(setting::newcomers);
    if (setting.roles().isPresent() && role.isEmpty()) {
      return new Entered.Not(Reason.NO_ROLE);
    }
    Optional<Member> known = identities.member(setting.workspace(), genuine.identity());
    if (known.isPresent()) {
      return begin(following(setting, known.get(), role), next);
    }
    if (genuine.email().isEmpty()) {
      return new Entered.Not(Reason.NO_EMAIL);
    }
    return arrive(setting, genuine, genuine.email().get(), role, next);
  }

  /// Somebody who was not here before.
  ///
  /// @param role as the provider says it, or of newcomers
  private Entered arrive(
      MemberProvider setting,
      Verdict.Genuine genuine,
      EmailAddress email,
      Optional<Role> role,
      String next) {
    WorkspaceId workspace = setting.workspace();
    Optional<SignInLink> link =
        store.links(workspace, clock.instant()).stream()
            .filter(it -> it.email().filter(email::equals).isPresent())
            .findFirst();
    Optional<Member> invited =
        link.flatMap(SignInLink::member).flatMap(it -> store.find(workspace, it));
    if (invited.isPresent()) {
      return join(link, following(setting, invited.get(), role), genuine.identity(), next);
    }
    if (link.isEmpty() && store.list(workspace).stream().anyMatch(it -> it.email().equals(email))) {
      return new Entered.Not(Reason.NOT_CONNECTED);
    }
    Optional<Role> given =
        setting.roles().isPresent() ? role : link.map(SignInLink::role).or(() -> role);
    if (given.isEmpty()) {
      return new Entered.Not(Reason.NOT_INVITED);
    }
    Member member =
        new Member(
            MemberId.random(random),
            workspace,
            email,
            genuine.name().filter(it -> Names.problem(it).isEmpty()).orElse(email.value()),
            given.get(),
            Optional.empty(),
            clock.instant(),
            Optional.of(clock.instant()));
    return join(link, member, genuine.identity(), next);
  }

  /// The member with the role that the provider says, where it is asked.
  private Member following(MemberProvider setting, Member member, Optional<Role> role) {
    return setting.roles().isPresent() ? members.follow(member, role.orElseThrow()) : member;
  }

  private Entered join(Optional<SignInLink> link, Member member, Identity identity, String next) {
    SessionKey key = SessionKey.random(random);
    boolean joined =
        identities.join(
            link,
            member,
            identity,
            session(key, member),
            event(
                member,
                link.flatMap(SignInLink::member).isPresent()
                    ? "member.signed_in_by_link"
                    : "member.joined"));
    return joined
        ? new Entered.In(new SignedIn(key, member), next)
        : new Entered.Not(Reason.NOT_CONNECTED);
  }

  private Entered begin(Member member, String next) {
    SessionKey key = SessionKey.random(random);
    return store.begin(session(key, member), event(member, "member.signed_in"))
        ? new Entered.In(new SignedIn(key, member), next)
        : new Entered.Not(Reason.NOT_INVITED);
  }

  private MemberSession session(SessionKey key, Member member) {
    Instant now = clock.instant();
    return new MemberSession(key.fingerprint(), member.workspace(), member.id(), now, now);
  }

  private AuditEvent event(Member member, String action) {
    return new AuditEvent(
        member.workspace(),
        clock.instant(),
        new Actor.Member(member.id()),
        action,
        member.id().value(),
        Map.of("by", "provider", "role", member.role().apiName()));
  }
}
