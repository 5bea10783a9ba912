package dev.tenon.call;

import dev.tenon.app.CallRule;
import dev.tenon.token.IssuedToken;
import dev.tenon.token.TokenResult;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/// What came of calling a provider's API for an app.
public sealed interface ApiResult {
  /// The provider's own answer, whatever it says.
  ///
  /// @param token that it was asked with
  record Answered(ApiAnswer answer, IssuedToken token, ApiTarget target) implements ApiResult {}

  /// There is no token to ask with; nothing was sent, or the provider refused the last one.
  ///
  /// @param reason never [TokenResult.Issued]
  record NoToken(TokenResult reason) implements ApiResult {}

  /// The app may not make this call; nothing was sent.
  ///
  /// @param allowed what it may
  record NotAllowed(List<CallRule> allowed) implements ApiResult {
    public NotAllowed {
      allowed = List.copyOf(allowed);
    }
  }

  /// The connector has no such region.
  ///
  /// @param known the names that it has; none: it has no regions, or the admin has chosen one
  record RegionUnknown(String asked, List<String> known) implements ApiResult {
    public RegionUnknown {
      known = List.copyOf(known);
    }
  }

  /// The API's address is not known, or something that its connector declares cannot be sent. The
  /// admin's to mend.
  record NotCallable(String problem) implements ApiResult {}

  /// The provider wants to be left alone for longer than the call would wait; it was not sent.
  record AskLater(Duration retryAfter) implements ApiResult {}

  /// The provider cannot be reached; nothing was sent.
  record NotSent(String detail) implements ApiResult {}

  /// No answer came, and what the provider did is unknown.
  ///
  /// @param late whether it was waited for to the end of the time allowed
  record NoAnswer(String detail, boolean late) implements ApiResult {}

  /// The call's own body did not come to its end.
  record BodyFailed(IOException cause) implements ApiResult {}
}
