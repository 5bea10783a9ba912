package dev.tenon.webhook;

import java.util.Locale;
import java.util.Optional;

/// How a delivery stands.
public enum DeliveryState {
  /// It is or will be tried.
  PENDING,
  /// The endpoint has taken it.
  DELIVERED,
  /// Every try failed. It stays in the list and can be replayed.
  FAILED;

  /// The name in the API.
  public String apiName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The state that the API calls `name`.
  public static Optional<DeliveryState> parse(String name) {
    for (DeliveryState state : values()) {
      if (state.apiName().equals(name)) {
        return Optional.of(state);
      }
    }
    return Optional.empty();
  }
}
