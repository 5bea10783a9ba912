package dev.tenon.stores;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.access.MemberId;
import dev.tenon.access.Passphrase;
import dev.tenon.access.SessionKey;
import dev.tenon.access.SignInKey;
import dev.tenon.access.WorkspaceId;
import dev.tenon.audit.AuditEvent;
import dev.tenon.member.EmailAddress;
import dev.tenon.member.HashedPassphrase;
import dev.tenon.member.Member;
import dev.tenon.member.MemberSession;
import dev.tenon.member.MemberStore.Signed;
import dev.tenon.member.Members;
import dev.tenon.member.Members.Change;
import dev.tenon.member.Passphrases;
import dev.tenon.member.Role;
import dev.tenon.member.SignInLink;
import dev.tenon.member.SignInLinkId;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// The contract of [dev.tenon.member.MemberStore].
public abstract class MemberStoreContract extends StoreContract {
  private static final SecureRandom RANDOM = new SecureRandom();
  private final String domain = "@" + samples.workspaceId().value().toLowerCase(Locale.ROOT);

  @Test
  void whoever_uses_an_invitation_is_a_member_with_a_session() {
    SignInLink link = invitation();
    Member ada = member("ada");
    MemberSession session = session(ada);
    AuditEvent event = event();

    assertThat(stores().members().use(link, ada, session, event)).isTrue();

    assertThat(stores().members().find(workspace, ada.id())).contains(ada);
    assertThat(stores().members().signed(session.key())).contains(new Signed(session, ada));
    assertThat(stores().members().openLink(link.key(), Samples.NOON)).isEmpty();
    assertAudited(event);
  }

  @Test
  void of_many_who_use_a_link_at_once_one_does() {
    SignInLink link = invitation();

    List<Boolean> used =
        Race.run(
            number -> {
              Member member = member("m" + number);
              return stores().members().use(link, member, session(member), event());
            });

    assertThat(used).containsOnlyOnce(true);
    assertThat(stores().members().list(workspace)).hasSize(1);
  }

  @Test
  void of_many_who_use_first_links_at_once_one_does() {
    List<SignInLink> links =
        IntStream.range(0, Race.RUNNERS).mapToObj(_ -> add(link(Optional.empty(), true))).toList();

    List<Boolean> used =
        Race.run(
            number -> {
              Member member = member("f" + number);
              return stores().members().use(links.get(number), member, session(member), event());
            });

    assertThat(used).containsOnlyOnce(true);
    assertThat(stores().members().list(workspace)).hasSize(1);
  }

  @Test
  void a_taken_email_address_uses_nothing_up() {
    join("ada");
    SignInLink link = invitation();
    Member other = member("ada");
    AuditEvent event = event();

    assertThat(stores().members().use(link, other, session(other), event)).isFalse();

    assertThat(stores().members().openLink(link.key(), Samples.NOON)).contains(link);
    assertNotAudited(event);
  }

  @Test
  void the_link_of_a_member_signs_them_in_and_changes_nothing_of_them() {
    Member ada = join("ada");
    SignInLink link = add(link(Optional.of(ada.id()), false));
    MemberSession session = session(ada);

    assertThat(stores().members().use(link, ada.withRole(Role.VIEWER), session, event())).isTrue();

    assertThat(stores().members().signed(session.key())).contains(new Signed(session, ada));
  }

  @Test
  void the_same_person_may_be_a_member_of_several_workspaces() {
    Member here = join("ada");
    WorkspaceId other = samples.workspaceId();
    makeWorkspace(other);
    Member there = member(other, "ada");
    SignInLink link = link(other, Optional.empty(), false);
    stores().members().addLink(link, event(other));
    stores().members().use(link, there, session(there), event(other));

    assertThat(stores().members().withEmail(here.email(), 9))
        .containsExactlyInAnyOrder(here, there);
    assertThat(stores().members().withEmail(here.email(), 1)).hasSize(1);
    assertThat(stores().members().list(workspace)).containsExactly(here);
    assertThat(stores().members().find(other, here.id())).isEmpty();
  }

