package dev.tenon.server.outbound.token;

/// The client secret should be a private key and cannot be used as one. The message says why and
/// shows nothing of it.
final class UnusableKeyException extends Exception {
  private static final long serialVersionUID = 1L;

  UnusableKeyException(String problem) {
    super(problem);
  }
}
