package dev.tenon.server.proxy;

import dev.tenon.call.ApiBody;
import dev.tenon.server.http.Problem;
import dev.tenon.server.http.ProblemException;
import dev.tenon.server.http.Request;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.OptionalLong;

/// Takes the body of a request for a call: a small one whole, so that it can be sent again, a
/// larger one as it arrives.
final class RequestBodies {
  /// What is held in memory, at most.
  static final int WHOLE_BYTES = 64 * 1024;

  private final long mostBytes;

  RequestBodies(long mostBytes) {
    this.mostBytes = mostBytes;
  }

  /// The body of `request`.
  ///
  /// @throws ProblemException with status 413 when it is announced too large
  /// @throws IOException when it does not arrive
  ApiBody of(Request request) throws IOException {
    if (!request.hasBody()) {
      return ApiBody.none();
    }
    OptionalLong length = request.bodyLength();
    if (length.orElse(0) > mostBytes) {
      throw new ProblemException(tooLarge());
    }
    if (length.isPresent()) {
      return length.getAsLong() <= WHOLE_BYTES
          ? ApiBody.of(request.bodyStream().readNBytes((int) length.getAsLong()))
          : new Flowing(length, request.bodyStream());
    }
    InputStream stream = request.bodyStream();
    byte[] beginning = stream.readNBytes(WHOLE_BYTES + 1);
    return beginning.length <= WHOLE_BYTES
        ? ApiBody.of(beginning)
        : new Flowing(
            length,
            new Bounded(new SequenceInputStream(new ByteArrayInputStream(beginning), stream)));
  }

  /// The answer to a body that is too large.
  Problem tooLarge() {
    return Problem.of(
        413,
        "payload_too_large",
        "The body is too large",
        "At most %d bytes are taken here.".formatted(mostBytes));
  }

  /// A body that can be sent once.
  private static final class Flowing implements ApiBody {
    private final OptionalLong length;
    private final InputStream stream;
    private boolean begun;

    Flowing(OptionalLong length, InputStream stream) {
      this.length = length;
      this.stream = stream;
    }

    @Override
    public OptionalLong length() {
      return length;
    }

    @Override
    public InputStream open() throws IOException {
      if (begun) {
        throw new IOException("the body has gone by");
      }
      begun = true;
      return stream;
    }

    @Override
    public boolean isWhole() {
      return !begun;
    }
  }

  /// The body has more bytes than are taken.
  static final class TooLargeException extends IOException {
    private static final long serialVersionUID = 1L;

    TooLargeException() {
      super("the body is too large");
    }
  }

  private final class Bounded extends InputStream {
    private final InputStream stream;
    private long read;

    Bounded(InputStream stream) {
      this.stream = stream;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int from, int count) throws IOException {
      int got = stream.read(bytes, from, count);
      read += Math.max(0, got);
      if (read > mostBytes) {
        throw new TooLargeException();
      }
      return got;
    }
  }
}
