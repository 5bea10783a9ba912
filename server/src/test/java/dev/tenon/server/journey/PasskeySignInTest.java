package dev.tenon.server.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Passkeys over HTTP: what is taken, and what others send in their place.
final class PasskeySignInTest {
  private static final String WORDS = "four words do well";
  private static final String SESSION = "tenon-console-session";
  private static final String ACCOUNT = "/console/account";
  private static final String SIGN_IN = "/console/sign-in";
  private static final Pattern CHALLENGE = Pattern.compile("data-challenge=\"([^\"]+)\"");
  private static final Pattern MEMBER = Pattern.compile("data-user=\"(mem_\\w+)\"");

  @TempDir Path directory;
  private TestHub world;
  private Visitor ada;
  private Visitor visitor;
  private String member;
  private SoftPasskey passkey;

  @BeforeEach
  void start() {
    world = TestHub.start(directory, Optional.empty());
    ada = new Visitor(world.hub.url());
    ada.join(world.hub.firstSignInLink().orElseThrow(), "Ada", "ada@example.com", WORDS);
    member = found(MEMBER, ada.page(ACCOUNT));
    visitor = new Visitor(world.hub.url());
    passkey = new SoftPasskey(world.hub.url().toString(), "localhost");
  }

  @AfterEach
  void stop() {
    visitor.close();
    ada.close();
    world.close();
  }

  @Test
  void a_passkey_that_was_added_signs_in_without_address_and_passphrase() {
    assertThat(ada.page("/console?said=welcome")).contains("Sign in without a passphrase");
    assertThat(add(passkey, "Laptop").statusCode()).isEqualTo(303);
    assertThat(ada.page("/console?said=welcome")).doesNotContain("Sign in without a passphrase");

    HttpResponse<String> answer = signIn(passkey, member);

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
    assertThat(visitor.page(ACCOUNT)).contains("ada@example.com").contains("Laptop");
    assertThat(ada.page("/console/settings/members")).contains("Passphrase, passkey");
    assertThat(world.admin("/api/v1/audit-events?limit=1").text())
        .contains("member.signed_in")
        .contains("passkey");
  }

  @Test
  void several_are_named_renamed_and_removed_one_by_one() {
    add(passkey, "");
    SoftPasskey phone = new SoftPasskey(world.hub.url().toString(), "localhost");
    add(phone, "Phone");
    String page = ada.page(ACCOUNT);
    assertThat(page).contains("Passkey on one device").contains("Phone");
    String id =
        page.replaceAll("(?s).*Remove<span class=\"hidden\"> Phone</span>.*?(pk_\\w+).*", "$1");

    ada.submit(ACCOUNT, ACCOUNT + "/passkeys/rename", Map.of("passkey", id, "name", "Old phone"));
    assertThat(ada.page(ACCOUNT)).contains("Old phone");
    ada.submit(ACCOUNT, ACCOUNT + "/passkeys/remove", Map.of("passkey", id));

    assertThat(ada.page(ACCOUNT)).doesNotContain("Old phone");
    assertThat(signIn(phone, member).statusCode()).isEqualTo(422);
    assertThat(signIn(passkey, member).statusCode()).isEqualTo(303);
  }

  @Test
  void an_answer_counts_once() {
    add(passkey, "");
    String page = visitor.page(SIGN_IN);
    String challenge = found(CHALLENGE, page);
    Map<String, String> fields =
        Map.of(
            "challenge", challenge,
            "answer", passkey.used(challenge, member),
            "form_token", Visitor.token(page));

    assertThat(visitor.post(SIGN_IN + "/passkey", fields).statusCode()).isEqualTo(303);
    visitor.cookies().remove(SESSION);
    assertThat(visitor.post(SIGN_IN + "/passkey", fields).statusCode()).isEqualTo(422);
    assertThat(visitor.cookies()).doesNotContainKey(SESSION);
  }

  @Test
  void an_answer_to_another_browsers_challenge_or_to_none_of_ours_is_refused() {
    add(passkey, "");
    try (Visitor other = new Visitor(world.hub.url())) {
      String theirs = found(CHALLENGE, other.page(SIGN_IN));

      assertThat(signIn(passkey, member, theirs, theirs).statusCode()).isEqualTo(422);
    }
    String made = "A".repeat(76);
    assertThat(signIn(passkey, member, made, made).statusCode()).isEqualTo(422);
    String ours = found(CHALLENGE, visitor.page(SIGN_IN));
    assertThat(signIn(passkey, member, ours, made).statusCode())
        .as("signed another")
        .isEqualTo(422);
    String adding = found(CHALLENGE, ada.page(ACCOUNT));
    assertThat(signIn(passkey, member, adding, adding).statusCode())
        .as("a challenge for adding")
        .isEqualTo(422);
    assertThat(visitor.cookies()).doesNotContainKey(SESSION);
  }

