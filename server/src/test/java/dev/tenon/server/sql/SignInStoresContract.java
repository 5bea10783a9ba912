package dev.tenon.server.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.access.MemberId;
import dev.tenon.access.SessionKey;
import dev.tenon.access.SignInKey;
import dev.tenon.access.WorkspaceId;
import dev.tenon.client.OAuthClient;
import dev.tenon.entry.MemberProvider;
import dev.tenon.entry.MemberProvider.RoleClaim;
import dev.tenon.member.EmailAddress;
import dev.tenon.member.Identity;
import dev.tenon.member.Member;
import dev.tenon.member.MemberSession;
import dev.tenon.member.Passkey;
import dev.tenon.member.PasskeyId;
import dev.tenon.member.PasskeyStore.Held;
import dev.tenon.member.Role;
import dev.tenon.member.SignInLink;
import dev.tenon.member.SignInLinkId;
import dev.tenon.member.Tickets.Spent;
import dev.tenon.stores.Race;
import dev.tenon.stores.Samples;
import dev.tenon.workspace.Workspace;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Passkeys, identities and where members sign in, on each database.
abstract class SignInStoresContract {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Instant NOON = Samples.NOON;

  private final Samples samples = new Samples(RANDOM);
  private WorkspaceId workspace = samples.workspaceId();
  private Member ada;

  abstract Database database();

  @BeforeEach
  void begin() {
    workspace = workspace();
    ada = joined(workspace, "ada");
  }

  @Test
  void a_passkey_is_found_by_its_credential_with_whose_it_is() {
    Passkey passkey = added(ada);

    assertThat(database().passkeys().withCredential(passkey.credential()))
        .contains(new Held(passkey, ada));
    assertThat(database().passkeys().list(workspace, ada.id())).containsExactly(passkey);
    assertThat(database().passkeys().holders(workspace)).containsExactly(ada.id());
    assertThat(database().passkeys().list(workspace(), ada.id())).isEmpty();
  }

  @Test
  void a_credential_is_there_once_and_a_member_has_at_most_so_many() {
    Passkey passkey = added(ada);
    Member bo = joined(workspace(), "bo");

    Passkey again = passkey(bo, passkey.credential());
    assertThat(database().passkeys().add(again, spent(), 9, samples.event(bo.workspace())))
        .isFalse();
    assertThat(database().passkeys().add(passkey(ada), spent(), 1, samples.event(workspace)))
        .as("one is the most")
        .isFalse();
    Spent once = spent();
    assertThat(database().passkeys().add(passkey(ada), once, 9, samples.event(workspace))).isTrue();
    assertThat(database().passkeys().add(passkey(ada), once, 9, samples.event(workspace)))
        .as("the challenge was used")
        .isFalse();
    assertThat(database().passkeys().list(workspace, ada.id())).hasSize(2);
  }

  @Test
  void of_many_who_use_one_answer_at_once_one_is_signed_in() {
    Passkey passkey = added(ada);
    Spent spent = spent();

    List<Boolean> used =
        Race.run(
            _ ->
                database()
                    .passkeys()
                    .use(after(passkey, 0), 0, spent, session(ada), samples.event(workspace)));

    assertThat(used).containsOnlyOnce(true);
  }

  @Test
  void a_passkey_whose_counter_moved_meanwhile_signs_nobody_in() {
    Passkey passkey = added(ada);
    MemberSession session = session(ada);
    assertThat(
            database()
                .passkeys()
                .use(after(passkey, 5), 0, spent(), session, samples.event(workspace)))
        .isTrue();
    MemberSession late = session(ada);

    assertThat(
            database()
                .passkeys()
                .use(after(passkey, 3), 0, spent(), late, samples.event(workspace)))
        .isFalse();

    assertThat(database().members().signed(session.key())).isPresent();
    assertThat(database().members().signed(late.key())).isEmpty();
    assertThat(database().passkeys().list(workspace, ada.id())).containsExactly(after(passkey, 5));
  }

