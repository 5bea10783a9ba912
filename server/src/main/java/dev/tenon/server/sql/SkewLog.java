package dev.tenon.server.sql;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/// Tells the operator once when the machine's clock goes wrong, once more when it goes very wrong,
/// and once when it is right again.
final class SkewLog {
  private static final Logger LOG = LoggerFactory.getLogger(SkewLog.class);
  private static final Duration WRONG = Duration.ofSeconds(1);
  private static final Duration VERY_WRONG = Duration.ofMinutes(1);

  private Skew told = Skew.NONE;

  void seen(Duration offset) {
    Skew now = skew(offset.abs());
    if (now != told) {
      LOG.atLevel(now == Skew.NONE ? Level.INFO : Level.WARN)
          .addKeyValue("offset_ms", offset.toMillis())
          .log("this machine's clock {}; the database's time is used", now.words);
      told = now;
    }
  }

  /// What was told is taken back only when the offset is well below, so that one that wavers around
  /// a limit is told once.
  private Skew skew(Duration offset) {
    if (isOver(offset, VERY_WRONG, told == Skew.BIG)) {
      return Skew.BIG;
    }
    return isOver(offset, WRONG, told != Skew.NONE) ? Skew.SMALL : Skew.NONE;
  }

  private static boolean isOver(Duration offset, Duration limit, boolean wasOver) {
    return offset.compareTo(wasOver ? limit.dividedBy(2) : limit) >= 0;
  }

  private enum Skew {
    NONE("agrees with the database's again"),
    SMALL("differs from the database's by a second or more"),
    BIG("differs from the database's by a minute or more");

    private final String words;

    Skew(String words) {
      this.words = words;
    }
  }
}
