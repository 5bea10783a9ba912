package dev.tenon.sandbox.oauth;

import java.util.Locale;

/// How a client proves itself at the token endpoint (OpenID Connect Core §9).
public enum AuthMethod {
  CLIENT_SECRET_BASIC,
  CLIENT_SECRET_POST,
  PRIVATE_KEY_JWT,
  NONE;

  /// The name in discovery documents.
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
