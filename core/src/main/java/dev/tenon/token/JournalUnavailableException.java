package dev.tenon.token;

/// The journal's disk does not take an entry. The operator's to mend. The message holds no value.
public final class JournalUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// The journal failed because of `cause`.
  public JournalUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
