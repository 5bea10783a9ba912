package dev.tenon.sdk;

/// What asking for a token came to: a [Token], or a [TokenRefusal] that says who must act.
public sealed interface TokenResult permits Token, TokenRefusal {

  /// The token; throws [TokenRefusedException] where there is none, which is a
  /// [ConnectRequiredException] where the user must connect.
  default Token orThrow() {
    if (this instanceof Token token) {
      return token;
    }
    throw TokenRefusedException.of((TokenRefusal) this);
  }
}
