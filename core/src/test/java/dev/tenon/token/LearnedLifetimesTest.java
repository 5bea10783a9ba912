package dev.tenon.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.token.LearnedLifetimes.Learned;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What is worth writing down.
final class LearnedLifetimesTest {
  private static final Optional<Duration> HUNDRED = Optional.of(Duration.ofSeconds(100));

  @Test
  void everything_is_news_while_nothing_is_known() {
    Learned nothing = Learned.nothing();

    assertThat(nothing.learnsAccessEnded(Duration.ofDays(1))).isTrue();
    assertThat(nothing.learnsRefreshDied(Duration.ofDays(1))).isTrue();
    assertThat(nothing.learnsRefreshSurvived(Duration.ZERO)).isTrue();
  }

  @Test
  void an_end_is_news_where_it_is_more_than_a_tenth_earlier() {
    Learned known = new Learned(HUNDRED, HUNDRED, HUNDRED);

    assertThat(known.learnsAccessEnded(Duration.ofSeconds(89))).isTrue();
    assertThat(known.learnsAccessEnded(Duration.ofSeconds(90))).isFalse();
    assertThat(known.learnsRefreshDied(Duration.ofSeconds(89))).isTrue();
    assertThat(known.learnsRefreshDied(Duration.ofSeconds(90))).isFalse();
  }

  @Test
  void survival_is_news_where_it_was_more_than_a_tenth_longer() {
    Learned known = new Learned(HUNDRED, HUNDRED, HUNDRED);

    assertThat(known.learnsRefreshSurvived(Duration.ofSeconds(111))).isTrue();
    assertThat(known.learnsRefreshSurvived(Duration.ofSeconds(110))).isFalse();
  }
}
