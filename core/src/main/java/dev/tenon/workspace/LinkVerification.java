package dev.tenon.workspace;

import java.util.Locale;
import java.util.Optional;

/// Who proves that the person who came back from the provider is the user whom the connect link was
/// made for, before the new grant hands out a token.
public enum LinkVerification {
  /// The app: it confirms the one-time code that came to its return address.
  APP,
  /// The hub: the user signs in at the workspace's own OpenID provider first.
  HUB,
  /// Nobody: whoever has the link is trusted. For demonstrations.
  NONE;

  /// The name in the API: `app`, `hub` or `none`.
  public String apiName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The verification that the API calls `name`.
  public static Optional<LinkVerification> parse(String name) {
    for (LinkVerification verification : values()) {
      if (verification.apiName().equals(name)) {
        return Optional.of(verification);
      }
    }
    return Optional.empty();
  }
}
