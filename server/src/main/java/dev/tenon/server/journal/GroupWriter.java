package dev.tenon.server.journal;

import dev.tenon.token.JournalEntry;
import dev.tenon.token.JournalUnavailableException;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes entries to the disk, everybody's who came meanwhile by one write and one sync. The thread
/// that writes is one of its own, a platform thread: nobody's interrupt closes the file, and a disk
/// that hangs holds up no carrier.
final class GroupWriter {
  private static final Logger LOG = LoggerFactory.getLogger(GroupWriter.class);

  private static final int SPINS = 200;
  private static final long STEP_NANOS = 20_000;

  private final ReentrantLock lock = new ReentrantLock();
  private final Ledger ledger;
  private final List<Addition> queue = new ArrayList<>();
  private final List<Addition> writing = new ArrayList<>();
  private final List<Long> settled = new ArrayList<>();
  private boolean closed;

  private final SegmentWriter segments;
  private final Duration patience;
  private final AtomicLong syncs = new AtomicLong();
  private final Thread thread;

  /// Takes over `ledger`, whose entries are on the disk.
  ///
  /// @param patience how long an entry may take
  GroupWriter(Ledger ledger, SegmentWriter segments, Duration patience) {
    this.ledger = ledger;
    this.segments = segments;
    this.patience = patience;
    this.thread = Thread.ofPlatform().daemon().name("journal").unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /// Writes `entry`; it is on the disk when this returns. What the disk does not take is in the
  /// ledger all the same, and so in the next segment, if it is not settled by then.
  ///
  /// @throws JournalUnavailableException when it is not, or not in time
  void append(Kept entry) {
    try {
      write(List.of(entry));
    } catch (JournalUnavailableException e) {
      acquire();
      try {
        ledger.add(entry);
      } finally {
        lock.unlock();
      }
      throw e;
    }
  }

  /// Writes `entries`; they are on the disk when this returns.
  ///
  /// @throws JournalUnavailableException when they are not, or not in time
  void write(List<Kept> entries) {
    Addition addition = new Addition(entries);
    acquire();
    try {
      if (closed) {
        throw new JournalUnavailableException(
            "the journal is closed", new ClosedChannelException());
      }
      queue.add(addition);
    } finally {
      lock.unlock();
    }
    LockSupport.unpark(thread);
    if (!addition.await(patience)) {
      giveUp(addition);
    }
    addition
        .failure()
        .ifPresent(
            cause -> {
              throw new JournalUnavailableException("the journal's disk fails", cause);
            });
  }

  /// Strikes `entry` out; the disk hears of it with the next write.
  void settle(JournalEntry entry) {
    acquire();
    try {
      ledger.settle(entry).ifPresent(settled::add);
      Stream.concat(queue.stream(), writing.stream())
          .forEach(addition -> addition.settleMeanwhile(entry));
    } finally {
      lock.unlock();
    }
  }

  /// What is not settled, oldest first.
  List<Kept> unsettled() {
    acquire();
    try {
      return ledger.all();
    } finally {
      lock.unlock();
    }
  }

  /// Those of `kept` that are not here already.
  List<Kept> lacking(List<Kept> kept) {
    acquire();
    try {
      return kept.stream().filter(it -> !ledger.has(it.id())).toList();
    } finally {
      lock.unlock();
    }
  }

  int depth() {
    acquire();
    try {
      return ledger.depth();
    } finally {
      lock.unlock();
    }
  }

  int queued() {
    acquire();
    try {
      return queue.size();
    } finally {
      lock.unlock();
    }
  }

  /// How often the disk was synced.
  long syncs() {
    return syncs.get();
  }

  /// Writes what is queued, and what was settled, and ends; false when a disk that hangs keeps it
  /// from ending.
  boolean close() {
    acquire();
    try {
      closed = true;
    } finally {
      lock.unlock();
    }
    LockSupport.unpark(thread);
    try {
      return thread.join(patience);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return !thread.isAlive();
    }
  }

  /// Takes the lock, which is only ever held for microseconds, without queueing for it. In its
  /// queue the writing thread would come after virtual threads, whose turn comes when their
  /// scheduler's does: on a busy node a tenth of a second later, and every answer would wait for
  /// that.
  private void acquire() {
    for (int i = 0; i < SPINS; i++) {
      if (lock.tryLock()) {
        return;
      }
      Thread.onSpinWait();
    }
    if (Thread.currentThread().isVirtual()) {
      lock.lock();
      return;
    }
    while (!lock.tryLock()) {
      LockSupport.parkNanos(STEP_NANOS);
    }
  }

  private void giveUp(Addition addition) {
    acquire();
    try {
      queue.remove(addition);
    } finally {
      lock.unlock();
    }
    if (!addition.await(Duration.ZERO)) {
      throw new JournalUnavailableException(
          "the journal's disk does not answer", new IOException("no sync in time"));
    }
  }

  private void run() {
    for (Optional<Batch> batch = next(); batch.isPresent(); batch = next()) {
      write(batch.get());
    }
    finish();
  }

  /// Waits for something to write; empty when there will be nothing more.
  private Optional<Batch> next() {
    while (true) {
      acquire();
      try {
        if (!queue.isEmpty()) {
          writing.addAll(queue);
          queue.clear();
          return Optional.of(batch());
        }
        if (closed) {
          return Optional.empty();
        }
      } finally {
        lock.unlock();
      }
      LockSupport.park(this);
    }
  }

  private Batch batch() {
    List<JournalRecord> records = new ArrayList<>();
    settled.forEach(id -> records.add(JournalRecord.settled(id)));
    writing.forEach(it -> it.entries().forEach(kept -> records.add(kept.record())));
    boolean isNew = segments.wantsNew(records.stream().mapToLong(JournalRecord::size).sum());
    if (isNew) {
      // What is settled is not copied, so nothing has to say that it is.
      records.subList(0, settled.size()).clear();
      records.addAll(0, ledger.all().stream().map(Kept::record).toList());
    }
    settled.clear();
    return new Batch(records, isNew);
  }

  private void write(Batch batch) {
    try {
      if (batch.isNew()) {
        segments.begin(batch.records());
      } else {
        segments.append(batch.records());
      }
      landed();
    } catch (IOException | RuntimeException | OutOfMemoryError e) {
      LOG.atError()
          .addKeyValue("problem", e.toString())
          .log("the journal cannot be written; a new segment is tried next");
      failed(e instanceof Exception exception ? exception : new IOException(e));
    }
  }

  private void landed() {
    acquire();
    try {
      syncs.incrementAndGet(); // before anybody hears of it
      for (Addition addition : writing) {
        addition.entries().forEach(kept -> ledger.add(kept).ifPresent(settled::add));
        addition.settledMeanwhile().forEach(entry -> ledger.settle(entry).ifPresent(settled::add));
      }
      writing.forEach(Addition::landed);
      writing.clear();
    } finally {
      lock.unlock();
    }
  }

  private void failed(Exception cause) {
    acquire();
    try {
      writing.forEach(addition -> addition.failed(cause));
      writing.clear();
    } finally {
      lock.unlock();
    }
  }

  /// Leaves nothing on the disk that is settled, if that is all; nobody adds to the ledger now.
  private void finish() {
    List<JournalRecord> last;
    boolean isEmpty;
    acquire();
    try {
      last = settled.stream().map(JournalRecord::settled).toList();
      isEmpty = ledger.isEmpty();
    } finally {
      lock.unlock();
    }
    if (isEmpty) {
      segments.clear();
    } else if (!last.isEmpty() && !segments.wantsNew(0)) {
      finish(last);
    }
    segments.close();
  }

  private void finish(List<JournalRecord> last) {
    try {
      segments.append(last);
    } catch (IOException e) {
      LOG.atWarn().setCause(e).log("the journal's last settlements are not on the disk");
    }
  }

  /// What one write writes.
  ///
  /// @param isNew whether it begins a segment
  private record Batch(List<JournalRecord> records, boolean isNew) {}
}
