package dev.tenon.server.outbound.api;

import dev.tenon.resource.PageReader.NoRoomException;
import java.lang.ref.Cleaner;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// The memory that pages may take up together, over all lists of the process. Whoever finds none
/// waits for a while until others have told theirs. Safe for use by any thread.
final class PageRoom {
  private static final long WAIT_SECONDS = 20;

  private final int size;
  private final Semaphore chunks;
  private final long waitSeconds;
  private final Cleaner cleaner = Cleaner.create();

  /// Room for so many chunks of [PageBytes].
  PageRoom(int chunks) {
    this(chunks, WAIT_SECONDS);
  }

  PageRoom(int chunks, long waitSeconds) {
    this.size = chunks;
    this.chunks = new Semaphore(chunks, true);
    this.waitSeconds = waitSeconds;
  }

  /// What one page takes of it, given back when `page` is garbage, if not before.
  Part part(Object page) {
    Part part = new Part(chunks, waitSeconds);
    cleaner.register(page, part::giveBack);
    return part;
  }

  /// Whether at least half of it is free.
  boolean isHalfFree() {
    return 2 * free() >= size;
  }

  /// How many chunks are free.
  int free() {
    return chunks.availablePermits();
  }

  /// What a page takes. Used by one thread, but for giving back.
  static final class Part {
    private final Semaphore chunks;
    private final long waitSeconds;
    private int taken;
    private boolean over;

    private Part(Semaphore chunks, long waitSeconds) {
      this.chunks = chunks;
      this.waitSeconds = waitSeconds;
    }

    /// One chunk more.
    void take() throws NoRoomException {
      try {
        if (!chunks.tryAcquire() && !chunks.tryAcquire(waitSeconds, TimeUnit.SECONDS)) {
          throw new NoRoomException();
        }
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        throw new NoRoomException();
      }
      if (!count()) {
        chunks.release();
      }
    }

    private synchronized boolean count() {
      taken += over ? 0 : 1;
      return !over;
    }

    /// All of it. Doing it again changes nothing.
    synchronized void giveBack() {
      chunks.release(taken);
      taken = 0;
      over = true;
    }
  }
}
