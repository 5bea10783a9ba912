package dev.tenon.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/// Token endpoints that cost next to nothing, in a process of their own: one thread for all. What
/// is asked is not looked at; every answer has tokens of its own.
///
/// Arguments, one a port: `answer:50` answers with tokens after so many milliseconds, `fail` with
/// status 500 at once, `hang` never. It says its ports first, and to `counts` how many requests
/// each has had.
final class Provider {
  private static final int ACCESS_CHARACTERS = 1_000;
  private static final int REFRESH_CHARACTERS = 64;

  private final Selector selector;
  private final List<Place> places = new ArrayList<>();
  private long number;

  private Provider(Selector selector) {
    this.selector = selector;
  }

  /// Serves until its input ends.
  public static void main(String[] args) throws IOException {
    try (Selector selector = Selector.open()) {
      Provider provider = new Provider(selector);
      for (String manner : args) {
        provider.open(manner);
      }
      Child.say(provider.words(Place::port));
      Thread.ofPlatform().daemon().start(provider::serve);
      BufferedReader input =
          new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
      for (String line = input.readLine(); line != null; line = input.readLine()) {
        Child.say(provider.words(place -> place.asked.get()));
      }
    }
  }

  private String words(java.util.function.ToLongFunction<Place> figure) {
    return places.stream()
        .map(place -> Long.toString(figure.applyAsLong(place)))
        .collect(Collectors.joining(" "));
  }

  private void open(String manner) throws IOException {
    ServerSocketChannel channel = ServerSocketChannel.open();
    channel.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 512);
    channel.configureBlocking(false);
    Place place = new Place(channel, manner);
    channel.register(selector, SelectionKey.OP_ACCEPT, place);
    places.add(place);
  }

  private void serve() {
    try {
      while (selector.isOpen()) {
        long wait = answerDue();
        if (wait < 0) {
          selector.select(this::ready);
        } else {
          selector.select(this::ready, wait);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Answers all whose time has come; milliseconds until the next, negative where there is none.
  private long answerDue() {
    long next = -1;
    for (Place place : places) {
      long now = System.nanoTime();
      while (!place.waiting.isEmpty() && place.waiting.peek().due - now <= 0) {
        place.waiting.remove().asker.answer(tokens());
      }
      if (!place.waiting.isEmpty()) {
        long left = TimeUnit.NANOSECONDS.toMillis(place.waiting.peek().due - now) + 1;
        next = next < 0 ? left : Math.min(next, left);
      }
    }
    return next;
  }

  private void ready(SelectionKey key) {
    switch (key.attachment()) {
      case Place place -> accept(place);
      case Asker asker -> asker.read();
      default -> throw new IllegalStateException("a key of nobody; indicates a bug");
    }
  }

  private void accept(Place place) {
    try {
      SocketChannel channel = place.channel.accept();
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      channel.configureBlocking(false);
      channel.register(selector, SelectionKey.OP_READ, new Asker(channel, place));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private byte[] tokens() {
    number++;
    String body =
        "{\"access_token\":\"%s\",\"token_type\":\"Bearer\",\"expires_in\":3600,\"refresh_token\":\"%s\",\"scope\":\"openid bench\"}"
            .formatted(token("at", ACCESS_CHARACTERS), token("rt", REFRESH_CHARACTERS));
    return answer("200 OK", body);
  }

  private String token(String kind, int characters) {
    String start = kind + "-new-" + number + "-";
    return start + "x".repeat(characters - start.length());
  }

  private static byte[] answer(String status, String body) {
    return ("HTTP/1.1 "
            + status
            + "\r\nContent-Type: application/json\r\nCache-Control: no-store\r\nContent-Length: "
            + body.length()
            + "\r\n\r\n"
            + body)
        .getBytes(StandardCharsets.US_ASCII);
  }

  /// One token endpoint.
  private static final class Place {
    private static final byte[] FAILURE = answer("500 Internal Server Error", "{}");

    private final ServerSocketChannel channel;
    private final String manner;
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private final AtomicLong asked = new AtomicLong();

    Place(ServerSocketChannel channel, String manner) {
      this.channel = channel;
      this.manner = manner;
    }

    int port() {
      return channel.socket().getLocalPort();
    }

    void asked(Asker asker) {
      asked.incrementAndGet();
      if (manner.startsWith("answer:")) {
        long millis = Long.parseLong(manner.substring("answer:".length()));
        waiting.add(new Waiting(asker, System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis)));
      } else if (manner.equals("fail")) {
        asker.answer(FAILURE);
      }
    }
  }

  private record Waiting(Asker asker, long due) {}

  /// One kept connection.
  private static final class Asker {
    private static final byte[] LENGTH = "content-length:".getBytes(StandardCharsets.US_ASCII);

    private final SocketChannel channel;
    private final Place place;
    private final ByteBuffer received = ByteBuffer.allocate(16 * 1024);

    Asker(SocketChannel channel, Place place) {
      this.channel = channel;
      this.place = place;
    }

    void read() {
      try {
        if (channel.read(received) < 0) {
          channel.close();
        } else if (isWhole()) {
          received.clear();
          place.asked(this);
        }
      } catch (IOException _) {
        close();
      }
    }

    void answer(byte[] bytes) {
      ByteBuffer answer = ByteBuffer.wrap(bytes);
      try {
        while (answer.hasRemaining()) {
          // An answer is smaller than a socket's buffer, which is empty here.
          channel.write(answer);
        }
      } catch (IOException _) {
        close();
      }
    }

    private void close() {
      try {
        channel.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private boolean isWhole() {
      byte[] bytes = received.array();
      int end = received.position();
      for (int i = 3; i < end; i++) {
        if (bytes[i] == '\n' && bytes[i - 1] == '\r' && bytes[i - 2] == '\n') {
          return end >= i + 1 + length(bytes, i);
        }
      }
      return false;
    }

    private static int length(byte[] bytes, int headEnd) {
      String head =
          new String(Arrays.copyOf(bytes, headEnd), StandardCharsets.ISO_8859_1)
              .toLowerCase(java.util.Locale.ROOT);
      String name = new String(LENGTH, StandardCharsets.US_ASCII);
      int at = head.indexOf(name);
      return at < 0
          ? 0
          : Integer.parseInt(head.substring(at + name.length(), head.indexOf('\r', at)).strip());
    }
  }
}
