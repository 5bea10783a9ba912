package dev.tenon.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/// One start of the launcher, until it is stopped again.
///
/// @param answerMillis until the hub answered over HTTP
/// @param readyMillis until the command said that it runs
record Startup(long answerMillis, long readyMillis) {
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);
  private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(2);
  private static final byte[] ASK =
      "GET /health/live HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
          .getBytes(StandardCharsets.US_ASCII);

  /// Starts `command` on free ports and stops it when it runs.
  static Startup of(Path root, String command, Path data) {
    int port = freePort();
    List<String> words =
        new ArrayList<>(
            List.of(
                root.resolve("tenon").toString(),
                command,
                "--port",
                Integer.toString(port),
                "--data-dir",
                data.toString()));
    if (command.equals("demo")) {
      words.addAll(
          List.of(
              "--sandbox-port",
              Integer.toString(freePort()),
              "--app-port",
              Integer.toString(freePort())));
    }
    long start = System.nanoTime();
    Process process = start(words);
    try {
      FutureTask<Long> ready = new FutureTask<>(() -> ready(process.inputReader()));
      Thread.ofPlatform().daemon().start(ready);
      long answer = answer(port, start);
      long said = ready.get(PATIENCE_NANOS, TimeUnit.NANOSECONDS);
      return new Startup(millis(answer - start), millis(said - start));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("'" + String.join(" ", words) + "' did not start", e);
    } finally {
      stop(process);
    }
  }

  private static Process start(List<String> words) {
    try {
      return new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long answer(int port, long start) {
    while (System.nanoTime() - start < PATIENCE_NANOS) {
      if (answers(port)) {
        return System.nanoTime();
      }
      LockSupport.parkNanos(POLL_NANOS);
    }
    throw new IllegalStateException("no answer");
  }

  private static boolean answers(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        OutputStream out = socket.getOutputStream()) {
      out.write(ASK);
      byte[] status = socket.getInputStream().readNBytes("HTTP/1.1 200".length());
      return new String(status, StandardCharsets.US_ASCII).endsWith(" 200");
    } catch (IOException e) {
      return false;
    }
  }

  /// When the command said that it runs.
  private static long ready(BufferedReader output) throws IOException {
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      if (line.startsWith("Tenon runs")) {
        return System.nanoTime();
      }
    }
    throw new IOException("it ended without saying that it runs");
  }

  private static void stop(Process process) {
    process.destroy();
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private static long millis(long nanos) {
    return TimeUnit.NANOSECONDS.toMillis(nanos);
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
