package dev.tenon.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Real time.
final class PauseTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private final Pause pause = Pause.real();

  @AfterEach
  void nobody_else_is_interrupted() {
    Thread.interrupted();
  }

  @Test
  void what_is_done_is_not_waited_for_whatever_came_of_it() {
    assertThat(pause.await(CompletableFuture.completedFuture("done"), HOUR)).isTrue();
    assertThat(pause.await(CompletableFuture.failedFuture(new IllegalStateException()), HOUR))
        .isTrue();
  }

  @Test
  void patience_ends() {
    assertThat(pause.await(new CompletableFuture<>(), Duration.ofMillis(1))).isFalse();
  }

  @Test
  void who_is_interrupted_waits_no_longer_and_stays_interrupted() {
    Thread.currentThread().interrupt();

    assertThat(pause.await(new CompletableFuture<>(), HOUR)).isFalse();

    assertThat(Thread.currentThread().isInterrupted()).isTrue();
  }

  @Test
  void a_pause_of_who_is_interrupted_is_over_at_once() {
    Thread.currentThread().interrupt();

    pause.pause(HOUR);

    assertThat(Thread.currentThread().isInterrupted()).isTrue();
  }

  @Test
  void a_pause_lasts_as_long_as_it_should() {
    long start = System.nanoTime();

    pause.pause(Duration.ofMillis(2));

    assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(2_000_000);
  }
}