  @Test
  void a_member_renames_and_removes_their_own_passkeys_alone() {
    Passkey passkey = added(ada);
    Member bo = joined(workspace, "bo");

    assertThat(rename(bo, passkey)).isFalse();
    assertThat(rename(ada, passkey)).isTrue();
    assertThat(database().passkeys().list(workspace, ada.id()).getFirst().name())
        .isEqualTo("Laptop");
    assertThat(remove(bo, passkey)).isFalse();
    assertThat(remove(ada, passkey)).isTrue();
    assertThat(database().passkeys().withCredential(passkey.credential())).isEmpty();
  }

  @Test
  void a_removed_member_has_neither_passkeys_nor_identities() {
    Passkey passkey = added(ada);
    Identity identity = new Identity("https://id.example", "1");
    database().identities().connect(ada, identity, NOON, samples.event(workspace));

    database().members().remove(workspace, ada.id(), samples.event(workspace));

    assertThat(database().passkeys().withCredential(passkey.credential())).isEmpty();
    assertThat(database().identities().member(workspace, identity)).isEmpty();
    assertThat(database().identities().connect(ada, identity, NOON, samples.event(workspace)))
        .isFalse();
  }

  @Test
  void an_identity_is_one_members_of_a_workspace() {
    Identity identity = new Identity("https://id.example", "1");
    Member bo = joined(workspace, "bo");
    Member there = joined(workspace(), "ada");

    assertThat(database().identities().connect(ada, identity, NOON, samples.event(workspace)))
        .isTrue();
    assertThat(database().identities().connect(bo, identity, NOON, samples.event(workspace)))
        .isFalse();
    assertThat(
            database()
                .identities()
                .connect(there, identity, NOON, samples.event(there.workspace())))
        .isTrue();

    assertThat(database().identities().member(workspace, identity)).contains(ada);
    assertThat(database().identities().holders(workspace)).containsExactly(ada.id());
    assertThat(database().identities().list(workspace, ada.id()).getFirst().identity())
        .isEqualTo(identity);
    assertThat(database().identities().disconnect(bo, identity, samples.event(workspace)))
        .isFalse();
    assertThat(database().identities().disconnect(ada, identity, samples.event(workspace)))
        .isTrue();
    assertThat(database().identities().member(workspace, identity)).isEmpty();
  }

  @Test
  void whoever_joins_by_a_provider_uses_the_invitation_up_with_everything_or_nothing() {
    SignInLink link = link(workspace);
    Member bo = member(workspace, "bo");
    Identity identity = new Identity("https://id.example", "2");
    MemberSession session = session(bo);

    assertThat(join(Optional.of(link), bo, identity, session)).isTrue();
    assertThat(join(Optional.of(link), member(workspace, "cy"), identity, session(bo))).isFalse();
    assertThat(
            join(
                Optional.empty(),
                member(workspace, "ada"),
                new Identity("https://id.example", "3"),
                session(bo)))
        .as("the e-mail address is taken")
        .isFalse();

    assertThat(database().members().signed(session.key())).isPresent();
    assertThat(database().members().links(workspace, NOON)).isEmpty();
    assertThat(database().members().list(workspace)).containsExactly(ada, bo);
  }

  @Test
  void a_ticket_is_spent_once_until_it_would_have_ended() {
    Spent spent = spent();

    assertThat(Race.run(_ -> database().identities().spend(workspace, spent)))
        .containsOnlyOnce(true);
    database().members().removeOver(spent.until().minusMillis(1));
    assertThat(database().identities().spend(workspace, spent)).isFalse();
    database().members().removeOver(spent.until());
    assertThat(database().identities().spend(workspace, spent)).isTrue();
  }

  @Test
  void where_members_sign_in_is_set_changed_and_forgotten() {
    MemberProvider first =
        new MemberProvider(workspace, "house", Optional.empty(), Optional.empty());
    MemberProvider second =
        new MemberProvider(
            workspace,
            "house",
            Optional.of(Role.VIEWER),
            Optional.of(
                new RoleClaim(
                    "roles", Optional.of("admins"), Optional.empty(), Optional.of("all"))));

    database().memberProviders().put(first, samples.event(workspace));
    assertThat(database().memberProviders().find(workspace)).contains(first);
    database().memberProviders().put(second, samples.event(workspace));
    assertThat(database().memberProviders().find(workspace)).contains(second);
    assertThat(database().memberProviders().any()).isTrue();
    assertThat(database().memberProviders().find(workspace())).isEmpty();
    assertThat(database().memberProviders().remove(workspace, samples.event(workspace))).isTrue();
    assertThat(database().memberProviders().find(workspace)).isEmpty();
  }

