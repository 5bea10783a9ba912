package dev.tenon.server.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.server.outbound.HttpOutcome.Answered;
import dev.tenon.server.outbound.HttpOutcome.NoAnswer;
import dev.tenon.server.outbound.ScriptedServer.Script;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class OutboundWaitingTest {
  private final OutboundHttp http = TestHttp.patient();

  @AfterEach
  void close() {
    http.close();
  }

  @Test
  void a_call_that_is_never_answered_ends_by_its_deadline() {
    try (ScriptedServer server = new ScriptedServer((_, talk) -> talk.stayAway());
        OutboundHttp hasty = TestHttp.within(Duration.ofMillis(300))) {
      assertThat(send(hasty, post(server))).isInstanceOf(NoAnswer.class);
    }
  }

  @Test
  void b5_a_slow_drip_ends_by_the_deadline_and_keeps_its_status() {
    try (ScriptedServer server =
            new ScriptedServer(
                (_, talk) -> {
                  talk.send("HTTP/1.1 503 Busy\r\nRetry-After: 7\r\nContent-Length: 9999\r\n\r\n");
                  for (int i = 0; i < 9999; i++) {
                    talk.send(" ");
                    talk.linger(Duration.ofMillis(20));
                  }
                });
        OutboundHttp hasty = TestHttp.within(Duration.ofSeconds(3))) {
      HttpAnswer answer = answer(send(hasty, post(server)));

      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.header("retry-after")).contains("7");
      assertThat(answer.flaw()).isPresent();
    }
  }

  @Test
  void a_slow_provider_does_not_hold_up_another_one() throws Exception {
    try (ScriptedServer slow = new ScriptedServer((_, talk) -> talk.stayAway());
        ScriptedServer quick = answering(200, "{}")) {
      for (int i = 0; i < TestHttp.LIMITS.callsPerHost() * 3; i++) {
        Thread.ofVirtual().start(() -> send(http, post(slow)));
      }
      for (int i = 0; i < 20; i++) {
        assertThat(answer(send(http, post(quick))).status()).isEqualTo(200);
      }
    }
  }

  @Test
  void calls_to_one_host_are_bounded_and_the_rest_wait_their_turn() throws Exception {
    AtomicInteger under = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    Script script =
        (_, talk) -> {
          most.accumulateAndGet(under.incrementAndGet(), Math::max);
          talk.linger(Duration.ofMillis(30));
          under.decrementAndGet();
          talk.answer(200, "{}");
        };
    HttpLimits two =
        new HttpLimits(
            Duration.ofSeconds(5),
            Duration.ofSeconds(20),
            Duration.ofSeconds(30),
            1024,
            2,
            Duration.ofSeconds(2));
    try (ScriptedServer server = new ScriptedServer(script);
        OutboundHttp narrow = TestHttp.with(two)) {
      List<CompletableFuture<HttpOutcome>> calls =
          IntStream.range(0, 10)
              .mapToObj(
                  _ ->
                      CompletableFuture.supplyAsync(
                          () -> send(narrow, post(server)), Thread::startVirtualThread))
              .toList();
      for (CompletableFuture<HttpOutcome> call : calls) {
        assertThat(answer(call.get(30, TimeUnit.SECONDS)).status()).isEqualTo(200);
      }
      assertThat(most.get()).isEqualTo(2);
    }
  }

  private static HttpCall post(ScriptedServer server) {
    return HttpCall.of("POST", server.url("/token")).form(Map.of("grant_type", "refresh_token"));
  }

  private static HttpOutcome send(OutboundHttp http, HttpCall call) {
    return http.send(call, http.deadline(Duration.ofSeconds(40)));
  }

  private static HttpAnswer answer(HttpOutcome outcome) {
    assertThat(outcome).isInstanceOf(Answered.class);
    return ((Answered) outcome).answer();
  }

  private static ScriptedServer answering(int status, String body) {
    return new ScriptedServer((_, talk) -> talk.answer(status, body));
  }
}
