package dev.tenon.server.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Members sign in at their workspace's OpenID provider, and what others try on the way.
final class ProviderSignInTest {
  private static final String WORDS = "four words do well";
  private static final String SESSION = "tenon-console-session";
  private static final String LEAVE = "/console/sign-in/provider";
  private static final String CALLBACK = "/console/sign-in/callback";
  private static final Map<String, Object> BO =
      Map.of("sub", "bo-1", "email", "bo@example.com", "email_verified", true, "name", "Bo");

  @TempDir Path directory;
  private TestHub world;
  private StrictProvider provider;
  private Visitor ada;
  private Visitor bo;

  @BeforeEach
  void start() {
    world = TestHub.start(directory, Optional.empty());
    provider = StrictProvider.start(URI.create(world.hub.url() + CALLBACK));
    ada = new Visitor(world.hub.url());
    ada.join(world.hub.firstSignInLink().orElseThrow(), "Ada", "ada@example.com", WORDS);
    bo = new Visitor(world.hub.url());
    Reply made =
        world.admin(
            "POST",
            "/api/v1/oauth-clients",
            Map.of(
                "name",
                "house",
                "connector",
                "generic-oidc",
                "client_id",
                StrictProvider.CLIENT_ID,
                "client_secret",
                StrictProvider.CLIENT_SECRET,
                "scope",
                "openid profile email offline_access",
                "parameters",
                Map.of("issuer", provider.issuer())));
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    provider.says(BO);
  }

  @AfterEach
  void stop() {
    ada.close();
    bo.close();
    provider.close();
    world.close();
  }

  @Test
  void an_admin_sets_it_up_and_an_invited_person_comes_in() {
    assertThat(bo.page("/console/sign-in")).doesNotContain("at your organisation");
    assertThat(ada.page("/console/settings/sign-in")).contains(world.hub.url() + CALLBACK);
    HttpResponse<String> saved = settings(Map.of("client", "house"));
    assertThat(saved.statusCode()).as(saved.body()).isEqualTo(303);
    assertThat(bo.page("/console/sign-in")).contains("Sign in at your organisation");
    invite("bo@example.com", "developer");

    assertThat(signIn(bo).headers().firstValue("Location")).contains("/console");

    assertThat(bo.page("/console/account")).contains("Your role in this workspace is Developer");
    assertThat(ada.page("/console/settings/members")).contains("Bo").contains("Provider");
    assertThat(world.admin("/api/v1/audit-events?limit=1").text())
        .contains("member.joined")
        .contains("provider");
    try (Visitor again = new Visitor(world.hub.url())) {
      provider.says(Map.of("sub", "bo-1", "email", "other@example.com"));
      assertThat(signIn(again).headers().firstValue("Location"))
          .as("known by the subject alone from now on")
          .contains("/console");
    }
  }

  @Test
  void whoever_is_not_invited_stays_outside_unless_newcomers_may_come() {
    settings(Map.of("client", "house"));
    assertThat(signIn(bo).body()).contains("You are not a member here yet");
    assertThat(bo.cookies()).doesNotContainKey(SESSION);

    settings(Map.of("client", "house", "newcomers", "viewer"));
    assertThat(signIn(bo).statusCode()).isEqualTo(303);
    assertThat(bo.page("/console/account")).contains("is Viewer");
  }

  @Test
  void an_address_that_nobody_has_verified_leads_to_no_invitation() {
    settings(Map.of("client", "house", "newcomers", "viewer"));
    invite("bo@example.com", "admin");
    provider.says(Map.of("sub", "evil", "email", "bo@example.com"));

    assertThat(signIn(bo).body()).contains("not confirmed");
    assertThat(bo.cookies()).doesNotContainKey(SESSION);
  }

