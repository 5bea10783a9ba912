package dev.tenon.client;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// When the tokens of an OAuth client's connections are refreshed.
public enum RefreshMode {
  /// When an app asks and the token is short of time, and before an unused refresh token dies.
  ON_DEMAND,
  /// Also before each access token ends, so that no app ever waits.
  ALWAYS_WARM;

  /// The name in the API.
  public String apiName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The mode that the API calls `name`.
  public static Optional<RefreshMode> parse(String name) {
    return Arrays.stream(values()).filter(mode -> mode.apiName().equals(name)).findFirst();
  }

  /// Every name in the API.
  static List<String> apiNames() {
    return Arrays.stream(values()).map(RefreshMode::apiName).toList();
  }
}
