package dev.tenon.server.vault;

/// The master key is missing, readable by others, or not the one that this database was sealed
/// with. The operator's to mend; nothing was changed. The message never holds the key.
public final class UnusableMasterKeyException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// `message` says what is wrong, and never holds the key.
  public UnusableMasterKeyException(String message) {
    super(message);
  }
}
