package dev.tenon.server.compat;

import dev.tenon.client.OAuthClient;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/// A provider as Leaf calls it.
///
/// @param name in paths and answers: `JohnDeere`
/// @param slug what its credentials' path begins with: `john-deere`
/// @param connectors those that an OAuth client for it may use, the first for new ones
/// @param clientId what Leaf calls the client id there
/// @param clientSecret what Leaf calls the client secret there
/// @param hasEnvironments whether it tells `STAGE` from `PRODUCTION`
record LeafProvider(
    String name,
    String slug,
    List<String> connectors,
    String clientId,
    String clientSecret,
    boolean hasEnvironments) {
  /// All of them. A connector that is not in the catalogue can be posted under this name.
  static final List<LeafProvider> ALL =
      List.of(
          new LeafProvider(
              "Trimble",
              "trimble",
              List.of("trimble-agriculture", "trimble-identity", "trimble-connect"),
              "clientId",
              "clientSecret",
              false),
          of("JohnDeere", "john-deere", "clientKey", "clientSecret", true),
          of("ClimateFieldView", "climate-field-view", "clientId", "clientSecret", false),
          of("CNHI", "cnhi", "clientId", "clientSecret", true),
          of("CNHIFieldOps", "cnhi-field-ops", "clientId", "clientSecret", true),
          of("CLAAS", "claas", "clientKey", "clientSecret", true),
          of("AgLeader", "ag-leader", "publicKey", "privateKey", false),
          of("Raven", "raven", "clientId", "clientSecret", false),
          of("RavenSlingshot", "raven-slingshot", "apiKey", "sharedSecret", false),
          of("Stara", "stara", "user", "pwd", false),
          of("Lindsay", "lindsay", "clientId", "clientSecret", true),
          of("Valley", "valley", "apid", "key", false),
          of("Sentera", "sentera", "clientId", "clientSecret", false),
          of("Agvance", "agvance", "clientId", "clientSecret", true),
          of("Panorama", "panorama", "clientId", "clientSecret", true));

  private static LeafProvider of(
      String name, String slug, String clientId, String clientSecret, boolean hasEnvironments) {
    return new LeafProvider(name, slug, List.of(slug), clientId, clientSecret, hasEnvironments);
  }

  /// The provider of that name, whatever the case.
  static Optional<LeafProvider> named(String name) {
    return ALL.stream().filter(it -> it.name.equalsIgnoreCase(name)).findFirst();
  }

  /// The provider whose helper or credentials are at that path.
  static Optional<LeafProvider> at(String slug) {
    return ALL.stream().filter(it -> it.slug.equals(slug)).findFirst();
  }

  /// The provider that `client` is for: by its connector, or by its name where it uses a generic
  /// one.
  static Optional<LeafProvider> of(OAuthClient client) {
    return ALL.stream().filter(it -> it.owns(client)).findFirst();
  }

  /// Leaf's own number of it, where its pages show it.
  OptionalInt number() {
    return switch (name) {
      case "JohnDeere" -> OptionalInt.of(2);
      case "ClimateFieldView" -> OptionalInt.of(4);
      default -> OptionalInt.empty();
    };
  }

  /// The last segment of its credentials' path.
  String credentialsPath() {
    return slug + "-credentials";
  }

  /// The field of a user that holds its credentials: `johnDeereCredentials`.
  String nestedField() {
    StringBuilder field = new StringBuilder();
    for (String word : slug.split("-", -1)) {
      field
          .append(field.isEmpty() ? word.charAt(0) : Character.toUpperCase(word.charAt(0)))
          .append(word.substring(1));
    }
    return field + "Credentials";
  }

  /// Whether `client` is one of this provider's.
  boolean owns(OAuthClient client) {
    return rank(client) < Integer.MAX_VALUE;
  }

  /// How well `client` fits, 0 best.
  int rank(OAuthClient client) {
    int index = connectors.indexOf(client.connector().value());
    if (index >= 0) {
      return index;
    }
    String called = client.name().value().toLowerCase(Locale.ROOT);
    boolean generic = client.connector().value().startsWith("generic-");
    return generic && (called.equals(slug) || called.equals(name.toLowerCase(Locale.ROOT)))
        ? connectors.size()
        : Integer.MAX_VALUE;
  }
}
