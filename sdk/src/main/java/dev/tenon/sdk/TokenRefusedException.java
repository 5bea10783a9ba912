package dev.tenon.sdk;

import java.net.URI;
import java.util.Optional;

/// The convenience methods throw this where [TenonClient#token(TokenRequest)] answers with a
/// [TokenRefusal].
public sealed class TokenRefusedException extends TenonException permits ConnectRequiredException {
  private static final long serialVersionUID = 1L;

  private final transient TokenRefusal refusal;

  TokenRefusedException(TokenRefusal refusal) {
    super(refusal.getClass().getSimpleName() + ": " + refusal.problem().detail());
    this.refusal = refusal;
  }

  static TokenRefusedException of(TokenRefusal refusal) {
    return refusal instanceof TokenRefusal.ConnectRequired required
        ? new ConnectRequiredException(required)
        : new TokenRefusedException(refusal);
  }

  /// Why there is no token, and so who must act.
  public TokenRefusal refusal() {
    return refusal;
  }

  /// Where to send the user, where it is the user who must act. Whoever has the address may use it:
  /// it is in no message.
  public Optional<URI> connectUrl() {
    return Optional.empty();
  }
}
