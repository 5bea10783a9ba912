package dev.tenon.server.compat;

import dev.tenon.resource.ListingSummary.Missing;
import dev.tenon.server.http.Problem;
import java.time.Instant;
import java.util.List;

/// What came of reading.
sealed interface FarmReading {
  /// All that there is; where it was shown, there are none here.
  ///
  /// @param at when it was read
  record Whole(List<FarmThing> things, Instant at) implements FarmReading {
    public Whole {
      things = List.copyOf(things);
    }
  }

  /// Not all that there is.
  ///
  /// @param missing what is missing, at least one
  record Part(List<FarmThing> things, Instant at, List<Missing> missing) implements FarmReading {
    public Part {
      things = List.copyOf(things);
      missing = List.copyOf(missing);
    }
  }

  /// The connector does not say how such things are listed.
  record Undeclared() implements FarmReading {}

  /// Nothing can be read through this connection.
  record Refused(Problem problem) implements FarmReading {}
}
