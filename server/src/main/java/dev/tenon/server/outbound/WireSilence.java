package dev.tenon.server.outbound;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggerContextListener;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;

/// Keeps the HTTP client from logging what goes over the wire. Its loggers write headers and
/// bodies, and so every secret and token, as soon as somebody sets the root level to DEBUG; this
/// refuses them whatever levels are configured, now and after the configuration is read again.
final class WireSilence extends TurboFilter {
  private static final String CLIENT = "org.apache.hc.";
  private static final String WIRE = "org.apache.hc.client5.http.wire";

  private WireSilence() {}

  /// Imposes silence on the loggers of this process. Doing it again changes nothing.
  ///
  /// @throws IllegalStateException when wire logging is on and cannot be silenced, as another
  ///   logging library is in use
  static void impose() {
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
      synchronized (context) {
        if (context.getTurboFilterList().stream().noneMatch(WireSilence.class::isInstance)) {
          WireSilence silence = new WireSilence();
          silence.enter(context);
          context.addListener(new AfterReset(silence));
        }
      }
    }
    if (LoggerFactory.getLogger(WIRE).isDebugEnabled()) {
      throw new IllegalStateException(
          "the logger " + WIRE + " is at DEBUG and would write tokens to the log: turn it off");
    }
  }

  @Override
  public FilterReply decide(
      @Nullable Marker marker,
      Logger logger,
      Level level,
      @Nullable String format,
      Object @Nullable [] params,
      @Nullable Throwable t) {
    boolean refused = logger.getName().startsWith(CLIENT) && !level.isGreaterOrEqual(Level.ERROR);
    return refused ? FilterReply.DENY : FilterReply.NEUTRAL;
  }

  private void enter(LoggerContext context) {
    setContext(context);
    start();
    context.addTurboFilter(this);
  }

  /// Enters the filter again after logback has dropped all filters to read its configuration.
  private record AfterReset(WireSilence silence) implements LoggerContextListener {
    @Override
    public boolean isResetResistant() {
      return true;
    }

    @Override
    public void onReset(LoggerContext context) {
      silence.enter(context);
    }

    @Override
    public void onStart(LoggerContext context) {}

    @Override
    public void onStop(LoggerContext context) {}

    @Override
    public void onLevelChange(Logger logger, Level level) {}
  }
}
