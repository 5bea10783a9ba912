package dev.tenon.server.sql;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;
import org.sqlite.SQLiteException;

/// Keeps db-scheduler from logging a stack trace at each look while the database is away, which
/// [ScheduleWatch] says once. Whatever else it has to say is logged, statements that are wrong too.
final class ScheduleSilence extends TurboFilter {
  private static final String SCHEDULER = "com.github.kagkarlsson.scheduler.";

  private final Dialect dialect;

  private ScheduleSilence(Dialect dialect) {
    this.dialect = dialect;
  }

  /// Imposes silence on the loggers of this process, for this kind of database. Doing it again
  /// changes nothing; with another logging library it changes nothing either.
  static void impose(Dialect dialect) {
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
      synchronized (context) {
        boolean done =
            context.getTurboFilterList().stream()
                .anyMatch(it -> it instanceof ScheduleSilence other && other.dialect == dialect);
        if (!done) {
          ScheduleSilence silence = new ScheduleSilence(dialect);
          silence.setContext(context);
          silence.start();
          context.addTurboFilter(silence);
        }
      }
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
    boolean refused = t != null && logger.getName().startsWith(SCHEDULER) && saysAway(t);
    return refused ? FilterReply.DENY : FilterReply.NEUTRAL;
  }

  private boolean saysAway(Throwable thrown) {
    for (Throwable each = thrown; each != null; each = each.getCause()) {
      if (each instanceof SQLException e) {
        boolean isOurs = (e instanceof SQLiteException) == (dialect == Dialect.SQLITE);
        return isOurs && !dialect.isBug(e);
      }
    }
    return false;
  }
}
