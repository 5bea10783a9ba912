package dev.tenon.server.outbound.token;

import dev.tenon.oauth.TokenAnswer;
import dev.tenon.server.outbound.Fields;
import java.time.Instant;

/// What an answer is worth.
sealed interface Verdict {
  /// A success that can be read; what it grants is still to be seen.
  ///
  /// @param requestedAt from when lifetimes in it count
  record Accepted(Fields fields, Instant requestedAt) implements Verdict {}

  /// Anything else, as it is told.
  record Failed(TokenAnswer answer) implements Verdict {
    /// Whether the client itself was rejected, so that another secret may help.
    boolean rejectsClient() {
      return answer instanceof TokenAnswer.Refused(String error, _, _)
          && error.equals("invalid_client");
    }
  }
}
