package dev.tenon.server.sql;

import com.github.kagkarlsson.scheduler.event.AbstractSchedulerListener;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Says once that the schedule of syncs cannot be looked at, and once that it can again. Safe for
/// use by any thread.
final class ScheduleWatch extends AbstractSchedulerListener {
  private static final Logger LOG = LoggerFactory.getLogger(ScheduleWatch.class);

  private final AtomicBoolean away = new AtomicBoolean();

  @Override
  public void onSchedulerEvent(SchedulerEventType type) {
    switch (type) {
      case UNEXPECTED_ERROR -> {
        if (!away.getAndSet(true)) {
          LOG.atWarn().log("no sync begins: the database does not answer");
        }
      }
      case RAN_EXECUTE_DUE -> {
        if (away.getAndSet(false)) {
          LOG.atInfo().log("syncs begin again: the database answers");
        }
      }
      case FAILED_HEARTBEAT,
          COMPLETIONHANDLER_ERROR,
          FAILUREHANDLER_ERROR,
          DEAD_EXECUTION,
          RAN_UPDATE_HEARTBEATS,
          RAN_DETECT_DEAD,
          FAILED_MULTIPLE_HEARTBEATS,
          UNRESOLVED_TASK -> {}
    }
  }
}
