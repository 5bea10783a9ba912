package dev.tenon.connection;

import dev.tenon.access.Names;
import dev.tenon.secret.RandomText;
import java.util.random.RandomGenerator;

/// Names a connection.
///
/// @param value `con_` and letters and digits
public record ConnectionId(String value) {
  public ConnectionId {
    Names.requireId("con_", value);
  }

  /// A new id.
  public static ConnectionId random(RandomGenerator random) {
    return new ConnectionId("con_" + RandomText.base62(random, 22));
  }

  @Override
  public String toString() {
    return value;
  }
}
