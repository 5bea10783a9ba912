package dev.tenon.bench.exports;

import dev.tenon.bench.chaos.Node;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/// One address for all nodes, as a load balancer without any wisdom: each connection goes to the
/// next node that takes one. What a node that dies has not answered is lost with it.
final class Switchboard implements AutoCloseable {
  private static final int CONNECT_MILLIS = 500;

  private final ServerSocket socket;
  private final List<Node> nodes;
  private final AtomicInteger next = new AtomicInteger();

  private Switchboard(ServerSocket socket, List<Node> nodes) {
    this.socket = socket;
    this.nodes = List.copyOf(nodes);
  }

  static Switchboard start(List<Node> nodes) {
    try {
      Switchboard switchboard =
          new Switchboard(new ServerSocket(0, 100, InetAddress.getLoopbackAddress()), nodes);
      Thread.ofVirtual().name("switchboard").start(switchboard::accept);
      return switchboard;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + socket.getLocalPort());
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void accept() {
    while (!socket.isClosed()) {
      try {
        Socket caller = socket.accept();
        Thread.ofVirtual().start(() -> connect(caller));
      } catch (IOException _) {
        // It is closed, or the caller has gone.
      }
    }
  }

  private void connect(Socket caller) {
    Optional<Socket> node = reached();
    if (node.isEmpty()) {
      hangUp(caller);
      return;
    }
    Thread.ofVirtual().start(() -> pass(caller, node.get()));
    pass(node.get(), caller);
  }

  private Optional<Socket> reached() {
    for (int i = 0; i < nodes.size(); i++) {
      URI url = nodes.get(Math.floorMod(next.getAndIncrement(), nodes.size())).url();
      Socket socket = new Socket();
      try {
        socket.connect(new InetSocketAddress(url.getHost(), url.getPort()), CONNECT_MILLIS);
        return Optional.of(socket);
      } catch (IOException _) {
        hangUp(socket);
      }
    }
    return Optional.empty();
  }

  private static void pass(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException _) {
      // One of them has gone; the other one hears of it now.
    } finally {
      hangUp(from);
      hangUp(to);
    }
  }

  private static void hangUp(Socket socket) {
    try {
      socket.close();
    } catch (IOException _) {
      // It is gone.
    }
  }
}
