package dev.tenon.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenon.resource.PageCalls.Got;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

final class PageAheadTest {
  private final AtomicBoolean askedAgain = new AtomicBoolean();

  @Test
  void what_was_begun_is_what_comes_next_and_is_asked_for_once() throws IOException {
    Got coming = new Got.Failed("a", "first");
    try (PageAhead ahead = new PageAhead()) {
      ahead.begin(() -> coming);

      assertThat(ahead.next(this::again)).isSameAs(coming);
      assertThat(askedAgain).isFalse();
      assertThat(ahead.next(this::again)).isInstanceOf(Got.End.class);
      assertThat(askedAgain).isTrue();
    }
  }

  @Test
  void what_broke_breaks_whoever_wants_it() {
    try (PageAhead ahead = new PageAhead()) {
      ahead.begin(
          () -> {
            throw new IllegalArgumentException("broken");
          });

      assertThatThrownBy(() -> ahead.next(this::again))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void what_nobody_wants_any_more_is_interrupted_and_over_when_closed()
      throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    AtomicBoolean interrupted = new AtomicBoolean();
    PageAhead ahead = new PageAhead();
    ahead.begin(
        () -> {
          begun.countDown();
          try {
            new CountDownLatch(1).await();
          } catch (InterruptedException _) {
            interrupted.set(true);
          }
          return new Got.End();
        });
    begun.await();

    ahead.close();

    assertThat(interrupted).isTrue();
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  private Got again() {
    askedAgain.set(true);
    return new Got.End();
  }
}
