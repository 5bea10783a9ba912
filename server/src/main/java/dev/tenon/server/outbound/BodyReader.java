package dev.tenon.server.outbound;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/// Reads the body of an answer into memory, at most so many bytes of it. We never ask for
/// compression, as token answers are small; a server that compresses all the same is understood,
/// and what a few bytes inflate to is capped like the rest.
final class BodyReader {
  private final int limit;

  /// Reads `limit` bytes at most.
  BodyReader(int limit) {
    this.limit = limit;
  }

  /// `head` with what `body` holds.
  HttpAnswer read(HttpAnswer head, InputStream body) {
    Read raw = read(body);
    if (raw.problem != null) {
      return head.flawed(raw.bytes, raw.problem);
    }
    String encoding = head.header("Content-Encoding").orElse("identity").toLowerCase(Locale.ROOT);
    return switch (encoding.strip()) {
      case "", "identity" -> head.whole(raw.bytes);
      case "gzip", "x-gzip" -> inflated(head, raw.bytes);
      default -> head.flawed(new byte[0], "is compressed in a way that was not asked for");
    };
  }

  private HttpAnswer inflated(HttpAnswer head, byte[] compressed) {
    if (compressed.length == 0) {
      return head.whole(compressed);
    }
    try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(compressed))) {
      Read inflated = read(gzip);
      return inflated.problem == null
          ? head.whole(inflated.bytes)
          : head.flawed(inflated.bytes, inflated.problem);
    } catch (IOException _) {
      return head.flawed(new byte[0], "cannot be inflated");
    }
  }

  private Read read(InputStream body) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] buffer = new byte[8192];
    try {
      for (int count = body.read(buffer); count >= 0; count = body.read(buffer)) {
        int room = limit - bytes.size();
        bytes.write(buffer, 0, Math.min(count, room));
        if (count > room) {
          return new Read(bytes.toByteArray(), "is larger than " + limit + " bytes");
        }
      }
      return new Read(bytes.toByteArray(), null);
    } catch (IOException _) {
      return new Read(bytes.toByteArray(), "was cut");
    }
  }

  private static final class Read {
    private final byte[] bytes;
    private final @Nullable String problem;

    Read(byte[] bytes, @Nullable String problem) {
      this.bytes = bytes;
      this.problem = problem;
    }
  }
}
