package dev.tenon.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.sdk.fake.FakeHub;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class RememberedTokensTest {
  private static final TokenRequest ADA = TokenRequest.of("tc", "ada");

  private final FakeHub hub = FakeHub.start().on("POST /api/v1/token", 200, TokenTest.TOKEN_ANSWER);
  private final SettableClock clock = new SettableClock(Instant.parse("2026-01-01T00:00:00Z"));
  private final RememberedTokens tokens =
      new RememberedTokens(TenonClient.of(hub.url(), Secret.of("k")), Duration.ofMinutes(5), clock);

  @AfterEach
  void stop() {
    hub.close();
  }

  @Test
  void token_is_asked_for_once_while_it_is_kept() {
    tokens.token(ADA);
    clock.advance(Duration.ofMinutes(4));
    tokens.token(ADA);
    assertThat(hub.received()).hasSize(1);

    clock.advance(Duration.ofMinutes(1));
    tokens.token(ADA);
    assertThat(hub.received()).hasSize(2);
  }

  @Test
  void token_in_its_last_minute_is_not_served_from_memory() {
    clock.advance(Duration.ofMinutes(58));
    tokens.token(ADA);
    clock.advance(Duration.ofSeconds(61));
    tokens.token(ADA);

    assertThat(hub.received()).hasSize(2);
  }

  @Test
  void token_is_kept_as_long_as_its_answer_allows() {
    var untilTheEnd =
        RememberedTokens.untilTheyEnd(TenonClient.of(hub.url(), Secret.of("k")), clock);
    untilTheEnd.token(ADA);
    clock.advance(Duration.ofMinutes(58));
    untilTheEnd.token(ADA);
    assertThat(hub.received()).hasSize(1);

    clock.advance(Duration.ofSeconds(61));
    untilTheEnd.token(ADA);
    assertThat(hub.received()).hasSize(2);
  }

  @Test
  void token_of_which_nobody_knows_the_end_is_not_kept_until_then() {
    try (var unknown = FakeHub.start()) {
      unknown.on(
          "POST /api/v1/token",
          200,
          "{\"access_token\":\"a\",\"expires_at\":null,\"connection_id\":\"c\"}");
      var untilTheEnd =
          RememberedTokens.untilTheyEnd(TenonClient.of(unknown.url(), Secret.of("k")), clock);
      untilTheEnd.token(ADA);
      untilTheEnd.token(ADA);

      assertThat(unknown.received()).hasSize(2);
    }
  }

  @Test
  void another_user_and_another_scope_are_other_tokens() {
    tokens.token(ADA);
    tokens.token(TokenRequest.of("tc", "bob"));
    tokens.token(ADA.withMinTtl(Duration.ofMinutes(1)));

    assertThat(hub.received()).hasSize(3);
  }

  @Test
  void reported_token_is_forgotten() {
    hub.on("POST /api/v1/token/report-invalid", 202, "");
    tokens.reportInvalid(tokens.token(ADA).orThrow());
    tokens.token(ADA);

    assertThat(hub.received())
        .extracting("route")
        .containsExactly(
            "POST /api/v1/token", "POST /api/v1/token/report-invalid", "POST /api/v1/token");
  }

  @Test
  void refusal_is_not_kept() {
    try (var refusing = FakeHub.start()) {
      refusing.on("POST /api/v1/token", 403, "{\"code\":\"connect_required\"}");
      refusing.on("POST /api/v1/token", 200, TokenTest.TOKEN_ANSWER);
      var asking =
          new RememberedTokens(
              TenonClient.of(refusing.url(), Secret.of("k")), Duration.ofMinutes(5), clock);

      assertThat(asking.token(ADA)).isInstanceOf(TokenRefusal.class);
      assertThat(asking.token(ADA)).isInstanceOf(Token.class);
    }
  }

  @Test
  void many_callers_share_what_is_asked() throws InterruptedException {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<TokenResult> ask = () -> tokens.token(ADA);
      var answers = threads.invokeAll(IntStream.range(0, 200).mapToObj(_ -> ask).toList());

      assertThat(answers).allSatisfy(answer -> assertThat(answer.get()).isInstanceOf(Token.class));
    }
    assertThat(hub.received()).hasSizeLessThan(200);
  }

  private static final class SettableClock extends Clock {
    private Instant now;

    SettableClock(Instant now) {
      this.now = now;
    }

    void advance(Duration by) {
      now = now.plus(by);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
