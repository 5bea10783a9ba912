package dev.tenon.server.outbound.api;

import java.io.IOException;
import java.io.InputStream;

/// A body from which a [Blotter] takes the token as it flows through. Only bytes that may be the
/// token's beginning wait for those that follow. Used by one thread.
final class BlottedStream extends InputStream {
  private final InputStream body;
  private final Blotter blotter;
  private byte[] buffer;
  private int next;
  private int clean;
  private int end;
  private boolean atEnd;

  BlottedStream(InputStream body, Blotter blotter, int bufferBytes) {
    this.body = body;
    this.blotter = blotter;
    this.buffer = new byte[bufferBytes];
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int from, int count) throws IOException {
    while (next == clean) {
      if (atEnd) {
        return -1;
      }
      fill();
    }
    int taken = Math.min(count, clean - next);
    System.arraycopy(buffer, next, bytes, from, taken);
    next += taken;
    return taken;
  }

  @Override
  public int available() throws IOException {
    return clean - next + (atEnd ? 0 : body.available());
  }

  @Override
  public void close() throws IOException {
    body.close();
  }

  private void fill() throws IOException {
    System.arraycopy(buffer, next, buffer, 0, end - next);
    end -= next;
    next = 0;
    if (end == buffer.length) {
      // As long a beginning of the token as the buffer: there must be room for the rest.
      byte[] larger = new byte[2 * buffer.length];
      System.arraycopy(buffer, 0, larger, 0, end);
      buffer = larger;
    }
    int got = body.read(buffer, end, buffer.length - end);
    atEnd = got < 0;
    end += Math.max(0, got);
    blotter.blot(buffer, 0, end);
    clean = atEnd ? end : end - blotter.held(buffer, 0, end);
  }
}