  @Test
  void name_role_and_passphrase_are_replaced_each_by_itself() {
    Member ada = join("ada");
    MemberId id = ada.id();
    HashedPassphrase passphrase = new HashedPassphrase("$argon2id$x");
    AuditEvent event = event();

    assertThat(stores().members().giveRole(workspace, id, Role.VIEWER, event()))
        .isEqualTo(Change.DONE);
    assertThat(stores().members().givePassphrase(workspace, id, passphrase, event())).isTrue();
    assertThat(stores().members().rename(workspace, id, "Ada L.", event)).isTrue();

    assertThat(stores().members().find(workspace, id))
        .contains(ada.withName("Ada L.").withRole(Role.VIEWER).withPassphrase(passphrase));
    assertAudited(event);
    MemberId nobody = member("nobody").id();
    assertThat(stores().members().rename(workspace, nobody, "x", event())).isFalse();
    assertThat(stores().members().giveRole(workspace, nobody, Role.ADMIN, event()))
        .isEqualTo(Change.UNKNOWN);
    assertThat(stores().members().givePassphrase(workspace, nobody, passphrase, event())).isFalse();
  }

  @Test
  void of_admins_who_are_all_taken_away_at_once_one_stays() {
    List<MemberId> admins =
        IntStream.range(0, Race.RUNNERS)
            .mapToObj(
                number -> {
                  MemberId id = join("a" + number).id();
                  stores().members().giveRole(workspace, id, Role.ADMIN, event());
                  return id;
                })
            .toList();

    List<Change> changes =
        Race.run(
            number -> {
              MemberId id = admins.get(number);
              return number % 2 == 0
                  ? stores().members().giveRole(workspace, id, Role.VIEWER, event())
                  : stores().members().remove(workspace, id, event());
            });

    assertThat(changes).containsOnly(Change.DONE, Change.LAST_ADMIN);
    assertThat(changes).containsOnlyOnce(Change.LAST_ADMIN);
    assertThat(stores().members().list(workspace))
        .filteredOn(it -> it.role() == Role.ADMIN)
        .hasSize(1);
  }

  @Test
  void who_was_demoted_stays_so_whatever_a_request_that_began_before_does() {
    Member ada = join("ada");
    MemberSession session = begun(ada);
    Signed before = stores().members().signed(session.key()).orElseThrow();
    Members members = new Members(stores().members(), new AnyPassphrase(), Clock.systemUTC());

    stores().members().giveRole(workspace, ada.id(), Role.VIEWER, event());
    members.rename(before, "Ada L.");
    members.changePassphrase(
        before, Passphrase.typed("correct horse battery").orElseThrow(), Optional.empty());

    assertThat(stores().members().find(workspace, ada.id()))
        .hasValueSatisfying(
            it -> {
              assertThat(it.role()).isEqualTo(Role.VIEWER);
              assertThat(it.name()).isEqualTo("Ada L.");
              assertThat(it.passphrase()).isPresent();
            });
  }

  @Test
  void a_removed_member_has_neither_sessions_nor_links() {
    Member ada = join("ada");
    MemberSession session = session(ada);
    stores().members().begin(session, event());
    SignInLink link = add(link(Optional.of(ada.id()), false));

    assertThat(stores().members().remove(workspace, ada.id(), event())).isEqualTo(Change.DONE);

    assertThat(stores().members().signed(session.key())).isEmpty();
    assertThat(stores().members().openLink(link.key(), Samples.NOON)).isEmpty();
    assertThat(stores().members().begin(session(ada), event())).isFalse();
    assertThat(stores().members().remove(workspace, ada.id(), event())).isEqualTo(Change.UNKNOWN);
  }

  @Test
  void links_are_listed_newest_first_until_they_end_or_are_taken_back() {
    SignInLink first = invitation();
    SignInLink second = add(link(Optional.empty(), false));

    assertThat(stores().members().links(workspace, Samples.NOON))
        .containsExactlyInAnyOrder(first, second);
    assertThat(stores().members().links(workspace, first.expiresAt())).isEmpty();
    assertThat(stores().members().openLink(first.key(), first.expiresAt())).isEmpty();

    AuditEvent event = event();
    assertThat(stores().members().removeLink(workspace, first.id(), event)).isTrue();
    assertAudited(event);
    assertThat(stores().members().removeLink(workspace, first.id(), event())).isFalse();
    assertThat(stores().members().links(workspace, Samples.NOON)).containsExactly(second);
  }

