package dev.tenon.server.outbound;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;

/// The body of an answer on its way through, at most so many bytes of it. Used by one thread.
final class FlowingAnswer extends InputStream {
  private final InputStream body;
  private final long most;
  private final Runnable abort;
  private final Closeable response;
  private long read;
  private boolean atEnd;

  FlowingAnswer(InputStream body, long most, Runnable abort, Closeable response) {
    this.body = body;
    this.most = most;
    this.abort = abort;
    this.response = response;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int from, int count) throws IOException {
    int got = atEnd ? -1 : body.read(bytes, from, count);
    atEnd = got < 0;
    read += Math.max(0, got);
    if (read > most) {
      throw new IOException("the answer is larger than " + most + " bytes");
    }
    return got;
  }

  @Override
  public int available() throws IOException {
    return atEnd ? 0 : body.available();
  }

  /// Closing a response politely reads it to its end; one that is not wanted any more is cut off.
  @Override
  public void close() throws IOException {
    if (!atEnd) {
      abort.run();
    }
    response.close();
  }
}
