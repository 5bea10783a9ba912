package dev.tenon.connection;

import java.util.Locale;
import java.util.Optional;

/// How a connection stands.
public enum Status {
  /// Connected, but nobody has confirmed yet that the right person did it; hands out nothing.
  PENDING_VERIFICATION,
  /// Works.
  ACTIVE,
  /// The last refresh failed and we go on trying; tokens may still be valid.
  FAILING,
  /// Dead until its user connects again.
  REAUTHORIZATION_REQUIRED,
  /// Ended by a person. The row stays until retention removes it.
  REVOKED;

  /// The name in the API.
  public String apiName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The status that the API calls `name`.
  public static Optional<Status> parse(String name) {
    for (Status status : values()) {
      if (status.apiName().equals(name)) {
        return Optional.of(status);
      }
    }
    return Optional.empty();
  }
}
