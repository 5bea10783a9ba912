package dev.tenon.bench.load;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// Finds the end of each answer in what one connection receives. Only what our server sends is
/// understood: a status line, headers with a Content-Length, a body. Used by one thread.
final class Answers {
  private static final byte[] LENGTH = "content-length:".getBytes(StandardCharsets.US_ASCII);
  private static final int STATUS_AT = "HTTP/1.1 ".length();

  private final ByteBuffer received = ByteBuffer.allocate(64 * 1024);

  /// Where to put what comes.
  ByteBuffer room() {
    return received;
  }

  /// The status of the answer that is here as a whole, or 0 while it is not.
  int take() throws IOException {
    int bodyAt = endOfHead();
    if (bodyAt < 0) {
      return 0;
    }
    int end = bodyAt + length(bodyAt);
    if (received.position() < end) {
      return 0;
    }
    if (received.position() > end) {
      throw new IOException("more than one answer came for one request");
    }
    int status =
        (received.get(STATUS_AT) - '0') * 100
            + (received.get(STATUS_AT + 1) - '0') * 10
            + (received.get(STATUS_AT + 2) - '0');
    received.clear();
    return status;
  }

  private int endOfHead() {
    for (int i = 3; i < received.position(); i++) {
      if (received.get(i) == '\n' && received.get(i - 1) == '\r' && received.get(i - 2) == '\n') {
        return i + 1;
      }
    }
    return -1;
  }

  private int length(int headEnd) throws IOException {
    for (int i = 0; i < headEnd - LENGTH.length; i++) {
      if (received.get(i) == '\n' && isLength(i + 1)) {
        return number(i + 1 + LENGTH.length);
      }
    }
    throw new IOException(
        "an answer without Content-Length:\n"
            + new String(received.array(), 0, headEnd, StandardCharsets.ISO_8859_1)
                .toLowerCase(Locale.ROOT));
  }

  private boolean isLength(int at) {
    for (int i = 0; i < LENGTH.length; i++) {
      byte b = received.get(at + i);
      if ((b >= 'A' && b <= 'Z' ? b + 32 : b) != LENGTH[i]) {
        return false;
      }
    }
    return true;
  }

  private int number(int at) {
    int value = 0;
    for (int i = at; received.get(i) != '\r'; i++) {
      byte b = received.get(i);
      if (b != ' ') {
        value = value * 10 + b - '0';
      }
    }
    return value;
  }
}
