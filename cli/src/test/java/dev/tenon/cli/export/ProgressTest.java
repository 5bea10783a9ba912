package dev.tenon.cli.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.cli.terminal.Questions;
import dev.tenon.cli.terminal.Terminal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/// What an export says of itself while it goes on.
final class ProgressTest {
  private final AtomicLong now = new AtomicLong();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private void pass(int millis) {
    now.addAndGet(Duration.ofMillis(millis).toNanos());
  }

  private String said() {
    String text = err.toString(StandardCharsets.UTF_8);
    err.reset();
    return text;
  }

  private Progress progress(int columns) {
    Terminal terminal =
        new Terminal(
            new ByteArrayInputStream(new byte[0]),
            new PrintStream(OutputStream.nullOutputStream()),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            Map.of(),
            Path.of(""),
            columns,
            Questions.none(),
            Clock.systemUTC());
    return new Progress(terminal, now::get);
  }

  @Test
  void window_shows_counts_rate_and_remaining_time_in_one_line() {
    Progress progress = progress(80);
    for (int i = 0; i < 100; i++) {
      progress.item();
    }
    pass(1000);
    progress.item();
    assertThat(said()).isEqualTo("\r\u001b[K101 items, 101 a second");

    for (int i = 0; i < 40; i++) {
      progress.fileExpected();
    }
    progress.file(true);
    pass(2000);
    progress.bytes(3_000_000);
    assertThat(said()).contains("101 items, 1 of at least 40 files, 0.0 files and 1.5 MB a second");
    for (int i = 0; i < 3; i++) {
      progress.file(false);
    }
    progress.allExpected();
    pass(1000);
    progress.bytes(0);

    assertThat(said())
        .endsWith("4 of 40 files, 1.0 files and 1.0 MB a second, about 36 s left")
        .doesNotContain("\n");
    progress.end();
    assertThat(said()).isEqualTo("\r\u001b[K");
  }

  @Test
  void elsewhere_a_plain_line_comes_now_and_then() {
    Progress progress = progress(0);
    progress.item();
    pass(9_000);
    progress.item();
    assertThat(said()).isEmpty();

    pass(2_000);
    progress.item();

    assertThat(said()).isEqualTo("3 items, 0 a second\n");
    progress.end();
    assertThat(said()).isEmpty();
  }
}
