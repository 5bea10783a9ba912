package dev.tenon.sdk;

/// A call that came to nothing. The cases are the subclasses; none holds a secret.
public abstract sealed class TenonException extends RuntimeException
    permits HubRefusedException,
        HubUnreachableException,
        IncompleteListingException,
        TokenRefusedException {
  private static final long serialVersionUID = 1L;

  TenonException(String message) {
    super(message);
  }

  TenonException(String message, Throwable cause) {
    super(message, cause);
  }
}
