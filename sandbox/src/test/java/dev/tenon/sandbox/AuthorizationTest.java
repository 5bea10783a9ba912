package dev.tenon.sandbox;

import static dev.tenon.sandbox.Journey.redeem;
import static dev.tenon.sandbox.Wire.VERIFIER;
import static dev.tenon.sandbox.Wire.callback;
import static dev.tenon.sandbox.Wire.challenge;
import static dev.tenon.sandbox.Wire.form;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.sandbox.http.Form;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the authorization endpoint lets through.
final class AuthorizationTest {
  private final Wire wire = Wire.open();
  private final Journey journey = Journey.trimble(wire);

  @AfterEach
  void close() {
    wire.close();
  }

  private static Form replaced(Form form, String name, String value) {
    Form result = Form.empty();
    for (Form.Pair pair : form.pairs()) {
      result = result.with(pair.name(), pair.name().equals(name) ? value : pair.value());
    }
    return result;
  }

  private static void isErrorPage(HttpResponse<String> response, String text) {
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.headers().firstValue("Location")).isEmpty();
    assertThat(response.body()).contains("role=\"alert\"", text);
  }

  private static void isSentBack(HttpResponse<String> response, String error) {
    assertThat(response.statusCode()).isEqualTo(302);
    assertThat(callback(response).first("error")).contains(error);
    assertThat(callback(response).first("state")).contains("s-1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://localhost:8080/api/integrations/oauth2/callback",
        "http://localhost:8080/api/integrations/oauth2/callback/?x=1",
        "https://localhost:8080/api/integrations/oauth2/callback/",
        "http://LOCALHOST:8080/api/integrations/oauth2/callback/"
      })
  void redirect_uri_must_be_the_same_character_by_character(String other) {
    isErrorPage(
        journey.show(replaced(journey.authorization(), "redirect_uri", other)), "not registered");
  }

  @Test
  void unknown_client_is_told_to_the_person_alone() {
    isErrorPage(
        journey.show(replaced(journey.authorization(), "client_id", "nobody")), "client_id");
  }

  @Test
  void decision_is_checked_like_the_page_before_it() {
    var posted =
        journey.decide(
            replaced(journey.authorization(), "redirect_uri", "http://evil.example/"),
            "ada",
            "allow");

    isErrorPage(posted, "not registered");
  }

  @Test
  void deny_sends_back_access_denied() {
    isSentBack(journey.decide(journey.authorization(), "ada", "deny"), "access_denied");
  }

  @Test
  void page_shows_client_scopes_people_and_two_buttons() {
    var page = journey.show(journey.authorization());

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body())
        .contains("Harbour App", "harbour-app", "Ada Ng", "Bo Li", "Cem Demir")
        .contains(">Allow</button>", ">Deny</button>")
        .doesNotContain("<script");
    assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
        .contains("default-src 'none'");
  }

  @Test
  void state_is_escaped_in_the_page() {
    var page = journey.show(replaced(journey.authorization(), "state", "\"><script>x</script>"));

    assertThat(page.body()).doesNotContain("<script>");
  }

  @Test
  void plain_pkce_is_refused() {
    var plain =
        journey
            .authorization()
            .with("code_challenge", VERIFIER)
            .with("code_challenge_method", "plain");

    isSentBack(journey.show(plain), "invalid_request");
    isSentBack(
        journey.show(journey.authorization().with("code_challenge", VERIFIER)), "invalid_request");
  }

  @ParameterizedTest
  @ValueSource(strings = {"trimble-id", "aps", "oidc"})
  void public_client_must_send_a_challenge(String provider) {
    Journey anonymous =
        switch (provider) {
          case "aps" -> Journey.aps(wire).withClient("aps-public");
          case "oidc" -> Journey.acme(wire).withClient("acme-public");
          default -> Journey.trimblePublic(wire);
        };

    isSentBack(anonymous.show(anonymous.authorization()), "invalid_request");
  }

  @Test
  void challenge_must_be_answered_by_its_verifier() {
    Form asked =
        journey
            .authorization()
            .with("code_challenge", challenge(VERIFIER))
            .with("code_challenge_method", "S256");
    String wrong = journey.code(asked, "ada");
    String none = journey.code(asked, "ada");
    String right = journey.code(asked, "ada");

    var withWrong = journey.token(redeem(wrong).with("code_verifier", "x".repeat(43)));
    assertThat(Wire.json(withWrong).path("error").asString()).isEqualTo("invalid_grant");
    var withNone = journey.token(redeem(none));
    assertThat(Wire.json(withNone).path("error").asString()).isEqualTo("invalid_grant");
    var withRight = journey.token(redeem(right).with("code_verifier", VERIFIER));
    assertThat(withRight.statusCode()).isEqualTo(200);
  }

  @Test
  void trimble_scope_must_be_openid_and_the_application_name() {
    for (String scope : List.of("openid", "harbour-app", "openid other-app", "openid profile")) {
      isSentBack(journey.show(journey.withScope(scope).authorization()), "invalid_scope");
    }
    Form without = form("response_type", "code", "client_id", "trimble-web", "state", "s-1");
    isSentBack(journey.show(without.with("redirect_uri", Wire.BACK)), "invalid_scope");
  }

  @Test
  void aps_scope_must_be_on_the_known_list() {
    Journey aps = Journey.aps(wire);

    isSentBack(aps.show(aps.withScope("data:read profile").authorization()), "invalid_scope");
  }

  @Test
  void parameter_that_stands_twice_is_refused() {
    isSentBack(
        journey.show(journey.authorization().with("scope", "openid harbour-app")),
        "invalid_request");
  }

  @Test
  void only_the_code_response_is_supported() {
    isSentBack(
        journey.show(replaced(journey.authorization(), "response_type", "token")),
        "unsupported_response_type");
  }

  @Test
  void prompt_none_needs_a_sign_in_and_a_consent_before() {
    Form silent = journey.authorization().with("prompt", "none");
    isSentBack(journey.show(silent), "login_required");
    isSentBack(journey.show(silent, "Cookie", "sandbox_trimble_id=ada"), "consent_required");

    var allowed = journey.decide(journey.authorization(), "ada", "allow");
    String cookie = allowed.headers().firstValue("Set-Cookie").orElseThrow();

    var again = journey.show(silent, "Cookie", cookie.substring(0, cookie.indexOf(';')));
    assertThat(callback(again).first("code")).isPresent();
  }

  @Test
  void acme_names_its_issuer_in_every_answer() {
    Journey acme = Journey.acme(wire);
    String issuer = wire.sandbox.url() + "/oidc";

    var allowed = callback(acme.decide(acme.authorization(), "ada", "allow"));
    var denied = callback(acme.decide(acme.authorization(), "ada", "deny"));

    assertThat(allowed.first("iss")).contains(issuer);
    assertThat(denied.first("iss")).contains(issuer);
    assertThat(callback(journey.decide(journey.authorization(), "ada", "deny")).first("iss"))
        .isEmpty();
  }
}
