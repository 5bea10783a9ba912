package dev.tenon.connector;

/// What the provider does with PKCE (RFC 7636); always S256.
public enum Pkce {
  /// It insists on a code challenge.
  REQUIRED,
  /// It takes one; we send it.
  SUPPORTED,
  /// It fails when one is sent; we do not.
  REFUSED
}
