package dev.tenon.connect;

import java.net.URI;
import java.util.Map;

/// What came of the press of a button on a connect page.
public sealed interface Departure {
  /// The browser goes to a provider.
  record Away(URI to) implements Departure {}

  /// There was nowhere to go: what was typed sufficed.
  record Arrived(Arrival arrival) implements Departure {}

  /// Something that was typed is wrong.
  ///
  /// @param problems one sentence for the user, by field
  record FieldsWrong(Map<String, String> problems) implements Departure {}

  /// Nothing was begun.
  record Refused(Refusal refusal) implements Departure {}
}
