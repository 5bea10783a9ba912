package dev.tenon.member;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.access.Caller;
import dev.tenon.access.KeyId;
import dev.tenon.access.Passphrase;
import dev.tenon.access.WorkspaceId;
import dev.tenon.audit.AuditEntry;
import dev.tenon.fakehub.SteppedClock;
import dev.tenon.member.MemberStore.Signed;
import dev.tenon.member.Members.Change;
import dev.tenon.member.Members.PassphraseChange;
import dev.tenon.member.SignIn.Attempt;
import dev.tenon.member.SignInLinks.NewLink;
import dev.tenon.member.SignInLinks.Opened;
import dev.tenon.member.SignInLinks.Wish;
import dev.tenon.stores.InMemoryStores;
import dev.tenon.stores.Samples;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// How people become members, come back and leave.
final class MemberJourneysTest {
  private static final WorkspaceId HERE = new WorkspaceId("ws_here");
  private static final WorkspaceId THERE = new WorkspaceId("ws_there");
  private static final Caller.Admin KEY = new Caller.Admin(HERE, new KeyId("key_1"));
  private static final String WORDS = "four words do well";

  private final SteppedClock clock = new SteppedClock();
  private final SecureRandom random = new SecureRandom();
  private final InMemoryStores stores = new InMemoryStores(clock);
  private final PlainPassphrases passphrases = new PlainPassphrases();
  private final SignInLinks links = new SignInLinks(stores.members(), passphrases, clock, random);
  private final SignIn signIn = new SignIn(stores.members(), passphrases, clock, random);
  private final Members members = new Members(stores.members(), passphrases, clock);

  @BeforeEach
  void workspaces() {
    Samples samples = new Samples(random);
    stores.workspaces().create(samples.workspace(HERE), samples.event(HERE));
    stores.workspaces().create(samples.workspace(THERE), samples.event(THERE));
  }

  @Test
  void the_first_link_makes_an_admin_and_there_is_no_second_one() {
    NewLink first = links.first(HERE).orElseThrow();
    NewLink again = links.first(HERE).orElseThrow();

    Member ada = join(first, "ada@example.com").member();

    assertThat(ada.role()).isEqualTo(Role.ADMIN);
    assertThat(links.open(first.key())).isEmpty();
    assertThat(links.open(again.key())).as("another first link is over too").isEmpty();
    assertThat(links.first(HERE)).isEmpty();
  }

  @Test
  void an_invitation_works_after_the_first_member_is_there() {
    join(links.first(HERE).orElseThrow(), "ada@example.com");
    NewLink invitation = links.make(KEY, new Wish(Role.VIEWER, email("bo@example.com"), ""));

    Member bo = join(invitation, "somebody.else@example.com").member();

    assertThat(bo.role()).isEqualTo(Role.VIEWER);
    assertThat(bo.email().value()).as("the address of the invitation").isEqualTo("bo@example.com");
  }

  @Test
  void a_link_ends_after_a_day() {
    NewLink link = links.first(HERE).orElseThrow();

    clock.advance(SignInLinks.LIFE);

    assertThat(links.open(link.key())).isEmpty();
  }

  @Test
  void the_link_of_a_member_signs_them_in_once() {
    Member ada = join(links.first(HERE).orElseThrow(), "ada@example.com").member();
    NewLink link = links.make(KEY, new Wish(Role.VIEWER, email("ada@example.com"), ""));
    Opened opened = links.open(link.key()).orElseThrow();

    SignedIn signedIn = links.enter(opened.link(), opened.member().orElseThrow()).orElseThrow();

    assertThat(signedIn.member().id()).isEqualTo(ada.id());
    assertThat(signedIn.member().role()).as("a link changes no role").isEqualTo(Role.ADMIN);
    assertThat(links.enter(opened.link(), ada)).isEmpty();
  }