  @Test
  void where_users_and_members_sign_in_follows_a_client_to_its_new_name() {
    OAuthClient house = samples.client(workspace, "house");
    database().oauthClients().create(house, samples.event(workspace));
    Workspace before = database().workspaces().find(workspace).orElseThrow();
    database()
        .workspaces()
        .update(
            before,
            new Workspace(
                workspace,
                before.name(),
                before.linkVerification(),
                Optional.of(new Workspace.SignIn("house", "email")),
                before.createdAt()),
            samples.event(workspace));
    database()
        .memberProviders()
        .put(
            new MemberProvider(workspace, "house", Optional.empty(), Optional.empty()),
            samples.event(workspace));

    database().oauthClients().update(samples.renamed(house, "home", 2), samples.event(workspace));

    assertThat(database().memberProviders().find(workspace))
        .map(MemberProvider::oauthClient)
        .contains("home");
    assertThat(database().workspaces().find(workspace).orElseThrow().signIn())
        .contains(new Workspace.SignIn("home", "email"));
  }

  private boolean join(
      Optional<SignInLink> link, Member member, Identity identity, MemberSession session) {
    return database()
        .identities()
        .join(link, member, identity, session, samples.event(member.workspace()));
  }

  private boolean rename(Member member, Passkey passkey) {
    return database()
        .passkeys()
        .rename(workspace, member.id(), passkey.id(), "Laptop", samples.event(workspace));
  }

  private boolean remove(Member member, Passkey passkey) {
    return database()
        .passkeys()
        .remove(workspace, member.id(), passkey.id(), samples.event(workspace));
  }

  private WorkspaceId workspace() {
    WorkspaceId id = samples.workspaceId();
    database().workspaces().create(samples.workspace(id), samples.event(id));
    return id;
  }

  private Member joined(WorkspaceId of, String name) {
    Member member = member(of, name);
    assertThat(database().members().use(link(of), member, session(member), samples.event(of)))
        .isTrue();
    return member;
  }

  private SignInLink link(WorkspaceId of) {
    SignInLink link =
        new SignInLink(
            SignInLinkId.random(RANDOM),
            of,
            SignInKey.random(RANDOM).fingerprint(),
            Optional.empty(),
            Role.DEVELOPER,
            Optional.empty(),
            "",
            false,
            NOON,
            NOON.plus(Duration.ofDays(1)));
    database().members().addLink(link, samples.event(of));
    return link;
  }

  private static Member member(WorkspaceId of, String name) {
    return new Member(
        MemberId.random(RANDOM),
        of,
        EmailAddress.parse(name + "@" + of.value().toLowerCase(Locale.ROOT)).orElseThrow(),
        name,
        Role.DEVELOPER,
        Optional.empty(),
        NOON,
        Optional.of(NOON));
  }

  private Passkey added(Member member) {
    Passkey passkey = passkey(member);
    assertThat(database().passkeys().add(passkey, spent(), 9, samples.event(member.workspace())))
        .isTrue();
    return passkey;
  }

  private static Passkey passkey(Member member) {
    return passkey(member, SessionKey.random(RANDOM).cookieValue());
  }

  private static Passkey passkey(Member member, String credential) {
    return new Passkey(
        PasskeyId.random(RANDOM),
        member.workspace(),
        member.id(),
        credential,
        "key",
        0,
        true,
        "Passkey",
        NOON,
        Optional.empty());
  }

  private static Passkey after(Passkey passkey, long counter) {
    return new Passkey(
        passkey.id(),
        passkey.workspace(),
        passkey.member(),
        passkey.credential(),
        passkey.publicKey(),
        counter,
        passkey.isSynced(),
        passkey.name(),
        passkey.createdAt(),
        Optional.of(NOON.plusSeconds(60)));
  }

  private static MemberSession session(Member member) {
    return new MemberSession(
        SessionKey.random(RANDOM).fingerprint(), member.workspace(), member.id(), NOON, NOON);
  }

  private static Spent spent() {
    return new Spent(SessionKey.random(RANDOM).fingerprint(), NOON.plusSeconds(900));
  }
}
