package dev.tenon.connector;

import java.util.Map;

/// One of a provider's separate worlds. An OAuth client lives in one of them.
///
/// @param name for example `production`
/// @param values template values that it sets; they may use the OAuth client's parameters
public record Environment(String name, String title, Map<String, Template> values) {
  public Environment {
    values = Ordered.copyOf(values);
  }
}
