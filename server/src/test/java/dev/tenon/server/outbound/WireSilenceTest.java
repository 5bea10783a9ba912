package dev.tenon.server.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

final class WireSilenceTest {
  private static final String CANARY = "canary-5c1e7a";

  private final LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
  private final Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  private final Logger wire = context.getLogger("org.apache.hc.client5.http.wire");
  private final Level before = root.getLevel();
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();

  @BeforeEach
  void trace() {
    root.setLevel(Level.TRACE);
    wire.setLevel(Level.TRACE);
    log.start();
    root.addAppender(log);
  }

  @AfterEach
  void restore() {
    root.detachAppender(log);
    wire.setLevel(null);
    root.setLevel(before);
  }

  @Test
  void f4_nothing_that_goes_over_the_wire_is_logged_at_trace() {
    exchange();

    assertThat(log.list)
        .noneMatch(event -> event.getLoggerName().startsWith("org.apache.hc."))
        .noneMatch(event -> event.getFormattedMessage().contains(CANARY));
  }

  @Test
  void f4_reading_the_configuration_again_does_not_end_the_silence() {
    exchange();
    root.detachAppender(log);
    context.reset();
    trace();

    exchange();

    assertThat(log.list).noneMatch(event -> event.getLoggerName().startsWith("org.apache.hc."));
  }

  @Test
  void other_loggers_are_left_alone() {
    exchange();
    LoggerFactory.getLogger("org.example.other").trace("heard");

    assertThat(log.list).anyMatch(event -> event.getFormattedMessage().equals("heard"));
  }

  private static void exchange() {
    try (ScriptedServer server =
            new ScriptedServer(
                (_, talk) -> talk.json(200, "{\"access_token\":\"" + CANARY + "\"}"));
        OutboundHttp http = TestHttp.patient()) {
      HttpOutcome outcome =
          http.send(
              HttpCall.of("POST", server.url("/token?x=" + CANARY))
                  .header("Authorization", "Basic " + CANARY)
                  .form(Map.of("refresh_token", CANARY)),
              http.deadline(Duration.ofSeconds(20)));
      assertThat(outcome).isInstanceOf(HttpOutcome.Answered.class);
    }
  }
}
