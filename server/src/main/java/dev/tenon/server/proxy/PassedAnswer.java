package dev.tenon.server.proxy;

import dev.tenon.call.ApiAnswer;
import dev.tenon.server.http.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.OptionalLong;

/// A provider's body on its way to the app: as much of it in memory as one read brings. An app that
/// does not take it keeps the provider waiting.
final class PassedAnswer implements Answer.Flow {
  private static final int BUFFER_BYTES = 64 * 1024;

  private final ApiAnswer answer;
  private final Runnable ended;

  /// @param ended run once when it is closed
  PassedAnswer(ApiAnswer answer, Runnable ended) {
    this.answer = answer;
    this.ended = ended;
  }

  @Override
  public OptionalLong length() {
    return answer.length();
  }

  @Override
  public void sendTo(OutputStream out) throws IOException {
    long left = answer.length().orElse(Long.MAX_VALUE);
    byte[] buffer = new byte[Math.clamp(left, 1, BUFFER_BYTES)];
    InputStream body = answer.body();
    for (int count = body.read(buffer); count >= 0; count = body.read(buffer)) {
      out.write(buffer, 0, count);
      left -= count;
      if (answer.length().isEmpty() && body.available() == 0) {
        out.flush();
      }
    }
    if (answer.length().isPresent() && left != 0) {
      throw new IOException("the provider sent another length than it said");
    }
  }

  @Override
  public void close() {
    answer.close();
    ended.run();
  }
}
