package dev.tenon.sandbox.oauth;

/// What a call to an API brought in its `Authorization` header (RFC 6750 §2.1).
public sealed interface Presented {
  /// No bearer token.
  record Missing() implements Presented {}

  /// A header that is not `Bearer`, one space and a token: more spaces are refused, as some
  /// gateways do.
  record Malformed() implements Presented {}

  /// A token of ours whose time is over.
  record Expired() implements Presented {}

  /// Not a token of ours, or one whose grant has ended.
  record Invalid() implements Presented {}

  /// A good token.
  record Good(Access access) implements Presented {}
}
