package dev.tenon.server.sql;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/// The database's time on a machine whose clock does what it likes.
final class SharedClockTest {
  private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");
  private static final Duration ROUND_TRIP = Duration.ofMillis(10);

  private final Logger log = (Logger) LoggerFactory.getLogger(SkewLog.class);
  private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
  private final MachineClock machine = new MachineClock(NOON);
  private long nanos = Long.MAX_VALUE - 5;
  private final SharedClock clock = SharedClock.unmeasured(machine, () -> nanos);

  @BeforeEach
  void listen() {
    logged.start();
    log.addAppender(logged);
  }

  @AfterEach
  void stop() {
    log.detachAppender(logged);
  }

  @Test
  void before_anything_is_known_it_is_the_machine_s_time() {
    pass(Duration.ofSeconds(3));

    assertThat(clock.instant()).isEqualTo(NOON.plusSeconds(3));
    assertThat(clock.offset()).isZero();
  }

  @Test
  void a_machine_that_is_ten_minutes_wrong_shows_the_database_s_time() {
    machine.now = NOON.plus(Duration.ofMinutes(10));

    measure(NOON, ROUND_TRIP);

    assertIs(NOON.plusMillis(5));
    assertThat(clock.offset()).isBetween(Duration.ofSeconds(600), Duration.ofSeconds(601));
  }

  @Test
  void setting_the_machine_s_clock_changes_nothing() {
    measure(NOON, ROUND_TRIP);
    Instant before = clock.instant();

    machine.now = NOON.minus(Duration.ofDays(3));
    assertThat(clock.instant()).isEqualTo(before);
    machine.now = NOON.plus(Duration.ofDays(3));
    pass(Duration.ofSeconds(7));

    assertThat(clock.instant()).isEqualTo(before.plusSeconds(7));
  }

  @Test
  void the_first_measurement_takes_the_middle_of_the_round_trip() {
    measure(NOON, Duration.ofMillis(99));

    assertThat(clock.instant()).isEqualTo(NOON.plusMillis(50));
  }

  @Test
  void a_slow_answer_moves_nothing() {
    measure(NOON, ROUND_TRIP);
    pass(Duration.ofSeconds(2));
    Instant before = clock.instant();

    // It looked at its clock and the answer took four seconds, or the request did.
    measure(before, Duration.ofSeconds(4));
    assertThat(clock.instant()).isEqualTo(before.plusSeconds(4));
    measure(before.plusSeconds(8), Duration.ofSeconds(4));
    assertThat(clock.instant()).isEqualTo(before.plusSeconds(8));
  }

  @Test
  void a_drift_is_mended_by_no_more_than_it_is() {
    measure(NOON, ROUND_TRIP);
    pass(Duration.ofHours(1));
    Instant ours = clock.instant();

    measure(ours.minusSeconds(1), ROUND_TRIP);

    assertThat(clock.instant())
        .isBetween(ours.minusSeconds(1).plus(ROUND_TRIP), ours.minusMillis(980));
  }

  @Test
  void a_database_that_is_another_by_now_is_followed_at_once() {
    measure(NOON, ROUND_TRIP);

    measure(NOON.plusSeconds(90), ROUND_TRIP);

    assertThat(Duration.between(NOON.plusSeconds(90), clock.instant()))
        .isBetween(Duration.ZERO, Duration.ofMillis(11));
  }

  @Test
  void the_operator_is_told_once_at_each_limit_and_once_when_it_is_over() {
    measureWith(Duration.ofMillis(900));
    measureWith(Duration.ofMillis(1_100));
    measureWith(Duration.ofMillis(900));
    measureWith(Duration.ofMillis(-1_100));
    measureWith(Duration.ofSeconds(61));
    measureWith(Duration.ofSeconds(50));
    measureWith(Duration.ofSeconds(70));
    measureWith(Duration.ofSeconds(2));
    measureWith(Duration.ZERO);

    assertThat(logged.list)
        .extracting(event -> event.getLevel() + " " + event.getFormattedMessage())
        .containsExactly(
            "WARN this machine's clock differs from the database's by a second or more; the"
                + " database's time is used",
            "WARN this machine's clock differs from the database's by a minute or more; the"
                + " database's time is used",
            "WARN this machine's clock differs from the database's by a second or more; the"
                + " database's time is used",
            "INFO this machine's clock agrees with the database's again; the database's time is"
                + " used");
    assertThat(logged.list.getFirst().getKeyValuePairs())
        .extracting(pair -> pair.key)
        .isEqualTo(List.of("offset_ms"));
  }

  private void measureWith(Duration offset) {
    measure(clock.instant(), Duration.ZERO);
    machine.now = clock.instant().plus(offset);
    measure(clock.instant(), Duration.ZERO);
  }

  private void measure(Instant databaseNow, Duration roundTrip) {
    long asked = nanos;
    pass(roundTrip);
    clock.measured(databaseNow, asked, nanos);
  }

  private void pass(Duration time) {
    nanos += time.toNanos();
    machine.now = machine.now.plus(time);
  }

  private void assertIs(Instant time) {
    assertThat(Duration.between(time, clock.instant()).abs()).isLessThan(Duration.ofMillis(2));
  }

  /// A clock that is set by the test.
  private static final class MachineClock extends Clock {
    private Instant now;

    MachineClock(Instant now) {
      this.now = now;
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
