package dev.tenon.sync;

import java.util.Locale;
import java.util.Optional;

/// What is said of a provider's organization under a connection.
public enum OrganizationStatus {
  /// What is under it is kept in step.
  SELECTED,
  /// It is shown, and nothing under it is read.
  PREVIEW,
  /// The same, and only an admin changes it.
  BLOCKED;

  /// The name in the API.
  public String apiName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The status that the API calls `name`.
  public static Optional<OrganizationStatus> parse(String name) {
    return switch (name) {
      case "selected" -> Optional.of(SELECTED);
      case "preview" -> Optional.of(PREVIEW);
      case "blocked" -> Optional.of(BLOCKED);
      default -> Optional.empty();
    };
  }
}
