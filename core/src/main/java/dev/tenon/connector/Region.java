package dev.tenon.connector;

import java.util.Map;

/// One of the places among which a provider spreads its data.
///
/// @param name as the provider names it, for example `europe`
/// @param master whether exchanges that must go to the master region go here
/// @param values template values that it sets, for example the host; they may use the environment's
public record Region(String name, String title, boolean master, Map<String, Template> values) {
  public Region {
    values = Ordered.copyOf(values);
  }
}
