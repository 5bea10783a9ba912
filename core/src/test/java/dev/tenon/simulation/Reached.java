package dev.tenon.simulation;

import dev.tenon.token.JournalEntry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Which of the provider's tokens have reached safety with us: a synced journal, or the store.
final class Reached {
  private final World world;
  private final Map<String, List<Place>> places = new HashMap<>();

  Reached(World world) {
    this.world = world;
  }

  void journalled(SimulatedNode node, JournalEntry entry) {
    world
        .refreshToken(entry.workspace(), entry.connection(), entry.version(), entry.tokens())
        .ifPresent(token -> add(token, new Place.Journal(node, world.stage().now())));
  }

  void stored(String refreshToken) {
    add(refreshToken, new Place.Store(world.stage().now()));
  }

  private void add(String token, Place place) {
    places.computeIfAbsent(token, _ -> new ArrayList<>()).add(place);
  }

  /// Where that refresh token is.
  List<Place> of(String token) {
    return places.getOrDefault(token, List.of());
  }

  /// Where a token is safe.
  sealed interface Place {
    /// In the store, since then.
    record Store(long since) implements Place {}

    /// On a node's disk, since then.
    record Journal(SimulatedNode node, long since) implements Place {}
  }
}