  @Test
  void an_answer_that_was_made_on_another_site_is_refused() {
    add(passkey, "");
    String port = ":" + world.hub.url().getPort();
    for (String origin :
        new String[] {
          "https://evil.example",
          "http://localhost",
          "http://evil.localhost" + port,
          "https://localhost" + port
        }) {
      assertThat(signIn(passkey.at(origin, "localhost"), member).statusCode())
          .as(origin)
          .isEqualTo(422);
    }
    assertThat(signIn(passkey.at(world.hub.url().toString(), "evil.example"), member).statusCode())
        .isEqualTo(422);
    assertThat(add(new SoftPasskey("https://evil.example", "localhost"), "").statusCode())
        .isEqualTo(422);
  }

  @Test
  void the_user_has_to_be_verified_and_the_counter_to_grow() {
    assertThat(
            add(
                    new SoftPasskey(world.hub.url().toString(), "localhost")
                        .flags(SoftPasskey.PRESENT),
                    "")
                .statusCode())
        .isEqualTo(422);
    add(passkey.counter(5), "");

    assertThat(signIn(passkey.counter(6).flags(SoftPasskey.PRESENT), member).statusCode())
        .as("present, not verified")
        .isEqualTo(422);
    passkey.flags(SoftPasskey.PRESENT | SoftPasskey.VERIFIED);
    assertThat(signIn(passkey.counter(7), member).statusCode()).isEqualTo(303);
    visitor.cookies().remove(SESSION);
    assertThat(signIn(passkey.counter(7), member).statusCode()).as("a copy of it").isEqualTo(422);
  }

  @Test
  void a_key_signs_in_its_own_member_alone() {
    add(passkey, "");
    URI link =
        URI.create(
            world
                .admin("POST", "/api/v1/console-links", Map.of("email", "bo@example.com"))
                .at("url"));
    try (Visitor bo = new Visitor(world.hub.url())) {
      bo.join(link, "Bo", "", "");
      String other = found(MEMBER, bo.page(ACCOUNT));
      assertThat(signIn(passkey, other).statusCode()).isEqualTo(422);

      HttpResponse<String> taken = addAs(bo, passkey, "");
      assertThat(taken.statusCode()).as("the same key for two").isEqualTo(422);
      SoftPasskey own = new SoftPasskey(world.hub.url().toString(), "localhost");
      String adas = found(CHALLENGE, ada.page(ACCOUNT));
      assertThat(
              bo.submit(
                      ACCOUNT,
                      ACCOUNT + "/passkeys",
                      Map.of("challenge", adas, "answer", own.made(adas)))
                  .statusCode())
          .as("for another's challenge")
          .isEqualTo(422);
      assertThat(signIn(own, other).statusCode()).as("never added").isEqualTo(422);
    }
  }

  @Test
  void what_is_no_answer_at_all_is_refused_with_the_page() {
    String challenge = found(CHALLENGE, visitor.page(SIGN_IN));
    for (String answer : new String[] {"", "{}", "null", "[1]", "{\"id\":1}", "x".repeat(70_000)}) {
      HttpResponse<String> refused =
          visitor.submit(
              SIGN_IN, SIGN_IN + "/passkey", Map.of("challenge", challenge, "answer", answer));

      assertThat(refused.statusCode()).as(answer).isIn(413, 422);
    }
    assertThat(
            visitor
                .post(SIGN_IN + "/passkey", Map.of("challenge", challenge, "answer", "{}"))
                .statusCode())
        .as("without the form's token")
        .isEqualTo(403);
  }

  private HttpResponse<String> add(SoftPasskey it, String name) {
    return addAs(ada, it, name);
  }

  private static HttpResponse<String> addAs(Visitor who, SoftPasskey it, String name) {
    String challenge = found(CHALLENGE, who.page(ACCOUNT));
    return who.submit(
        ACCOUNT,
        ACCOUNT + "/passkeys",
        Map.of("challenge", challenge, "answer", it.made(challenge), "name", name));
  }

  private HttpResponse<String> signIn(SoftPasskey it, String handle) {
    String challenge = found(CHALLENGE, visitor.page(SIGN_IN));
    return signIn(it, handle, challenge, challenge);
  }

  private HttpResponse<String> signIn(SoftPasskey it, String handle, String sent, String answered) {
    return visitor.submit(
        SIGN_IN,
        SIGN_IN + "/passkey",
        Map.of("challenge", sent, "answer", it.used(answered, handle)));
  }

  private static String found(Pattern pattern, String page) {
    Matcher matcher = pattern.matcher(page);
    if (!matcher.find()) {
      throw new AssertionError(pattern + " is not on the page: " + page);
    }
    return matcher.group(1);
  }
}
