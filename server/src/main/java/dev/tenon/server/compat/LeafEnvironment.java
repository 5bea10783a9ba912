package dev.tenon.server.compat;

import dev.tenon.client.OAuthClient;
import dev.tenon.connector.Connector;
import dev.tenon.connector.Environment;
import java.util.List;
import java.util.Optional;

/// Leaf's two worlds of a provider: the first environment of a connector is production, the second
/// is the stage.
enum LeafEnvironment {
  STAGE,
  PRODUCTION;

  private static final String PARAMETER = "environment";

  /// The environment of that name.
  static LeafEnvironment parse(String text) {
    for (LeafEnvironment environment : values()) {
      if (environment.name().equalsIgnoreCase(text)) {
        return environment;
      }
    }
    throw LeafProblems.invalid("clientEnvironment", "is STAGE or PRODUCTION");
  }

  /// The environment that `client` lives in.
  static LeafEnvironment of(OAuthClient client) {
    return Optional.ofNullable(client.parameters().get(PARAMETER))
            .filter(it -> !it.equals("production"))
            .isPresent()
        ? STAGE
        : PRODUCTION;
  }

  /// The name of the connector's environment that this one is; empty where it has none.
  Optional<String> in(Connector connector) {
    List<Environment> all = connector.environments();
    int index = this == PRODUCTION ? 0 : 1;
    return index < all.size() ? Optional.of(all.get(index).name()) : Optional.empty();
  }
}
