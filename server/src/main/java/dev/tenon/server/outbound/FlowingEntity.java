package dev.tenon.server.outbound;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import org.apache.hc.core5.http.io.entity.AbstractHttpEntity;
import org.jspecify.annotations.Nullable;

/// A request's body on its way through. Tells a body that could not be read from a provider that
/// would not take it. Used by one thread.
final class FlowingEntity extends AbstractHttpEntity {
  private static final int BUFFER_BYTES = 64 * 1024;

  private final StreamCall.Source source;
  private @Nullable IOException failure;

  FlowingEntity(StreamCall.Source source) {
    super((String) null, null, source.length().isEmpty());
    this.source = source;
  }

  /// Whether there is nothing to send.
  boolean isEmpty() {
    return source.length().orElse(1) == 0;
  }

  /// Why the body could not be read, if so.
  Optional<IOException> failure() {
    return Optional.ofNullable(failure);
  }

  @Override
  public long getContentLength() {
    return source.length().orElse(-1);
  }

  @Override
  public boolean isRepeatable() {
    return false;
  }

  @Override
  public boolean isStreaming() {
    return true;
  }

  @Override
  public InputStream getContent() {
    throw new UnsupportedOperationException("it is only ever written");
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    try (InputStream in = opened()) {
      byte[] buffer = new byte[(int) Math.min(BUFFER_BYTES, source.length().orElse(BUFFER_BYTES))];
      for (int count = read(in, buffer); count >= 0; count = read(in, buffer)) {
        out.write(buffer, 0, count);
        if (source.length().isEmpty()) {
          out.flush();
        }
      }
    }
  }

  @Override
  public void close() {}

  private InputStream opened() throws IOException {
    try {
      return source.open();
    } catch (IOException e) {
      failure = e;
      throw e;
    }
  }

  private int read(InputStream in, byte[] buffer) throws IOException {
    try {
      return in.read(buffer);
    } catch (IOException e) {
      failure = e;
      throw e;
    }
  }
}
