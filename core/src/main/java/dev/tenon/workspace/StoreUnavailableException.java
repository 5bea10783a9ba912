package dev.tenon.workspace;

/// The database cannot be reached or did not answer in time. The operator's to mend. Whether a
/// write that was under way took place is unknown. The message holds no statement and no value.
public final class StoreUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// The store failed because of `cause`.
  public StoreUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
