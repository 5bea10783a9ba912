package dev.tenon.sync;

import java.util.Locale;
import java.util.Optional;

/// Which of a provider's organizations a sync takes in.
public enum OrganizationRule {
  /// All but those that are said to be previewed or blocked.
  ALL,
  /// Those that are selected alone.
  SELECTED;

  /// The name in the API.
  public String apiName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The rule that the API calls `name`.
  public static Optional<OrganizationRule> parse(String name) {
    return switch (name) {
      case "all" -> Optional.of(ALL);
      case "selected" -> Optional.of(SELECTED);
      default -> Optional.empty();
    };
  }

  /// Whether what is under an organization is read.
  ///
  /// @param status what was said of it
  public boolean takesIn(Optional<OrganizationStatus> status) {
    return status.map(it -> it == OrganizationStatus.SELECTED).orElse(this == ALL);
  }
}
