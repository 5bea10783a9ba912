package dev.tenon.server.proxy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// A provider whose bodies are large, slow or endless.
final class FlowingProvider implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  private FlowingProvider(Answering answering) {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    server.setExecutor(threads);
    server.createContext("/", answering::answer);
    server.start();
  }

  /// One that reads bodies by `reading` and answers 200.
  static FlowingProvider receiving(Reading reading) {
    return new FlowingProvider(
        exchange -> {
          reading.read(exchange.getRequestBody());
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
  }

  /// One that sends bytes without end from `begun` on, until nobody takes them: `gone`.
  static FlowingProvider endless(Runnable begun, Runnable gone) {
    return new FlowingProvider(
        exchange -> {
          begun.run();
          exchange.sendResponseHeaders(200, 0);
          try (OutputStream out = exchange.getResponseBody()) {
            while (true) {
              out.write(new byte[64 * 1024]);
            }
          } catch (IOException e) {
            gone.run();
          }
        });
  }

  String url() {
    return "http://localhost:" + server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  /// Answers.
  @FunctionalInterface
  private interface Answering {
    void answer(HttpExchange exchange) throws IOException;
  }

  /// Reads a body.
  @FunctionalInterface
  interface Reading {
    /// Reads it.
    void read(InputStream body) throws IOException;
  }
}