  @Test
  void a_member_is_not_taken_over_by_their_address_and_connects_by_themselves() {
    settings(Map.of("client", "house", "newcomers", "viewer"));
    provider.says(Map.of("sub", "ada-1", "email", "ada@example.com", "email_verified", true));
    assertThat(signIn(bo).body()).contains("A member has this e-mail address already");
    assertThat(bo.cookies()).doesNotContainKey(SESSION);

    HttpResponse<String> step =
        ada.submit("/console/account", "/console/account/provider", Map.of());
    URI back =
        atProvider(
            step.body()
                .replaceAll("(?s).*href=\"(http[^\"]+authorize[^\"]+)\".*", "$1")
                .replace("&amp;", "&"));
    assertThat(ada.get(back.toString()).headers().firstValue("Location").orElseThrow())
        .contains("said=provider_connected");

    assertThat(signIn(bo).statusCode()).isEqualTo(303);
    assertThat(bo.page("/console/account")).contains("ada@example.com").contains("is Admin");
  }

  @Test
  void a_claim_says_the_role_at_each_sign_in_and_the_last_admin_stays_one() {
    settings(
        Map.of("client", "house", "claim", "groups", "admin_value", "ops", "viewer_value", "all"));
    says("bo-1", "bo@example.com", List.of("all", "ops"));
    assertThat(signIn(bo).statusCode()).isEqualTo(303);
    assertThat(bo.page("/console/account")).contains("is Admin");

    says("bo-1", "bo@example.com", List.of("all"));
    signIn(bo);
    assertThat(bo.page("/console/account")).contains("is Viewer");

    says("bo-1", "bo@example.com", List.of("guests"));
    assertThat(signIn(bo).body()).contains("gives you no role here");
  }

  @Test
  void login_csrf_a_callback_of_somebody_elses_sign_in_is_refused_without_a_request() {
    settings(Map.of("client", "house", "newcomers", "viewer"));
    URI attackers = leave(bo);
    try (Visitor victim = new Visitor(world.hub.url())) {
      assertThat(victim.get(attackers.toString()).statusCode()).isEqualTo(400);
      leave(victim);
      assertThat(victim.get(attackers.toString()).body()).contains("did not begin here");
      assertThat(victim.cookies()).doesNotContainKey(SESSION);
      victim
          .cookies()
          .put("tenon-console-trip", bo.cookies().getOrDefault("tenon-console-trip", ""));
      assertThat(victim.get(attackers.toString()).statusCode()).isEqualTo(400);
    }
    assertThat(provider.exchanges()).isZero();
  }

  @Test
  void login_csrf_no_other_site_sends_a_browser_to_a_provider_of_its_choice() {
    settings(Map.of("client", "house", "newcomers", "viewer"));
    for (String site : List.of("cross-site", "same-site", "none")) {
      HttpResponse<String> answer = bo.get(LEAVE + "?next=/console/audit", "Sec-Fetch-Site", site);
      assertThat(answer.headers().firstValue("Location").orElseThrow())
          .as(site)
          .startsWith("/console/sign-in?workspace=ws_")
          .endsWith("&next=%2Fconsole%2Faudit");
      assertThat(bo.page(answer.headers().firstValue("Location").orElseThrow()))
          .contains("Sign in at your organisation");
    }
    assertThat(bo.cookies()).doesNotContainKey("tenon-console-trip");

    assertThat(
            bo.get(LEAVE, "Sec-Fetch-Site", "same-origin")
                .headers()
                .firstValue("Location")
                .orElseThrow())
        .startsWith(provider.issuer());
  }

  @Test
  void a_provider_that_is_away_is_not_asked_again_for_each_browser_that_comes() {
    try (StrictProvider other = StrictProvider.start(URI.create(world.hub.url() + CALLBACK))) {
      other.isAway(true);
      Reply made =
          world.admin(
              "POST",
              "/api/v1/oauth-clients",
              Map.of(
                  "name",
                  "other",
                  "connector",
                  "generic-oidc",
                  "client_id",
                  StrictProvider.CLIENT_ID,
                  "client_secret",
                  StrictProvider.CLIENT_SECRET,
                  "scope",
                  "openid profile email",
                  "parameters",
                  Map.of("issuer", other.issuer())));
      assertThat(made.status()).as(made.text()).isEqualTo(201);
      settings(Map.of("client", "other"));
      assertThat(bo.get(LEAVE).statusCode()).isEqualTo(502);
      int before = other.lookedFor();
      for (int i = 0; i < 5; i++) {
        assertThat(bo.get(LEAVE).body()).contains("Your provider does not answer");
      }
      assertThat(other.lookedFor()).isEqualTo(before);

      other.isAway(false);
      world.admin("PATCH", "/api/v1/oauth-clients/other", Map.of("scope", "openid email"));
      assertThat(bo.get(LEAVE).statusCode())
          .as("what an admin changes counts at once")
          .isEqualTo(303);
    }
  }

