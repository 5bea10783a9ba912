package dev.tenon.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.access.KeyId;
import dev.tenon.connection.ConnectionId;
import dev.tenon.oauth.AccessToken;
import dev.tenon.oauth.Scope;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class IssuedTokenTest {
  private static final Instant RECEIVED = Instant.parse("2026-01-02T03:04:05Z");
  private static final Duration LONG_WISH = Duration.ofDays(1);

  @Test
  void a_token_is_valid_until_its_end_and_not_at_it() {
    IssuedToken token = living(Duration.ofMinutes(10));

    assertThat(token.isValid(after(Duration.ofMinutes(10).minusNanos(1)))).isTrue();
    assertThat(token.isValid(after(Duration.ofMinutes(10)))).isFalse();
  }

  @Test
  void a_token_whose_end_nobody_knows_is_valid_and_fresh() {
    IssuedToken token = token(Optional.empty());

    assertThat(token.isValid(after(Duration.ofDays(1000)))).isTrue();
    assertThat(token.isFresh(after(Duration.ofDays(1000)), LONG_WISH)).isTrue();
  }

  @Test
  void what_is_good_for_exactly_the_time_wished_is_fresh() {
    IssuedToken token = living(Duration.ofMinutes(100));
    Instant old = after(Duration.ofMinutes(90));

    assertThat(token.isFresh(old, Duration.ofMinutes(10))).isTrue();
    assertThat(token.isFresh(old, Duration.ofMinutes(10).plusNanos(1))).isFalse();
  }

  @Test
  void a_short_token_is_young_for_a_tenth_of_its_life() {
    IssuedToken token = living(Duration.ofMinutes(5));

    assertThat(token.isFresh(after(Duration.ofSeconds(30).minusNanos(1)), LONG_WISH)).isTrue();
    assertThat(token.isFresh(after(Duration.ofSeconds(30)), LONG_WISH)).isFalse();
  }

  @Test
  void a_long_token_is_young_for_a_minute() {
    IssuedToken token = living(Duration.ofHours(5));

    assertThat(token.isFresh(after(Duration.ofMinutes(1).minusNanos(1)), LONG_WISH)).isTrue();
    assertThat(token.isFresh(after(Duration.ofMinutes(1)), LONG_WISH)).isFalse();
  }

  @Test
  void what_was_over_when_it_came_is_not_young() {
    IssuedToken token = living(Duration.ofMinutes(-10));

    assertThat(token.isFresh(after(Duration.ofMinutes(-5)), Duration.ZERO)).isFalse();
    assertThat(token.isFresh(after(Duration.ofMinutes(-10)), Duration.ofSeconds(1))).isFalse();
  }

  @Test
  void an_edge_renders_it_once() {
    IssuedToken token = living(Duration.ofHours(1));
    AtomicInteger rendered = new AtomicInteger();

    byte[] first = token.rendered(_ -> new byte[] {(byte) rendered.incrementAndGet()});
    byte[] again = token.rendered(_ -> new byte[] {(byte) rendered.incrementAndGet()});

    assertThat(first).containsExactly(1);
    assertThat(again).isSameAs(first);
  }

  @Test
  void it_tells_what_it_is() {
    IssuedToken token = living(Duration.ofHours(1));

    assertThat(token.connection()).isEqualTo(new ConnectionId("con_1"));
    assertThat(token.version()).isEqualTo(3);
    assertThat(token.accessToken()).isEqualTo(AccessToken.of("access"));
    assertThat(token.tokenType()).isEqualTo("Bearer");
    assertThat(token.scope()).isEqualTo(Scope.parse("data:read"));
    assertThat(token.expiresAt()).contains(after(Duration.ofHours(1)));
  }

  @Test
  void a_bearer_token_is_called_so_however_the_provider_writes_it_and_another_as_it_is() {
    assertThat(ofType("bearer").tokenType()).isEqualTo("Bearer");
    assertThat(ofType("DPoP").tokenType()).isEqualTo("DPoP");
  }

  @Test
  void each_key_is_remembered_for_itself() {
    IssuedToken token = living(Duration.ofHours(1));
    token.markHandedTo(new KeyId("key_1"));

    assertThat(token.wasHandedTo(new KeyId("key_1"))).isTrue();
    assertThat(token.wasHandedTo(new KeyId("key_2"))).isFalse();
  }

  private static Instant after(Duration age) {
    return RECEIVED.plus(age);
  }

  private static IssuedToken living(Duration life) {
    return token(Optional.of(RECEIVED.plus(life)));
  }

  private static IssuedToken ofType(String type) {
    return token(type, Optional.empty());
  }

  private static IssuedToken token(Optional<Instant> end) {
    return token("Bearer", end);
  }

  private static IssuedToken token(String type, Optional<Instant> end) {
    return new IssuedToken(
        new ConnectionId("con_1"),
        3,
        AccessToken.of("access"),
        type,
        Scope.parse("data:read"),
        RECEIVED,
        end);
  }
}
