package dev.tenon.sdk;

/// The convenience methods throw this where [TenonClient#token(TokenRequest)] answers with a
/// [TokenRefusal].
public final class TokenRefusedException extends TenonException {
  private static final long serialVersionUID = 1L;

  private final transient TokenRefusal refusal;

  TokenRefusedException(TokenRefusal refusal) {
    super(refusal.getClass().getSimpleName() + ": " + refusal.problem().detail());
    this.refusal = refusal;
  }

  /// Why there is no token, and so who must act.
  public TokenRefusal refusal() {
    return refusal;
  }
}
