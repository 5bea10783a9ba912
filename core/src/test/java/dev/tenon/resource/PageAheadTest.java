package dev.tenon.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenon.resource.PageCalls.Got;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class PageAheadTest {
  private static final PageAsk SECOND = PageAsk.range("items=10-19");
  private static final PageAsk THIRD = PageAsk.range("items=20-29");
  private static final PageAsk FOURTH = PageAsk.range("items=30-39");

  private final List<PageAsk> asked = new CopyOnWriteArrayList<>();

  @Test
  void what_was_begun_is_what_comes_next_and_is_asked_for_once() throws IOException {
    try (PageAhead ahead = new PageAhead(this::named)) {
      assertThat(ahead.begin(SECOND)).isTrue();

      assertThat(ahead.next(SECOND)).isEqualTo(new Got.Failed("a", SECOND.words()));
      assertThat(ahead.next(THIRD)).isEqualTo(new Got.Failed("a", THIRD.words()));
    }
    assertThat(asked).containsExactly(SECOND, THIRD);
  }

  @Test
  void a_guess_that_was_right_is_not_asked_for_again() throws IOException {
    try (PageAhead ahead = new PageAhead(this::named)) {
      ahead.begin(SECOND);
      ahead.guess(THIRD);
      ahead.guess(FOURTH);
      ahead.next(SECOND);

      assertThat(ahead.begin(THIRD)).isTrue();
      ahead.next(THIRD);
    }
    assertThat(asked).containsExactlyInAnyOrder(SECOND, THIRD);
  }

  @Test
  void a_guess_that_was_wrong_is_dropped_and_told() throws IOException {
    try (PageAhead ahead = new PageAhead(this::named)) {
      ahead.begin(SECOND);
      ahead.guess(THIRD);
      ahead.next(SECOND);

      assertThat(ahead.begin(FOURTH)).isFalse();
      assertThat(ahead.next(FOURTH)).isEqualTo(new Got.Failed("a", FOURTH.words()));
    }
  }

  @Test
  void what_broke_breaks_whoever_wants_it() {
    PageAhead ahead =
        new PageAhead(
            _ -> {
              throw new IllegalArgumentException("broken");
            });
    try (ahead) {
      ahead.begin(SECOND);

      assertThatThrownBy(() -> ahead.next(SECOND)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void what_nobody_wants_any_more_is_interrupted_and_over_when_closed()
      throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(2);
    AtomicInteger interrupted = new AtomicInteger();
    PageAhead ahead =
        new PageAhead(
            _ -> {
              begun.countDown();
              try {
                new CountDownLatch(1).await();
              } catch (InterruptedException _) {
                interrupted.incrementAndGet();
              }
              return new Got.End();
            });
    ahead.begin(SECOND);
    ahead.guess(THIRD);
    begun.await();

    ahead.close();

    assertThat(interrupted).hasValue(2);
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  private Got named(PageAsk ask) {
    asked.add(ask);
    return new Got.Failed("a", ask.words());
  }
}
