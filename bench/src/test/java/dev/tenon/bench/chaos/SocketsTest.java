package dev.tenon.bench.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/// What the kernel says of real connections. Only Linux tells it this way.
@EnabledOnOs(OS.LINUX)
final class SocketsTest {
  private ServerSocket server;
  private Socket client;
  private Socket accepted;

  @BeforeEach
  void connect() throws IOException {
    server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    client = new Socket(server.getInetAddress(), server.getLocalPort());
    accepted = server.accept();
  }

  @AfterEach
  void close() throws IOException {
    accepted.close();
    client.close();
    server.close();
  }

  @Test
  void the_connections_of_a_process_are_its_own_by_both_ports() {
    assertThat(Sockets.of(ProcessHandle.current().pid())).contains(ends(client), ends(accepted));
  }

  @Test
  void the_connections_of_another_process_are_not_its_own() throws Exception {
    Process other = new ProcessBuilder("sleep", "60").start();
    try {
      assertThat(Sockets.of(other.pid())).doesNotContain(ends(client), ends(accepted));
    } finally {
      other.destroy();
    }
  }

  @Test
  void a_process_that_is_gone_has_none() throws Exception {
    Process gone = new ProcessBuilder("true").start();
    gone.waitFor();

    assertThat(Sockets.of(gone.pid())).isEmpty();
  }

  @Test
  void a_connection_is_unread_while_bytes_wait_on_it_and_only_at_that_end() throws Exception {
    assertThat(Sockets.unread()).doesNotContain(ends(client), ends(accepted));

    accepted.getOutputStream().write(1);

    assertThat(Sockets.unread()).contains(ends(client)).doesNotContain(ends(accepted));
    assertThat(client.getInputStream().read()).isEqualTo(1);
    assertThat(Sockets.unread()).doesNotContain(ends(client));
  }

  private static Sockets.Ends ends(Socket socket) {
    return new Sockets.Ends(socket.getLocalPort(), socket.getPort());
  }
}