  @Test
  void a_session_is_touched_with_its_member_and_ended_once() {
    Member ada = join("ada");
    MemberSession session = session(ada);
    stores().members().begin(session, event());

    stores().members().touch(session, Samples.NOON.plusSeconds(600));

    Signed signed = stores().members().signed(session.key()).orElseThrow();
    assertThat(signed.session().seenAt()).isEqualTo(Samples.NOON.plusSeconds(600));
    assertThat(signed.member().seenAt()).contains(Samples.NOON.plusSeconds(600));
    assertThat(stores().members().end(session, event())).isTrue();
    assertThat(stores().members().signed(session.key())).isEmpty();
    assertThat(stores().members().end(session, event())).isFalse();
  }

  @Test
  void a_members_other_sessions_end_and_this_one_stays() {
    Member ada = join("ada");
    Member bo = join("bo");
    MemberSession kept = begun(ada);
    MemberSession other = begun(ada);
    MemberSession bos = begun(bo);

    // The one of joining, and the other.
    assertThat(stores().members().endOthers(workspace, ada.id(), kept.key())).isEqualTo(2);

    assertThat(stores().members().signed(kept.key())).isPresent();
    assertThat(stores().members().signed(other.key())).isEmpty();
    assertThat(stores().members().signed(bos.key())).isPresent();
  }

  @Test
  void what_is_over_is_removed() {
    Member ada = join("ada");
    MemberSession session = begun(ada);
    SignInLink link = invitation();

    stores().members().removeOver(Samples.NOON.plus(Duration.ofHours(1)));
    assertThat(stores().members().signed(session.key())).isPresent();
    assertThat(stores().members().openLink(link.key(), Samples.NOON)).isPresent();

    stores().members().removeOver(Samples.NOON.plus(Duration.ofDays(2)));
    assertThat(stores().members().signed(session.key())).isEmpty();
    assertThat(stores().members().openLink(link.key(), Samples.NOON)).isEmpty();
  }

  private Member join(String name) {
    Member member = member(name);
    assertThat(stores().members().use(invitation(), member, session(member), event())).isTrue();
    return member;
  }

  private MemberSession begun(Member member) {
    MemberSession session = session(member);
    assertThat(stores().members().begin(session, event())).isTrue();
    return session;
  }

  private SignInLink invitation() {
    return add(link(Optional.empty(), false));
  }

  private SignInLink add(SignInLink link) {
    stores().members().addLink(link, event());
    return link;
  }

  private SignInLink link(Optional<MemberId> member, boolean first) {
    return link(workspace, member, first);
  }

  private static SignInLink link(WorkspaceId of, Optional<MemberId> member, boolean first) {
    return new SignInLink(
        SignInLinkId.random(RANDOM),
        of,
        SignInKey.random(RANDOM).fingerprint(),
        member,
        Role.DEVELOPER,
        Optional.empty(),
        "",
        first,
        Samples.NOON,
        Samples.NOON.plus(Duration.ofDays(1)));
  }

  private Member member(String name) {
    return member(workspace, name);
  }

  private Member member(WorkspaceId of, String name) {
    return new Member(
        MemberId.random(RANDOM),
        of,
        EmailAddress.parse(name + domain).orElseThrow(),
        name,
        Role.DEVELOPER,
        Optional.empty(),
        Samples.NOON,
        Optional.of(Samples.NOON));
  }

  private static MemberSession session(Member member) {
    return new MemberSession(
        SessionKey.random(RANDOM).fingerprint(),
        member.workspace(),
        member.id(),
        Samples.NOON,
        Samples.NOON);
  }

  private static final class AnyPassphrase implements Passphrases {
    @Override
    public HashedPassphrase hash(Passphrase passphrase) {
      return new HashedPassphrase("$argon2id$y");
    }

    @Override
    public boolean matches(Passphrase passphrase, HashedPassphrase hash) {
      return true;
    }

    @Override
    public void matchesNothing(Passphrase passphrase) {}
  }
}
