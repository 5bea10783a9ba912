package dev.tenon.server.compat;

import dev.tenon.access.AppName;
import dev.tenon.connection.ConnectionId;
import dev.tenon.connector.ResourceDefinition;
import dev.tenon.resource.ListedItem.Ancestor;
import dev.tenon.server.compat.FarmDesk.Found;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentMap;

/// The geometries of boundaries, as the provider sent them. Programs ask for the boundaries of one
/// field after the other, and providers list those of an organization: so what comes with the one
/// that is asked for is remembered, as long as the list that it was found in is. Safe for use by
/// any thread.
final class BoundaryShapes {
  /// Read of one list at most, once what was asked for is there.
  private static final int ENOUGH_CHARACTERS = 4_000_000;

  private final FarmDesk farms;
  private final ConcurrentMap<Key, Kept> kept;

  /// Remembers in `kept`, which may drop any of them at any time to stay small.
  BoundaryShapes(FarmDesk farms, ConcurrentMap<Key, Kept> kept) {
    this.farms = farms;
    this.kept = kept;
  }

  /// The GeoJSON of each of the boundaries of `found`'s field by the provider's id; empty text for
  /// one that has none.
  Map<String, String> of(Found found, List<FarmThing> boundaries) {
    FarmSubject subject = found.subject();
    // Never older than the list that names the boundary.
    Instant least = found.lot().at().orElse(Instant.MAX);
    Map<String, String> shapes = new HashMap<>();
    for (FarmThing each : boundaries) {
      Kept known = kept.get(Key.of(subject, each.id()));
      if (known != null && !known.at().isBefore(least)) {
        shapes.put(each.id(), known.geoJson());
      }
    }
    if (shapes.size() < boundaries.size()) {
      read(subject, boundaries, shapes);
    }
    return shapes;
  }

  private void read(FarmSubject subject, List<FarmThing> boundaries, Map<String, String> shapes) {
    String path =
        farms
            .reader()
            .declared(subject, FarmKind.BOUNDARIES)
            .flatMap(ResourceDefinition::geometry)
            .orElse("geometry");
    Instant at = farms.desk().now();
    List<String> wanted = boundaries.stream().map(FarmThing::id).toList();
    List<String> within = boundaries.getFirst().above().stream().map(Ancestor::id).toList();
    long[] characters = {0};
    FarmReading reading =
        farms
            .reader()
            .show(
                subject,
                FarmKind.BOUNDARIES,
                within,
                (thing, item) -> {
                  String geoJson = item.item().object(path).orElse("");
                  kept.put(Key.of(subject, thing.id()), new Kept(geoJson, at));
                  if (wanted.contains(thing.id())) {
                    shapes.put(thing.id(), geoJson);
                  }
                  characters[0] += geoJson.length();
                  return shapes.size() < wanted.size() || characters[0] < ENOUGH_CHARACTERS;
                });
    if (shapes.size() < wanted.size()) {
      farms.check(subject, FarmKind.BOUNDARIES, reading);
    }
  }

  /// What a geometry is remembered of.
  record Key(ConnectionId connection, AppName app, String boundary) {
    static Key of(FarmSubject subject, String boundary) {
      return new Key(subject.connection(), subject.app().name(), boundary);
    }
  }

  /// What is remembered.
  record Kept(String geoJson, Instant at) {
    /// How much room it takes, in characters.
    int weight() {
      return geoJson.length() + 100;
    }
  }
}
