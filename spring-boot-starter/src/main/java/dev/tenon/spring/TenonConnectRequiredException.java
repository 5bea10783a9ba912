package dev.tenon.spring;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.springframework.security.oauth2.client.ClientAuthorizationRequiredException;

/// The user must connect, or connect again. In a page of Spring MVC nobody need catch this: the
/// user is sent to connect and comes back to the page.
public final class TenonConnectRequiredException extends ClientAuthorizationRequiredException {
  private static final long serialVersionUID = 1L;

  private final transient Optional<URI> connectUrl;
  private final transient List<String> missingScopes;

  TenonConnectRequiredException(
      String registrationId, Optional<URI> connectUrl, List<String> missingScopes) {
    super(registrationId);
    this.connectUrl = connectUrl;
    this.missingScopes = missingScopes;
  }

  /// Where to send the user, where the app does that itself; whoever has it may use it. After
  /// connecting the user comes back to the app's first address at the hub.
  public Optional<URI> connectUrl() {
    return connectUrl;
  }

  /// The scopes that were asked for and not granted; empty where that is not the reason.
  public List<String> missingScopes() {
    return missingScopes;
  }
}
