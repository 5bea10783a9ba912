package dev.tenon.server.outbound;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tenon.server.outbound.ScriptedServer.Conversation.Ended;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// A server on the loopback address that answers byte for byte as its script says, so that it can
/// be as wrong as any provider. It keeps every request that it received.
public final class ScriptedServer implements AutoCloseable {
  private final ServerSocket listener;
  private final Script script;
  private final List<Received> received = new CopyOnWriteArrayList<>();
  private final AtomicInteger connections = new AtomicInteger();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final String scheme;

  /// Answers over plain HTTP by `script`.
  public ScriptedServer(Script script) {
    this(listener(), "http", script);
  }

  ScriptedServer(ServerSocket listener, String scheme, Script script) {
    this.listener = listener;
    this.scheme = scheme;
    this.script = script;
    Thread.ofVirtual().start(this::accept);
  }

  /// The address of `path`, under the name `localhost`.
  public URI url(String path) {
    return url("localhost", path);
  }

  /// The address of `path` under the name `host`.
  public URI url(String host, String path) {
    return URI.create(scheme + "://" + host + ":" + port() + path);
  }

  /// The port it listens on.
  public int port() {
    return listener.getLocalPort();
  }

  /// Every request so far, in order.
  public List<Received> requests() {
    return List.copyOf(received);
  }

  /// The only request so far.
  public Received request() {
    if (received.size() != 1) {
      throw new AssertionError("one request was expected, these came: " + received);
    }
    return received.getFirst();
  }

  /// Connections accepted so far.
  public int connections() {
    return connections.get();
  }

  @Override
  public void close() {
    closed.countDown();
    try {
      listener.close();
      for (Socket socket : open) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ServerSocket listener() {
    try {
      return new ServerSocket(0, 512, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        open.add(socket);
        connections.incrementAndGet();
        Thread.ofVirtual().start(() -> serve(socket));
      } catch (IOException _) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      InputStream in = new BufferedInputStream(socket.getInputStream());
      for (Received request = read(in); request != null; request = read(in)) {
        received.add(request);
        script.answer(request, new Conversation(socket, closed));
      }
    } catch (IOException | Ended _) {
      // The client went away, or the script hung up: both are what is being tested.
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      open.remove(socket);
    }
  }

  private static @Nullable Received read(InputStream in) throws IOException {
    String requestLine = line(in);
    if (requestLine.isEmpty()) {
      return null;
    }
    Map<String, String> headers = new LinkedHashMap<>();
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      int colon = line.indexOf(':');
      if (colon < 0) {
        return null;
      }
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
    return new Received(requestLine, headers, new String(in.readNBytes(length), UTF_8));
  }

  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
      if (c != '\r') {
        line.write(c);
      }
    }
    return line.toString(ISO_8859_1);
  }

  /// What the server does with a request.
  @FunctionalInterface
  public interface Script {
    /// Answers `request`, or does not.
    void answer(Received request, Conversation conversation)
        throws IOException, InterruptedException;
  }

  /// A request as it arrived.
  ///
  /// @param headers by lower-case name
  public record Received(String requestLine, Map<String, String> headers, String body) {
    /// The parameters of a form body.
    public Map<String, String> form() {
      return FormText.decode(body);
    }

    /// The header of that lower-case name, or empty text.
    public String header(String name) {
      return headers.getOrDefault(name, "");
    }
  }

  /// One connection, from the server's side.
  public static final class Conversation {
    private final Socket socket;
    private final CountDownLatch closed;

    private Conversation(Socket socket, CountDownLatch closed) {
      this.socket = socket;
      this.closed = closed;
    }

    /// Sends `text` as it is.
    public void send(String text) throws IOException {
      send(text.getBytes(UTF_8));
    }

    /// Sends `bytes` as they are.
    public void send(byte[] bytes) throws IOException {
      socket.getOutputStream().write(bytes);
      socket.getOutputStream().flush();
    }

    /// Sends a whole answer.
    ///
    /// @param headers lines without their end
    public void answer(int status, String body, String... headers) throws IOException {
      send("HTTP/1.1 " + status + " X\r\n");
      for (String header : headers) {
        send(header + "\r\n");
      }
      byte[] bytes = body.getBytes(UTF_8);
      send("Content-Length: " + bytes.length + "\r\n\r\n");
      send(bytes);
    }

    /// Sends a JSON answer.
    public void json(int status, String body) throws IOException {
      answer(status, body, "Content-Type: application/json");
    }

    /// Hangs up in good order.
    public void hangUp() throws IOException {
      socket.close();
      throw new Ended();
    }

    /// Tears the connection down with a reset.
    public void reset() throws IOException {
      socket.setSoLinger(true, 0);
      hangUp();
    }

    /// Says nothing more until the server is closed.
    public void stayAway() throws InterruptedException {
      closed.await();
      throw new Ended();
    }

    /// Lets `pause` go by, unless the server is closed before.
    public void linger(Duration pause) throws InterruptedException {
      if (closed.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new Ended();
      }
    }

    /// The script is done with the connection.
    static final class Ended extends RuntimeException {
      private static final long serialVersionUID = 1L;
    }
  }
}
