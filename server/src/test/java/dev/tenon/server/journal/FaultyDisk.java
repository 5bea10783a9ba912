package dev.tenon.server.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/// The real disk, which counts its syncs, fails where it is told to, and can be made to hang.
final class FaultyDisk implements Disk {
  private final Disk real = new LocalDisk();
  private final AtomicInteger syncs = new AtomicInteger();
  private final AtomicInteger directorySyncs = new AtomicInteger();
  private volatile boolean creating = true;
  private volatile boolean syncing = true;
  private volatile boolean careless;
  private final AtomicLong room = new AtomicLong(Long.MAX_VALUE);
  private volatile CountDownLatch gate = new CountDownLatch(0);
  private volatile CountDownLatch held = new CountDownLatch(0);

  /// From now on no file can be made.
  void failToCreate() {
    creating = false;
  }

  /// From now on no sync succeeds.
  void failToSync() {
    syncing = false;
  }

  /// From now on only `bytes` more can be written.
  void fillUpAfter(long bytes) {
    room.set(bytes);
  }

  /// Syncs nothing from now on: for tests that are not about power, many times over.
  FaultyDisk careless() {
    careless = true;
    return this;
  }

  /// From now on everything works.
  void mend() {
    creating = true;
    syncing = true;
    room.set(Long.MAX_VALUE);
  }

  /// From now on a sync waits until [#release].
  void hold() {
    held = new CountDownLatch(1);
    gate = new CountDownLatch(1);
  }

  /// Waits until a sync waits.
  void awaitHeld() throws InterruptedException {
    held.await();
  }

  void release() {
    gate.countDown();
  }

  int syncs() {
    return syncs.get();
  }

  int directorySyncs() {
    return directorySyncs.get();
  }

  @Override
  public Output create(Path file) throws IOException {
    if (!creating) {
      throw new IOException("made so: no file can be made");
    }
    return new FaultyOutput(real.create(file));
  }

  @Override
  public byte[] read(Path file) throws IOException {
    return real.read(file);
  }

  @Override
  public void delete(Path file) throws IOException {
    real.delete(file);
  }

  @Override
  public void replace(Path file, Path old) throws IOException {
    real.replace(file, old);
  }

  @Override
  public void syncDirectory(Path directory) throws IOException {
    directorySyncs.incrementAndGet();
    if (!careless) {
      real.syncDirectory(directory);
    }
  }

  private final class FaultyOutput implements Output {
    private final Output output;

    FaultyOutput(Output output) {
      this.output = output;
    }

    @Override
    public void write(ByteBuffer bytes) throws IOException {
      int wanted = bytes.remaining();
      int taken = (int) Math.min(room.get(), wanted);
      output.write(bytes.slice(bytes.position(), taken));
      room.addAndGet(-taken);
      if (taken < wanted) {
        throw new IOException("made so: no space left");
      }
      bytes.position(bytes.limit());
    }

    @Override
    public void sync() throws IOException {
      held.countDown();
      await(gate);
      if (!syncing) {
        throw new IOException("made so: sync failed");
      }
      if (!careless) {
        output.sync();
      }
      syncs.incrementAndGet();
    }

    @Override
    public void close() {
      output.close();
    }

    private static void await(CountDownLatch gate) throws IOException {
      try {
        gate.await();
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
    }
  }
}
