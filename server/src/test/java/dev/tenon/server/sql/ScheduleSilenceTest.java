package dev.tenon.server.sql;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.github.kagkarlsson.scheduler.event.SchedulerListener.SchedulerEventType;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

final class ScheduleSilenceTest {
  private final LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
  private final Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  private final Logger looking =
      context.getLogger("com.github.kagkarlsson.scheduler.RunUntilShutdown");
  private final Logger ours = context.getLogger(ScheduleWatch.class);
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();

  @BeforeEach
  void listen() {
    ScheduleSilence.impose(Dialect.POSTGRES);
    looking.setLevel(Level.INFO);
    ours.setLevel(Level.INFO);
    log.start();
    root.addAppender(log);
  }

  @AfterEach
  void restore() {
    root.detachAppender(log);
    looking.setLevel(null);
    ours.setLevel(null);
  }

  @Test
  void a_database_that_is_away_is_said_once_and_once_that_it_is_back() {
    ScheduleWatch watch = new ScheduleWatch();

    watch.onSchedulerEvent(SchedulerEventType.RAN_EXECUTE_DUE);
    for (int look = 0; look < 5; look++) {
      looking.error("Unhandled exception. Will keep running.", failed("08006"));
      watch.onSchedulerEvent(SchedulerEventType.UNEXPECTED_ERROR);
    }
    watch.onSchedulerEvent(SchedulerEventType.RAN_EXECUTE_DUE);
    watch.onSchedulerEvent(SchedulerEventType.RAN_EXECUTE_DUE);

    assertThat(log.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .containsExactly(
            "no sync begins: the database does not answer",
            "syncs begin again: the database answers");
  }

  @Test
  void a_statement_that_is_wrong_is_logged_with_its_cause() {
    looking.error("Unhandled exception. Will keep running.", failed("42P01"));

    assertThat(log.list).hasSize(1);
    assertThat(log.list.getFirst().getThrowableProxy()).isNotNull();
  }

  private static RuntimeException failed(String state) {
    return new IllegalStateException("as the library wraps it", new SQLException("no", state));
  }
}
