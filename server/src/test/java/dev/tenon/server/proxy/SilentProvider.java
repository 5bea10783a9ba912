package dev.tenon.server.proxy;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/// A provider that takes a request and never answers it.
final class SilentProvider implements AutoCloseable {
  private final ServerSocket listener;

  /// @param asked run when something of a request has come
  /// @param gone run when who asked has closed the connection
  SilentProvider(Runnable asked, Runnable gone) {
    try {
      listener = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    Thread.ofVirtual().start(() -> serve(asked, gone));
  }

  String url() {
    return "http://localhost:" + listener.getLocalPort();
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }

  private void serve(Runnable asked, Runnable gone) {
    try (Socket socket = listener.accept()) {
      InputStream in = socket.getInputStream();
      byte[] buffer = new byte[8192];
      int count = in.read(buffer);
      asked.run();
      while (count >= 0) {
        count = in.read(buffer);
      }
      gone.run();
    } catch (IOException _) {
      gone.run();
    }
  }
}
