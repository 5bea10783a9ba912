package dev.tenon.cli.run;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/// The log of what runs on: to standard error, ours from `INFO` on and that of libraries from
/// `WARN` on. A line of text for a person at a terminal, a line of JSON elsewhere.
final class ProgramLog {
  private static final String LINE = "%d{HH:mm:ss} %-5level %msg %kvp%n%nopex";

  private ProgramLog() {}

  /// For a person who tries something: warnings alone.
  static void forPeople() {
    begin(Level.WARN, text());
  }

  /// For an operator.
  static void forOperators(boolean isInteractive) {
    begin(Level.INFO, isInteractive ? text() : new JsonEncoder());
  }

  private static void begin(Level ours, Encoder<ILoggingEvent> encoder) {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    encoder.setContext(context);
    encoder.start();
    var console = new ConsoleAppender<ILoggingEvent>();
    console.setContext(context);
    console.setTarget("System.err");
    console.setEncoder(encoder);
    console.start();
    var root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.detachAndStopAllAppenders();
    root.addAppender(console);
    root.setLevel(Level.WARN);
    context.getLogger("dev.tenon").setLevel(ours);
    SLF4JBridgeHandler.removeHandlersForRootLogger();
    SLF4JBridgeHandler.install();
  }

  private static PatternLayoutEncoder text() {
    var text = new PatternLayoutEncoder();
    text.setPattern(LINE);
    return text;
  }
}
