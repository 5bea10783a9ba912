package dev.tenon.server.sql;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.exceptions.TaskInstanceCurrentlyExecutingException;
import com.github.kagkarlsson.scheduler.exceptions.TaskInstanceNotFoundException;
import com.github.kagkarlsson.scheduler.jdbc.JdbcCustomization;
import com.github.kagkarlsson.scheduler.jdbc.PostgreSqlJdbcCustomization;
import com.github.kagkarlsson.scheduler.logging.LogLevel;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.TaskInstanceId;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import dev.tenon.access.WorkspaceId;
import dev.tenon.sync.SyncId;
import dev.tenon.sync.SyncRunner.Next;
import dev.tenon.sync.SyncStore;
import dev.tenon.workspace.StoreUnavailableException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// When each sync runs, by db-scheduler on the hub's own database: a row a sync, taken by one
/// process at a time, which says every few seconds that it lives. One that has been silent for four
/// of these is dead, and its syncs are run by another.
final class SqlSyncSchedule implements SyncScheduler {
  private static final Logger LOG = LoggerFactory.getLogger(SqlSyncSchedule.class);

  /// At once, on one node.
  private static final int AT_ONCE = 4;

  private static final Duration LOOK = Duration.ofSeconds(2);
  private static final Duration BEAT = Duration.ofSeconds(3);
  private static final int MISSED_BEATS = 4;
  private static final Duration LAST_WAIT = Duration.ofSeconds(10);
  private static final Duration AFTER_FAULT = Duration.ofSeconds(30);
  private static final TaskDescriptor<Void> TASK = TaskDescriptor.of(SqlSyncStore.TASK);

  private final Scheduler scheduler;
  private final ExecutorService threads;

  /// @param name of this process, another in each of its lives
  /// @param run runs a sync once
  SqlSyncSchedule(
      DataSource source,
      Dialect dialect,
      String name,
      Function<SyncStore.Key, Next> run,
      Clock clock) {
    ScheduleSilence.impose(dialect);
    this.threads =
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("sync-", 0).factory());
    CustomTask<Void> task =
        Tasks.custom(TASK)
            .onFailure((complete, operations) -> again(complete, operations, clock))
            .onDeadExecution(
                (complete, operations) -> operations.reschedule(complete, clock.instant()))
            .execute((instance, _) -> completion(ran(run, key(instance.getId()))));
    this.scheduler =
        Scheduler.create(source, task)
            .jdbcCustomization(customization(dialect))
            .schedulerName(new SchedulerName.Fixed(name))
            .clock(clock::instant)
            .threads(AT_ONCE)
            .executorService(threads)
            .pollingInterval(LOOK)
            .heartbeatInterval(BEAT)
            .missedHeartbeatsLimit(MISSED_BEATS)
            .shutdownMaxWait(LAST_WAIT)
            .failureLogging(LogLevel.OFF, false)
            .addSchedulerListener(new ScheduleWatch())
            .build();
  }

  private static JdbcCustomization customization(Dialect dialect) {
    return switch (dialect) {
      case SQLITE -> new SqliteScheduling();
      case POSTGRES -> new PostgreSqlJdbcCustomization(false, false);
    };
  }

  @Override
  public void start() {
    scheduler.start();
  }

  @Override
  public boolean at(SyncStore.Key sync, Instant time) {
    TaskInstanceId id = TaskInstanceId.of(SqlSyncStore.TASK, id(sync));
    try {
      TaskInstance<Void> instance = TASK.instance(id(sync)).build();
      boolean made = scheduler.scheduleIfNotExists(instance, time);
      return made || scheduler.reschedule(id, time);
    } catch (TaskInstanceCurrentlyExecutingException | TaskInstanceNotFoundException _) {
      // It runs, or its last run has just ended.
      return false;
    } catch (RuntimeException e) {
      throw new StoreUnavailableException("a sync cannot be scheduled", e);
    }
  }

  @Override
  public void never(SyncStore.Key sync) {
    try {
      scheduler.cancel(TaskInstanceId.of(SqlSyncStore.TASK, id(sync)));
    } catch (RuntimeException e) {
      // It runs now, or never had a time: a run that is over asks itself when the next one is.
      LOG.atDebug().addKeyValue("sync", sync.id()).log("not unscheduled: {}", e.getMessage());
    }
  }

  /// Begins nothing any more; interrupts what runs, which another node goes on with.
  @Override
  public void close() {
    threads.shutdownNow();
    scheduler.stop();
  }

  private static Next ran(Function<SyncStore.Key, Next> run, SyncStore.Key key) {
    try {
      return run.apply(key);
    } finally {
      // What an interrupt ended must still be able to say that it may be gone on with.
      boolean _ = Thread.interrupted();
    }
  }

  private static CompletionHandler<Void> completion(Next next) {
    return switch (next) {
      case Next.At(Instant time) -> (complete, operations) -> operations.reschedule(complete, time);
      case Next.Never _ -> (_, operations) -> operations.remove();
    };
  }

  private static void again(
      ExecutionComplete complete, ExecutionOperations<Void> operations, Clock clock) {
    Throwable cause = complete.getCause().orElse(null);
    if (cause instanceof StoreUnavailableException) {
      LOG.atWarn().log("a sync was cut off: {}", cause.getMessage());
    } else {
      LOG.atError().setCause(cause).log("a sync failed");
    }
    operations.reschedule(complete, clock.instant().plus(AFTER_FAULT));
  }

  private static String id(SyncStore.Key key) {
    return key.workspace().value() + "/" + key.id().value();
  }

  private static SyncStore.Key key(String id) {
    int slash = id.indexOf('/');
    return new SyncStore.Key(
        new WorkspaceId(id.substring(0, slash)), new SyncId(id.substring(slash + 1)));
  }
}
