package dev.tenon.sdk;

import java.util.LinkedHashMap;
import java.util.Map;

/// Which connections are wanted. Immutable; each method returns a narrower copy.
public final class ConnectionFilter {
  private final Map<String, String> parameters;

  private ConnectionFilter(Map<String, String> parameters) {
    this.parameters = parameters;
  }

  /// Every connection.
  public static ConnectionFilter all() {
    return new ConnectionFilter(Map.of());
  }

  /// Those through this integration.
  public ConnectionFilter integration(String name) {
    return and("integration", name);
  }

  /// Those of this user.
  public ConnectionFilter user(String id) {
    return and("user", id);
  }

  /// Those with this status.
  public ConnectionFilter status(String status) {
    return and("status", status);
  }

  ApiPath on(ApiPath path) {
    ApiPath filtered = path;
    for (var parameter : parameters.entrySet()) {
      filtered = filtered.with(parameter.getKey(), parameter.getValue());
    }
    return filtered;
  }

  private ConnectionFilter and(String name, String value) {
    var more = new LinkedHashMap<>(parameters);
    more.put(name, value);
    return new ConnectionFilter(more);
  }
}
