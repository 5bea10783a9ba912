package dev.tenon.bench.load;

import dev.tenon.bench.load.Load.Target;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/// One kept connection: asks, waits for the answer, asks again. Used by one thread.
final class Caller implements AutoCloseable {
  private final SocketChannel channel;
  private final ByteBuffer request;
  private final Answers answers = new Answers();
  private long sentAt;
  private long restedAt;

  Caller(Load load, int number, Selector selector) throws IOException {
    Target target = load.target(number);
    channel =
        SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), target.port()));
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    channel.configureBlocking(false);
    channel.register(selector, SelectionKey.OP_READ, this);
    request = ByteBuffer.wrap(target.bytes(number));
  }

  /// Sends the next request.
  void ask() throws IOException {
    request.rewind();
    sentAt = System.nanoTime();
    while (request.hasRemaining()) {
      // A request is far smaller than a socket's buffer, which is empty here.
      channel.write(request);
    }
  }

  /// Reads what is there; the status when the answer is complete, else 0.
  int read() throws IOException {
    if (channel.read(answers.room()) < 0) {
      throw new IOException("the server closed a kept connection");
    }
    return answers.take();
  }

  /// Puts the next request off until `pace` after the last one; false when that is over.
  boolean rest(long pace, long now) {
    restedAt = sentAt + pace;
    return !isRested(now);
  }

  boolean isRested(long now) {
    return now - restedAt >= 0;
  }

  long restedAt() {
    return restedAt;
  }

  long sentAt() {
    return sentAt;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
