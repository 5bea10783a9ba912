package dev.tenon.server.compat;

import dev.tenon.connector.ResourceDefinition;
import dev.tenon.resource.ListedItem;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Where the things of a user's farms are read. Safe for use by any thread; blocks the caller.
///
/// What comes is whole, or it is said what is missing: never fewer things than there are without a
/// word.
interface FarmReader {
  /// How the connector lists things of `kind`; empty where it does not.
  Optional<ResourceDefinition> declared(FarmSubject subject, FarmKind kind);

  /// Every thing of `kind` that the connection shows.
  ///
  /// @param age what is older than this is read anew; zero: it is read now
  FarmReading read(FarmSubject subject, FarmKind kind, Duration age);

  /// Shows things of `kind` to `sight` one after the other, read now and never held together.
  ///
  /// @param within ids of what they are below of, outermost first; as many as are known
  FarmReading show(FarmSubject subject, FarmKind kind, List<String> within, Sight sight);

  /// Sees things.
  @FunctionalInterface
  interface Sight {
    /// Whether there should be more.
    boolean see(FarmThing thing, ListedItem item);
  }
}
