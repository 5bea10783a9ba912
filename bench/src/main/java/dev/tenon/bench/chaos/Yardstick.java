package dev.tenon.bench.chaos;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListMap;

/// How long the least takes that anybody has to do with an answer, while it is measured and on the
/// same disk: a thread reads it from a socket and writes and syncs a kilobyte. A machine on which
/// that takes long is no fault of a process that takes longer.
final class Yardstick implements AutoCloseable {
  private static final Duration EVERY = Duration.ofMillis(40);
  private static final int BYTES = 1024;

  private final ConcurrentSkipListMap<Instant, Duration> taken = new ConcurrentSkipListMap<>();
  private final ServerSocket server;
  private final Socket sender;
  private final Socket reader;
  private final FileChannel file;

  private Yardstick(Path path) throws IOException {
    this.server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    this.sender = new Socket(server.getInetAddress(), server.getLocalPort());
    this.reader = server.accept();
    this.file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  /// Begins to measure, by a file at `path`.
  static Yardstick start(Path path) throws IOException {
    Yardstick yardstick = new Yardstick(path);
    Thread.ofPlatform().daemon().name("yardstick-keep").start(yardstick::keep);
    Thread.ofPlatform().daemon().name("yardstick-send").start(yardstick::send);
    return yardstick;
  }

  private void send() {
    try {
      while (true) {
        Instant start = Instant.now();
        sender.getOutputStream().write(1);
        if (sender.getInputStream().read() < 0) {
          return;
        }
        taken.put(start, Duration.between(start, Instant.now()));
        Thread.sleep(EVERY);
      }
    } catch (IOException _) {
      // Closed.
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void keep() {
    try {
      while (reader.getInputStream().read() >= 0) {
        file.write(ByteBuffer.allocate(BYTES));
        file.force(false);
        reader.getOutputStream().write(1);
      }
    } catch (IOException _) {
      // Closed.
    }
  }

  /// The longest that was under way at some time between `from` and `to`.
  Duration longest(Instant from, Instant to) {
    Instant before = taken.floorKey(from);
    return taken.subMap(before == null ? from : before, true, to, true).values().stream()
        .max(Duration::compareTo)
        .orElse(Duration.ZERO);
  }

  /// All of them, the shortest first.
  List<Duration> all() {
    return taken.values().stream().sorted().toList();
  }

  @Override
  public void close() throws IOException {
    sender.close();
    reader.close();
    server.close();
    file.close();
  }
}