  @Test
  void where_members_sign_in_follows_the_client_to_its_new_name() {
    settings(Map.of("client", "house", "newcomers", "viewer"));
    world.admin(
        "PATCH",
        "/api/v1/workspace",
        Map.of("sign_in", Map.of("oauth_client", "house", "claim", "email")));

    Reply renamed = world.admin("PATCH", "/api/v1/oauth-clients/house", Map.of("name", "home"));

    assertThat(renamed.status()).as(renamed.text()).isEqualTo(200);
    assertThat(signIn(bo).statusCode()).isEqualTo(303);
    assertThat(
            world.admin("/api/v1/workspace").json().get("sign_in").get("oauth_client").asString())
        .isEqualTo("home");
    assertThat(ada.page("/console/oauth-clients/home/delete"))
        .contains("The sign-in of this workspace’s members")
        .contains("The sign-in of your users")
        .contains("name=\"confirm\"");
  }

  @Test
  void the_audit_log_says_all_that_decides_who_comes_in() {
    settings(
        Map.of("client", "house", "newcomers", "viewer", "claim", "groups", "admin_value", "ops"));
    String entry = world.admin("/api/v1/audit-events?limit=1").text();
    assertThat(entry).contains("sign_in.changed", "house", "viewer", "groups", "ops");

    world.admin(
        "PATCH",
        "/api/v1/workspace",
        Map.of(
            "member_sign_in",
            Map.of(
                "oauth_client", "house", "roles", Map.of("claim", "teams", "developer", "dev"))));
    assertThat(world.admin("/api/v1/audit-events?limit=1").text())
        .contains("sign_in.changed", "house", "teams", "dev");
  }

  @Test
  void a_callback_counts_once_and_not_when_it_is_odd() {
    settings(Map.of("client", "house", "newcomers", "viewer"));
    URI back = leave(bo);
    String trip = bo.cookies().get("tenon-console-trip");
    for (String odd :
        List.of("&code=another", "&error=access_denied", "&state=x", "&iss=a&iss=b")) {
      bo.cookies().put("tenon-console-trip", trip);
      assertThat(bo.get(back + odd).statusCode()).as(odd).isEqualTo(400);
    }
    assertThat(provider.exchanges()).isZero();
    bo.cookies().put("tenon-console-trip", trip);
    assertThat(bo.get(back.toString()).statusCode()).isEqualTo(303);

    bo.cookies().put("tenon-console-trip", trip);
    assertThat(bo.get(back.toString()).body()).contains("used already");
    assertThat(provider.exchanges()).isEqualTo(1);
  }

  @Test
  void mix_up_another_issuer_in_the_callback_or_the_token_signs_nobody_in() {
    settings(Map.of("client", "house", "newcomers", "viewer"));
    provider.callsItself("https://evil.example");
    assertThat(signIn(bo).body()).contains("Another provider answered");
    assertThat(provider.exchanges()).isZero();

    provider.callsItself("");
    Map<String, Object> evil = new HashMap<>(BO);
    evil.put("iss", "https://evil.example");
    provider.says(evil);
    assertThat(signIn(bo).body()).contains("cannot be trusted");
    evil.put("iss", provider.issuer());
    evil.put("nonce", "another");
    provider.says(evil);
    assertThat(signIn(bo).body()).contains("cannot be trusted");
    assertThat(bo.cookies()).doesNotContainKey(SESSION);
  }

