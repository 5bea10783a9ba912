package dev.tenon.server.outbound.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.client.ResolvedClient;
import dev.tenon.connector.Step;
import dev.tenon.connector.Template;
import dev.tenon.connector.TokenReading;
import dev.tenon.connector.TokenRules.BodyFormat;
import dev.tenon.oauth.ClientAuthenticationMethod;
import dev.tenon.oauth.TokenAnswer;
import dev.tenon.oauth.TokenAnswer.Granted;
import dev.tenon.oauth.TokenAnswer.TooLate;
import dev.tenon.oauth.TokenAnswer.Unanswered;
import dev.tenon.server.outbound.OutboundHttp;
import dev.tenon.server.outbound.ScriptedServer.Script;
import dev.tenon.server.outbound.TestHttp;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A request that must not be sent after a while is not sent after it, whatever took the time.
@Timeout(60)
final class SendingInTimeTest {
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final Script OK = (_, talk) -> talk.json(200, Asking.OK);

  private final AtomicLong passed = new AtomicLong();

  @Test
  void a_request_is_sent_while_there_is_time() {
    try (Asking asking = new Asking(OK, http(() -> pass(LIMIT.minusSeconds(2))))) {
      assertThat(ask(asking, asking.client().resolve())).isInstanceOf(Granted.class);
    }
  }

  @Test
  void a_request_that_looking_up_and_connecting_made_late_is_not_sent() {
    try (Asking asking = new Asking(OK, http(() -> pass(LIMIT)))) {
      assertThat(ask(asking, asking.client().resolve())).isInstanceOf(TooLate.class);
      assertThat(asking.server().requests()).isEmpty();
    }
  }

  @Test
  void a_request_without_a_limit_is_sent_however_long_that_took() {
    try (Asking asking = new Asking(OK, http(() -> pass(LIMIT)))) {
      assertThat(asking.refresh()).isInstanceOf(Granted.class);
    }
  }

  @Test
  void no_time_at_all_means_that_nothing_is_sent() {
    try (Asking asking = new Asking(OK)) {
      for (Duration none : List.of(Duration.ZERO, Duration.ofSeconds(-1))) {
        assertThat(asking.endpoint().ask(asking.client().resolve(), Asking.refreshing(), none))
            .isInstanceOf(TooLate.class);
      }
      assertThat(asking.server().requests()).isEmpty();
    }
  }

  @Test
  void a_request_whose_turn_does_not_come_in_time_is_not_sent() throws Exception {
    CountDownLatch arrived = new CountDownLatch(1);
    Script silent =
        (_, talk) -> {
          arrived.countDown();
          talk.stayAway();
        };
    try (Asking asking = new Asking(silent, TestHttp.oneByOne())) {
      ResolvedClient client = asking.client().resolve();
      Thread.ofVirtual().start(() -> asking.refresh(client));
      arrived.await();

      assertThat(asking.endpoint().ask(client, Asking.refreshing(), Duration.ofMillis(100)))
          .isInstanceOf(TooLate.class);
      assertThat(asking.server().requests()).hasSize(1);
    }
  }

  @Test
  void the_next_secret_is_not_tried_when_it_is_too_late_for_it() {
    Script rejecting =
        (_, talk) -> {
          pass(LIMIT);
          talk.json(401, "{\"error\":\"invalid_client\"}");
        };
    try (Asking asking = new Asking(rejecting, http(() -> {}))) {
      ResolvedClient client =
          asking
              .publicClient()
              .method(ClientAuthenticationMethod.CLIENT_SECRET_POST)
              .secret("first")
              .secret("second")
              .resolve();

      assertThat(ask(asking, client)).isInstanceOf(TooLate.class);
      assertThat(asking.server().requests()).hasSize(1);
    }
  }

  @Test
  void a_step_that_would_spend_the_refresh_token_is_not_sent_too_late() {
    try (Asking asking = new Asking(late(), http(() -> {}))) {
      ResolvedClient client =
          login(asking, Map.of("hello", "you"), Map.of("t", "${refresh_token}"));

      assertThat(ask(asking, client)).isInstanceOf(TooLate.class);
      assertThat(asking.server().requests()).hasSize(1);
    }
  }

  @Test
  void what_follows_a_step_that_spent_the_refresh_token_is_never_too_late() {
    try (Asking asking = new Asking(late(), http(() -> {}))) {
      ResolvedClient client =
          login(asking, Map.of("t", "${refresh_token}"), Map.of("hello", "you"));

      assertThat(ask(asking, client)).isInstanceOf(Granted.class);
      assertThat(asking.server().requests()).hasSize(2);
    }
  }

  @Test
  void a_step_that_fails_after_the_refresh_token_was_sent_leaves_open_what_was_spent() {
    Script failing =
        (request, talk) -> {
          if (request.requestLine().contains("/first")) {
            talk.json(200, "{}");
          } else {
            talk.answer(503, "");
          }
        };
    try (Asking asking = new Asking(failing)) {
      ResolvedClient client =
          login(asking, Map.of("t", "${refresh_token}"), Map.of("hello", "you"));
      assertThat(asking.refresh(client)).isInstanceOf(Unanswered.class);

      ResolvedClient other = login(asking, Map.of("hello", "you"), Map.of("t", "${refresh_token}"));
      assertThat(asking.refresh(other)).isInstanceOf(TokenAnswer.Unavailable.class);
    }
  }

  /// Takes too long with the first step.
  private Script late() {
    return (request, talk) -> {
      if (request.requestLine().contains("/first")) {
        pass(LIMIT);
        talk.json(200, "{\"one\":1}");
      } else {
        talk.json(200, Asking.OK);
      }
    };
  }

  private static TokenAnswer ask(Asking asking, ResolvedClient client) {
    return asking.endpoint().ask(client, Asking.refreshing(), LIMIT);
  }

  private static ResolvedClient login(
      Asking asking, Map<String, String> first, Map<String, String> second) {
    List<Step> steps = List.of(step(asking, "/first", first), step(asking, "/second", second));
    return asking.publicClient().login(steps, steps).resolve();
  }

  private static Step step(Asking asking, String path, Map<String, String> body) {
    String name = body.keySet().iterator().next();
    return new Step(
        "POST",
        Template.parse(asking.server().url(path).toString()),
        Map.of(),
        BodyFormat.FORM,
        Map.of(name, Template.parse(String.valueOf(body.get(name)))),
        TokenReading.standard());
  }

  private OutboundHttp http(Runnable whenResolving) {
    return TestHttp.timedBy(() -> System.nanoTime() + passed.get(), whenResolving);
  }

  private void pass(Duration time) {
    passed.addAndGet(time.toNanos());
  }
}
