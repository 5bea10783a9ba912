package dev.tenon.sdk;

/// What asking for a token came to: a [Token], or a [TokenRefusal] that says who must act.
public sealed interface TokenResult permits Token, TokenRefusal {

  /// The token; throws [TokenRefusedException] where there is none.
  default Token orThrow() {
    return switch (this) {
      case Token token -> token;
      case TokenRefusal refusal -> throw new TokenRefusedException(refusal);
    };
  }
}
