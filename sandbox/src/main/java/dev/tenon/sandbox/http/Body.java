package dev.tenon.sandbox.http;

import java.io.IOException;
import java.io.OutputStream;
import java.util.OptionalLong;

/// What follows the headers of an answer. Without a length it is sent chunked; written at most
/// once.
public record Body(OptionalLong length, Source source) {
  /// Writes the bytes out; may flush and may wait, for it runs on the connection's own thread.
  @FunctionalInterface
  public interface Source {
    void writeTo(OutputStream out) throws IOException;
  }

  /// These bytes.
  public static Body of(byte[] bytes) {
    byte[] copy = bytes.clone();
    return new Body(OptionalLong.of(copy.length), out -> out.write(copy));
  }

  /// Bytes made while they are sent, so that a body of any size needs no memory.
  public static Body streamed(Source source) {
    return new Body(OptionalLong.empty(), source);
  }
}
