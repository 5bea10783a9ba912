package dev.tenon.server.outbound.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.connector.Step;
import dev.tenon.connector.Template;
import dev.tenon.connector.TokenReading;
import dev.tenon.connector.TokenRules.BodyFormat;
import dev.tenon.oauth.TokenAnswer;
import dev.tenon.oauth.TokenAnswer.Unavailable;
import dev.tenon.oauth.TokenRequest;
import dev.tenon.secret.Secret;
import dev.tenon.server.outbound.ScriptedServer.Received;
import dev.tenon.server.outbound.ScriptedServer.Script;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class StepRunTest {
  @Test
  void client_credentials_go_on_with_the_steps_of_the_definition() {
    Script trimble =
        (request, talk) -> {
          if (request.requestLine().contains("/token")) {
            talk.json(
                200, "{\"access_token\":\"at-tid\",\"id_token\":\"jwt-1\",\"expires_in\":3600}");
          } else {
            talk.json(200, "{\"token\":\"connect-1\"}");
          }
        };
    try (Asking asking = new Asking(trimble)) {
      Step exchange =
          step(
              asking.server().url("/tc/api/2.0/auth/exchange").toString(),
              BodyFormat.JSON,
              Map.of("jwt", "${steps.0.id_token}", "meta.client", "${client_id}"),
              "token");

      TokenAnswer answer =
          asking
              .endpoint()
              .ask(
                  asking.client().clientCredentials(exchange).resolve(),
                  new TokenRequest.ClientCredentials());

      assertThat(Asking.granted(answer).accessToken().secret().reveal()).isEqualTo("connect-1");
      Received second = asking.server().requests().getLast();
      assertThat(second.body()).contains("\"jwt\":\"jwt-1\"", "\"meta\":{\"client\":\"client-1\"}");
      assertThat(second.headers()).doesNotContainKey("authorization");
    }
  }

  @Test
  void a_step_whose_value_did_not_come_is_not_sent() {
    try (Asking asking = Asking.answering(200, Asking.OK)) {
      Step exchange =
          step(
              asking.server().url("/exchange").toString(),
              BodyFormat.JSON,
              Map.of("jwt", "${steps.0.id_token}"),
              "token");

      TokenAnswer answer =
          asking
              .endpoint()
              .ask(
                  asking.client().clientCredentials(exchange).resolve(),
                  new TokenRequest.ClientCredentials());

      assertThat(answer)
          .isInstanceOfSatisfying(
              Unavailable.class, it -> assertThat(it.detail()).contains("steps.0.id_token"));
      assertThat(asking.server().requests()).hasSize(1);
    }
  }

  @Test
  void a_login_runs_its_steps_with_what_the_user_typed() {
    Script script =
        (request, talk) -> {
          if (request.requestLine().startsWith("GET /challenge/a%2F..%2Fb ")) {
            talk.json(200, "{\"data\":{\"nonce\":\"n-1\"}}");
          } else {
            talk.answer(200, "", "X-Token: at-login");
          }
        };
    try (Asking asking = new Asking(script)) {
      Step challenge =
          new Step(
              "GET",
              Template.parse(asking.server().url("/challenge/") + "${username}"),
              Map.of(),
              BodyFormat.FORM,
              Map.of(),
              TokenReading.standard());
      Step login =
          step(
              asking.server().url("/login").toString(),
              BodyFormat.TEXT,
              Map.of("", "<login nonce=\"${steps.0.data.nonce}\">${xml(password)}</login>"),
              "header:X-Token");

      TokenAnswer answer =
          asking
              .endpoint()
              .ask(
                  asking.publicClient().login(List.of(challenge, login), List.of()).resolve(),
                  new TokenRequest.Login(
                      Map.of("username", Secret.of("a/../b"), "password", Secret.of("p<q"))));

      assertThat(Asking.granted(answer).accessToken().secret().reveal()).isEqualTo("at-login");
      assertThat(asking.server().requests().getLast().body())
          .isEqualTo("<login nonce=\"n-1\">p&lt;q</login>");
    }
  }

  @Test
  void a_login_is_renewed_by_its_own_steps() {
    try (Asking asking = Asking.answering(200, Asking.OK)) {
      Step renew =
          step(
              asking.server().url("/renew").toString(),
              BodyFormat.FORM,
              Map.of("token", "${refresh_token}"),
              "access_token");

      asking.refresh(asking.publicClient().login(List.of(renew), List.of(renew)).resolve());

      assertThat(asking.server().request().form()).containsEntry("token", "rt-0-of-this-user");
    }
  }

  private static Step step(String url, BodyFormat format, Map<String, String> body, String token) {
    Map<String, Template> templates = new HashMap<>();
    body.forEach((name, value) -> templates.put(name, Template.parse(value)));
    return new Step(
        "POST",
        Template.parse(url),
        Map.of(),
        format,
        templates,
        new TokenReading(
            token,
            Optional.empty(),
            "refresh_token",
            "expires_in",
            TokenReading.ExpiryUnit.SECONDS,
            "scope",
            "token_type",
            Optional.empty(),
            Map.of(),
            Optional.empty()));
  }
}