  @Test
  void a_link_of_one_workspace_opens_nothing_of_another() {
    join(links.first(HERE).orElseThrow(), "ada@example.com");
    Caller.Admin stranger = new Caller.Admin(THERE, new KeyId("key_2"));

    NewLink link = links.make(stranger, new Wish(Role.ADMIN, email("ada@example.com"), ""));

    Opened opened = links.open(link.key()).orElseThrow();
    assertThat(opened.member()).as("not the member of the other workspace").isEmpty();
    assertThat(join(link, "ada@example.com").member().workspace()).isEqualTo(THERE);
  }

  @Test
  void a_passphrase_signs_in_and_a_wrong_one_does_not() {
    join(links.first(HERE).orElseThrow(), "ada@example.com");

    assertThat(attempt("ada@example.com", WORDS)).isInstanceOf(Attempt.Done.class);
    assertThat(attempt("ada@example.com", "three words only")).isInstanceOf(Attempt.Wrong.class);
    assertThat(attempt("nobody@example.com", WORDS)).isInstanceOf(Attempt.Wrong.class);
  }

  @Test
  void an_unknown_address_costs_as_much_hashing_as_a_known_one() {
    join(links.first(HERE).orElseThrow(), "ada@example.com");

    attempt("ada@example.com", "three words only");
    int known = passphrases.asked();
    attempt("nobody@example.com", "three words only");

    assertThat(passphrases.asked()).isEqualTo(2 * known);
  }

  @Test
  void whoever_guesses_waits_longer_and_longer_and_is_not_looked_at_meanwhile() {
    join(links.first(HERE).orElseThrow(), "ada@example.com");
    for (int i = 0; i < 5; i++) {
      assertThat(attempt("ada@example.com", "wrong words " + i)).isInstanceOf(Attempt.Wrong.class);
    }
    int asked = passphrases.asked();

    assertThat(attempt("ada@example.com", WORDS))
        .isEqualTo(new Attempt.TooMany(Duration.ofSeconds(30)));
    assertThat(passphrases.asked()).isEqualTo(asked);

    clock.advance(Duration.ofSeconds(31));
    assertThat(attempt("ada@example.com", "wrong again")).isInstanceOf(Attempt.Wrong.class);
    assertThat(attempt("ada@example.com", WORDS))
        .isEqualTo(new Attempt.TooMany(Duration.ofSeconds(60)));

    clock.advance(Duration.ofSeconds(61));
    assertThat(attempt("ada@example.com", WORDS)).isInstanceOf(Attempt.Done.class);
    assertThat(attempt("ada@example.com", "wrong once")).isInstanceOf(Attempt.Wrong.class);
  }

  @Test
  void many_addresses_from_one_place_wait_too() {
    for (int i = 0; i < 100; i++) {
      attempt("nobody" + i + "@example.com", WORDS);
    }

    assertThat(attempt("other@example.com", WORDS)).isInstanceOf(Attempt.TooMany.class);
  }

  @Test
  void a_session_ends_when_nothing_is_asked_for_and_in_any_case() {
    SignedIn ada = join(links.first(HERE).orElseThrow(), "ada@example.com");
    assertThat(signIn.signed(ada.key())).isPresent();

    clock.advance(MemberSession.IDLE.minusSeconds(1));
    assertThat(signIn.signed(ada.key())).isPresent();
    clock.advance(MemberSession.IDLE.minusSeconds(1));
    assertThat(signIn.signed(ada.key())).as("it was touched").isPresent();
    clock.advance(MemberSession.IDLE);
    assertThat(signIn.signed(ada.key())).isEmpty();

    SignedIn again = ((Attempt.Done) attempt("ada@example.com", WORDS)).signedIn();
    for (int i = 0; i < 7 * 24; i++) {
      assertThat(signIn.signed(again.key())).isPresent();
      clock.advance(Duration.ofHours(1));
    }
    assertThat(signIn.signed(again.key())).isEmpty();
  }

