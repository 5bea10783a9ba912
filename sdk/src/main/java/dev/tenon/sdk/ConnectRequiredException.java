package dev.tenon.sdk;

import dev.tenon.sdk.TokenRefusal.ConnectRequired;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/// The user must connect, or connect again: send the user to [#connectUrl()].
public final class ConnectRequiredException extends TokenRefusedException {
  private static final long serialVersionUID = 1L;

  private final transient ConnectRequired required;

  ConnectRequiredException(ConnectRequired required) {
    super(required);
    this.required = required;
  }

  @Override
  public Optional<URI> connectUrl() {
    return required.connectUrl();
  }

  /// The scopes that were asked for and that the connection does not have; empty where that is not
  /// the reason.
  public List<String> missingScopes() {
    return required.missingScopes();
  }
}
