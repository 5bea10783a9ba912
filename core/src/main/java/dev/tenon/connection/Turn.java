package dev.tenon.connection;

import java.util.Locale;

/// Who must act on a failure.
public enum Turn {
  /// Nobody: it is tried again.
  NOBODY,
  /// The user: connects again.
  USER,
  /// The admin: mends the OAuth client.
  ADMIN,
  /// The operator: mends the hub or its network.
  OPERATOR,
  /// The app's developer.
  DEVELOPER;

  /// The name in the API.
  public String apiName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