  @Test
  void another_passphrase_needs_the_old_one_and_signs_other_browsers_out() {
    SignedIn here = join(links.first(HERE).orElseThrow(), "ada@example.com");
    SignedIn there = ((Attempt.Done) attempt("ada@example.com", WORDS)).signedIn();
    Signed signed = signIn.signed(here.key()).orElseThrow();

    assertThat(members.changePassphrase(signed, typed("a new one of mine"), Optional.empty()))
        .isInstanceOf(PassphraseChange.Wrong.class);
    assertThat(guess(signed, "not the old one")).isInstanceOf(PassphraseChange.Wrong.class);
    assertThat(guess(signed, WORDS)).isInstanceOf(PassphraseChange.Done.class);

    assertThat(signIn.signed(here.key())).isPresent();
    assertThat(signIn.signed(there.key())).isEmpty();
    assertThat(attempt("ada@example.com", WORDS)).isInstanceOf(Attempt.Wrong.class);
    assertThat(attempt("ada@example.com", "a new one of mine")).isInstanceOf(Attempt.Done.class);
  }

  @Test
  void whoever_guesses_the_old_passphrase_waits_as_at_the_sign_in() {
    SignedIn ada = join(links.first(HERE).orElseThrow(), "ada@example.com");
    Signed signed = signIn.signed(ada.key()).orElseThrow();
    for (int i = 0; i < 5; i++) {
      assertThat(guess(signed, "guess number " + i)).isInstanceOf(PassphraseChange.Wrong.class);
    }

    assertThat(guess(signed, WORDS))
        .as("even the right one is not tried")
        .isEqualTo(new PassphraseChange.TooMany(Duration.ofSeconds(30)));
    assertThat(attempt("ada@example.com", WORDS)).isInstanceOf(Attempt.Done.class);
    clock.advance(Duration.ofSeconds(30));
    assertThat(guess(signed, "another guess")).isInstanceOf(PassphraseChange.Wrong.class);
    assertThat(guess(signed, WORDS))
        .isEqualTo(new PassphraseChange.TooMany(Duration.ofSeconds(60)));
    clock.advance(Duration.ofSeconds(60));
    assertThat(guess(signed, WORDS)).isInstanceOf(PassphraseChange.Done.class);
  }

  private PassphraseChange guess(Signed signed, String current) {
    return members.changePassphrase(signed, typed("a new one of mine"), Passphrase.typed(current));
  }

  @Test
  void the_last_admin_stays() {
    Member ada = join(links.first(HERE).orElseThrow(), "ada@example.com").member();

    assertThat(members.remove(KEY, ada.id())).isEqualTo(Change.LAST_ADMIN);
    assertThat(members.changeRole(KEY, ada.id(), Role.VIEWER)).isEqualTo(Change.LAST_ADMIN);

    Member bo =
        join(links.make(KEY, new Wish(Role.ADMIN, email("bo@example.com"), "")), "").member();
    assertThat(members.changeRole(KEY, ada.id(), Role.VIEWER)).isEqualTo(Change.DONE);
    assertThat(members.remove(KEY, bo.id())).isEqualTo(Change.LAST_ADMIN);
    assertThat(members.remove(KEY, ada.id())).isEqualTo(Change.DONE);
    assertThat(members.remove(KEY, ada.id())).isEqualTo(Change.UNKNOWN);
  }

  @Test
  void the_audit_log_names_the_member() {
    Member ada = join(links.first(HERE).orElseThrow(), "ada@example.com").member();
    members.changeRole(new Caller.Admin(HERE, ada.id()), ada.id(), Role.ADMIN);

    AuditEntry newest = stores.auditLog().list(HERE, Optional.empty(), 1).getFirst();

    assertThat(newest.event().actor().label()).isEqualTo("member:" + ada.id());
    assertThat(stores.auditLog().firstBroken(HERE)).isEmpty();
  }

  private SignedIn join(NewLink link, String email) {
    return links
        .join(
            link.link(),
            EmailAddress.parse(email.isEmpty() ? "x@example.com" : email).orElseThrow(),
            "Ada",
            Passphrase.typed(WORDS))
        .orElseThrow();
  }

  private Attempt attempt(String email, String passphrase) {
    return signIn.attempt(
        EmailAddress.parse(email).orElseThrow(), typed(passphrase), Optional.empty(), "192.0.2.1");
  }

  private static Passphrase typed(String text) {
    return Passphrase.typed(text).orElseThrow();
  }

  private static Optional<EmailAddress> email(String text) {
    return EmailAddress.parse(text);
  }
}
