package dev.tenon.server.outbound.token;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.tenon.oauth.ClientAuthenticationMethod;
import dev.tenon.oauth.TokenAnswer;
import dev.tenon.oauth.TokenAnswer.Refused;
import dev.tenon.oauth.TokenAnswer.Unanswered;
import dev.tenon.oauth.TokenAnswer.Unreachable;
import dev.tenon.server.outbound.ScriptedServer.Script;
import dev.tenon.server.outbound.TestClient;
import dev.tenon.server.outbound.TestHttp;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

@Timeout(60)
final class ProviderTokenEndpointTest {
  @Test
  void a_token_call_that_never_answers_ends_by_its_deadline() {
    try (Asking asking =
        new Asking((_, talk) -> talk.stayAway(), TestHttp.within(Duration.ofMillis(300)))) {
      assertThat(asking.refresh()).isInstanceOf(Unanswered.class);
    }
  }

  @Test
  void a_life_counts_from_sending_since_nobody_knows_how_long_the_answer_was_under_way() {
    AtomicLong passed = new AtomicLong();
    Script slow =
        (_, talk) -> {
          passed.addAndGet(Duration.ofSeconds(7).toNanos());
          talk.json(200, Asking.OK);
        };
    try (Asking asking = new Asking(slow, TestHttp.timedBy(passed::get, () -> {}))) {
      TokenAnswer.Granted granted = (TokenAnswer.Granted) asking.refresh();

      assertThat(granted.response().requestedAt()).isEqualTo(Asking.NOW.minusSeconds(7));
    }
  }

  @Test
  void an_address_that_may_not_be_called_is_unreachable_and_nothing_was_sent() {
    try (Asking asking = Asking.answering(200, Asking.OK)) {
      URI elsewhere = URI.create("http://169.254.169.254/token");

      TokenAnswer answer =
          asking.refresh(asking.client().tokenUrl(Optional.of(elsewhere)).resolve());

      assertThat(answer).isInstanceOf(Unreachable.class);
    }
  }

  @Test
  void h10_the_next_secret_is_tried_on_invalid_client_and_on_nothing_else() {
    Script byTurns =
        (request, talk) -> {
          if ("second".equals(request.form().get("client_secret"))) {
            talk.json(200, Asking.OK);
          } else {
            talk.json(401, "{\"error\":\"invalid_client\"}");
          }
        };
    try (Asking asking = new Asking(byTurns)) {
      assertThat(asking.refresh(post(asking, "first", "second").resolve()))
          .isInstanceOf(TokenAnswer.Granted.class);
      assertThat(asking.server().requests()).hasSize(2);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 400 X\r\nContent-Length: 25\r\n\r\n{\"error\":\"invalid_grant\"}",
        "HTTP/1.1 503 X\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 200 X\r\nContent-Length: 9\r\n\r\n{\"cut\"",
        "nothing"
      })
  void h10_an_answer_other_than_invalid_client_never_leads_to_a_second_request(String raw) {
    try (Asking asking =
        new Asking(
            (_, talk) -> {
              talk.send(raw);
              talk.hangUp();
            })) {
      assertThat(asking.refresh(post(asking, "first", "second").resolve()))
          .isNotInstanceOf(TokenAnswer.Granted.class);
      assertThat(asking.server().requests()).hasSize(1);
    }
  }

  @Test
  void h10_silence_never_leads_to_a_second_request() {
    try (Asking asking =
        new Asking((_, talk) -> talk.stayAway(), TestHttp.within(Duration.ofMillis(300)))) {
      assertThat(asking.refresh(post(asking, "first", "second").resolve()))
          .isInstanceOf(Unanswered.class);
      assertThat(asking.server().requests()).hasSize(1);
    }
  }

  @Test
  void all_secrets_rejected_means_invalid_client() {
    try (Asking asking = Asking.answering(401, "")) {
      assertThat(asking.refresh(post(asking, "first", "second").resolve()))
          .isEqualTo(new Refused("invalid_client", "", 401));
      assertThat(asking.server().requests()).hasSize(2);
    }
  }

  @Test
  void f3_what_a_provider_echoes_of_our_secrets_is_not_shown() {
    Script echo =
        (request, talk) ->
            talk.json(
                400,
                "{\"error\":\"invalid_request\",\"error_description\":\"bad: "
                    + request.body()
                    + " / "
                    + request.header("authorization")
                    + " / rt-0-of-this-user / s3cret value+1 / ...s3cret value"
                    + "\"}");
    try (Asking asking = new Asking(echo)) {
      assertThat(asking.refresh())
          .isInstanceOfSatisfying(
              Refused.class,
              it ->
                  assertThat(it.description())
                      .startsWith("bad: ")
                      .contains("***")
                      .doesNotContain("rt-0-of-this", "s3cret value", "Y2xpZW50LTE6"));
    }
  }

  @Test
  void f3_f4_no_answer_of_any_kind_brings_a_secret_into_a_log_or_a_result() {
    Logger root =
        ((LoggerContext) LoggerFactory.getILoggerFactory())
            .getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    Level before = root.getLevel();
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    log.start();
    root.addAppender(log);
    root.setLevel(Level.TRACE);
    try {
      for (Script script : scripts()) {
        try (Asking asking = new Asking(script, TestHttp.within(Duration.ofMillis(500)))) {
          TokenAnswer answer = asking.refresh();
          assertThat(answer.toString())
              .doesNotContain("rt-0-of-this-user", "s3cret", "canary-at", "Y2xpZW50");
        }
      }
    } finally {
      root.detachAppender(log);
      root.setLevel(before);
    }
    assertThat(log.list)
        .noneMatch(
            event -> event.getFormattedMessage().matches("(?s).*(rt-0-of|s3cret|canary-at).*"));
  }

  @Test
  void c6_the_words_of_something_that_is_no_provider_are_not_shown() {
    try (Asking asking = Asking.answering(404, "<html>wiki.internal: no page here</html>")) {
      assertThat(asking.refresh().toString()).doesNotContain("wiki", "page here");
    }
  }

  private static List<Script> scripts() {
    return List.of(
        (_, talk) -> talk.json(200, "{\"access_token\":\"canary-at\",\"id_token\":\"canary-at\"}"),
        (_, talk) -> talk.json(200, "{\"access_token\":\"canary-at "),
        (_, talk) -> talk.json(500, "canary-at"),
        (_, talk) -> talk.json(400, "{\"error\":\"invalid_grant\"}"),
        (_, talk) -> talk.send("HTTP/1.1 200 OK\r\ncanary-at\r\n\r\n"),
        (_, talk) -> talk.send("canary-at canary-at\r\n\r\n"),
        (_, talk) -> talk.answer(302, "", "Location: http://localhost/?canary-at"),
        (_, talk) -> talk.answer(200, "{}", "Set-Cookie: canary-at"),
        (_, talk) -> talk.reset(),
        (_, talk) -> talk.stayAway());
  }

  private static TestClient post(Asking asking, String... secrets) {
    var client = asking.publicClient().method(ClientAuthenticationMethod.CLIENT_SECRET_POST);
    for (String secret : secrets) {
      client.secret(secret);
    }
    return client;
  }
}
