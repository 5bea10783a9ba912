package dev.tenon.call;

import dev.tenon.token.IssuedToken;
import java.io.IOException;

/// The way to providers' APIs. Safe for use by any thread; blocks the caller.
///
/// One request is sent, to the target's own host alone, with the headers and parameters that its
/// connector declares, the token among them: whatever `call` says, those win. No redirect is
/// followed. What the provider sends back is never the token: where it quotes it, it is blotted
/// out. An interrupted caller gets an outcome at once.
public interface ApiWire {
  /// Sends `call` to `target` with `token`; returns when status and headers of the answer are here.
  Outcome send(ApiTarget target, ApiCall call, IssuedToken token);

  /// What came of it.
  sealed interface Outcome {
    /// The provider answers.
    record Answered(ApiAnswer answer) implements Outcome {}

    /// The connector or the connection lacks something, or says what cannot be sent; nothing was
    /// sent. The admin's to mend.
    ///
    /// @param problem one sentence for people
    record NotCallable(String problem) implements Outcome {}

    /// Nothing was sent: the provider cannot be reached.
    ///
    /// @param detail one sentence for people, without addresses or secrets
    record NotSent(String detail) implements Outcome {}

    /// The request went out, at least in part, and no answer came: whether the provider did what
    /// was asked is unknown.
    ///
    /// @param detail one sentence for people, without addresses or secrets
    /// @param late whether it was waited for to the end of the time allowed
    record NoAnswer(String detail, boolean late) implements Outcome {}

    /// The call's own body did not come to its end; the request was given up.
    record BodyFailed(IOException cause) implements Outcome {}
  }
}
