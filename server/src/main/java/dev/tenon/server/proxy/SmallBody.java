package dev.tenon.server.proxy;

import dev.tenon.call.ApiAnswer;
import dev.tenon.call.ApiResult;
import dev.tenon.server.http.ProblemException;
import java.io.IOException;

/// Bodies so small that passing them on piece by piece costs more than it saves. One that breaks
/// off can still be told of as what it is.
final class SmallBody {
  private static final int MOST_BYTES = 16 * 1024;

  private SmallBody() {}

  /// Whether the body of `answer` is one.
  static boolean isOne(ApiAnswer answer) {
    long length = answer.length().orElse(Long.MAX_VALUE);
    return length <= MOST_BYTES && answer.hasBody();
  }

  /// Reads and closes `answer`.
  ///
  /// @throws ProblemException when it breaks off
  static byte[] read(ApiAnswer answer) {
    int length = (int) answer.length().orElseThrow();
    try (answer) {
      byte[] body = answer.body().readNBytes(length + 1);
      if (body.length == length) {
        return body;
      }
    } catch (IOException _) {
      // Told below, as a body of another length is.
    }
    throw new ProblemException(
        ProxyProblems.noAnswer(new ApiResult.NoAnswer("the answer was cut", false)));
  }
}
