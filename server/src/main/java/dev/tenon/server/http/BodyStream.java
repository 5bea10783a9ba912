package dev.tenon.server.http;

import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalLong;

/// A request's body as it arrives. What the server library throws when the connection ends becomes
/// an [IOException], and a body that is shorter than announced does too. Used by one thread.
final class BodyStream extends InputStream {
  private final InputStream body;
  private final OptionalLong announced;
  private long read;
  private boolean atEnd;

  BodyStream(InputStream body, OptionalLong announced) {
    this.body = body;
    this.announced = announced;
  }

  /// Whether all of it has been read.
  boolean isAtEnd() {
    return atEnd;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int from, int count) throws IOException {
    if (atEnd) {
      return -1;
    }
    int got = arrived(bytes, from, count);
    if (got < 0 && announced.isPresent() && read < announced.getAsLong()) {
      throw new IOException("the request's body was cut");
    }
    read += Math.max(0, got);
    atEnd = got < 0 || (announced.isPresent() && read >= announced.getAsLong());
    return got;
  }

  private int arrived(byte[] bytes, int from, int count) throws IOException {
    try {
      return body.read(bytes, from, count);
    } catch (RuntimeException e) {
      throw new IOException("the request's body was cut", e);
    }
  }
}
