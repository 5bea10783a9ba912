package dev.tenon.client;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Addresses that people often get wrong at providers that are known, and the right ones.
final class AddressLints {
  private static final Map<String, String> TRIMBLE =
      Map.of(
          "authorization_url", "/oauth/authorize",
          "token_url", "/oauth/token",
          "refresh_url", "/oauth/token",
          "revocation_url", "/oauth/revoke");
  private static final Map<String, String> AUTODESK =
      Map.of(
          "authorization_url", "/authentication/v2/authorize",
          "token_url", "/authentication/v2/token",
          "refresh_url", "/authentication/v2/token",
          "revocation_url", "/authentication/v2/revoke");

  private static final Map<String, Map<String, String>> PATHS =
      Map.of(
          "id.trimble.com", TRIMBLE,
          "stage.id.trimblecloud.com", TRIMBLE,
          "developer.api.autodesk.com", AUTODESK);
  private static final List<String> RETIRED =
      List.of("identity.trimble.com", "identity-stg.trimble.com");

  private AddressLints() {}

  /// What is known to be wrong with `address` as `field`.
  static Optional<String> flaw(String field, URI address) {
    String host = String.valueOf(address.getHost()).toLowerCase(Locale.ROOT);
    if (RETIRED.contains(host)) {
      return Optional.of(
          "is at an address that Trimble has retired: use https://id.trimble.com"
              + TRIMBLE.getOrDefault(field, ""));
    }
    String right = PATHS.getOrDefault(host, Map.of()).getOrDefault(field, address.getPath());
    return address.getPath().equals(right)
        ? Optional.empty()
        : Optional.of("looks wrong: use https://" + host + right);
  }
}