  @Test
  void afterwards_one_is_where_one_wanted_to_be_and_never_on_another_site() {
    settings(Map.of("client", "house", "newcomers", "viewer"));
    for (String evil : List.of("//evil.example", "https://evil.example", "/console/../x")) {
      URI back = leave(bo, "?next=" + evil);
      assertThat(bo.get(back.toString()).headers().firstValue("Location"))
          .as(evil)
          .contains("/console");
    }
    URI back = leave(bo, "?next=/console/audit");
    assertThat(bo.get(back.toString()).headers().firstValue("Location")).contains("/console/audit");
  }

  @Test
  void a_trip_that_the_browser_rewrote_does_not_fit_its_state() {
    settings(Map.of("client", "house", "newcomers", "viewer"));
    URI back = leave(bo);
    String trip = bo.cookies().get("tenon-console-trip");
    String other =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(
                (new String(Base64.getUrlDecoder().decode(trip), StandardCharsets.UTF_8)
                        + "https://evil.example")
                    .getBytes(StandardCharsets.UTF_8));
    bo.cookies().put("tenon-console-trip", other);

    assertThat(bo.get(back.toString()).statusCode()).isEqualTo(400);
    assertThat(provider.exchanges()).isZero();
  }

  @Test
  void only_a_client_that_can_sign_people_in_is_taken() {
    world.registerTrimbleConnect("trimble");
    world.admin(
        "POST",
        "/api/v1/oauth-clients",
        Map.of(
            "name",
            "keyed",
            "connector",
            "generic-api-key",
            "parameters",
            Map.of("api_url", "https://api.example.com")));

    assertThat(settings(Map.of("client", "nobody")).body())
        .contains("is not one of this workspace");
    assertThat(settings(Map.of("client", "keyed")).statusCode()).isEqualTo(422);
    assertThat(settings(Map.of("client", "house", "claim", "a b", "admin_value", "x")).body())
        .contains("The name of a claim is needed");
    assertThat(settings(Map.of("client", "house", "claim", "groups")).body())
        .contains("which values make which role");
    assertThat(bo.get(LEAVE).statusCode()).isEqualTo(404);
  }

  @Test
  void the_api_says_and_sets_the_same() {
    Reply set =
        world.admin(
            "PATCH",
            "/api/v1/workspace",
            Map.of(
                "member_sign_in",
                Map.of(
                    "oauth_client",
                    "house",
                    "newcomers",
                    "viewer",
                    "roles",
                    Map.of("claim", "groups", "admin", "ops"))));
    assertThat(set.status()).as(set.text()).isEqualTo(200);
    assertThat(ada.page("/console/settings/sign-in")).contains("value=\"ops\"");
    assertThat(
            world
                .admin(
                    "PATCH",
                    "/api/v1/workspace",
                    Map.of("member_sign_in", Map.of("oauth_client", "no")))
                .text())
        .contains("is not one of this workspace");
    settings(Map.of("client", ""));
    assertThat(world.admin("/api/v1/workspace").json().get("member_sign_in").isNull()).isTrue();
  }

  private void says(String subject, String email, List<String> groups) {
    provider.says(Map.of("sub", subject, "email", email, "email_verified", true, "groups", groups));
  }

  private HttpResponse<String> settings(Map<String, String> fields) {
    return ada.submit("/console/settings/sign-in", "/console/settings/sign-in", fields);
  }

  private void invite(String email, String role) {
    world.admin("POST", "/api/v1/console-links", Map.of("email", email, "role", role));
  }

  /// Walks the whole way; what the callback answered.
  private HttpResponse<String> signIn(Visitor visitor) {
    return visitor.get(leave(visitor).toString());
  }

  private URI leave(Visitor visitor) {
    return leave(visitor, "");
  }

  /// Where the provider sends the browser back to.
  private URI leave(Visitor visitor, String query) {
    HttpResponse<String> sent = visitor.get(LEAVE + query);
    assertThat(sent.statusCode()).as(sent.body()).isEqualTo(303);
    return atProvider(sent.headers().firstValue("Location").orElseThrow());
  }

  private URI atProvider(String address) {
    try (Visitor there = new Visitor(world.hub.url())) {
      HttpResponse<String> answer = there.get(address);
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(302);
      return URI.create(answer.headers().firstValue("Location").orElseThrow());
    }
  }
}
