package dev.tenon.simulation;

import java.util.Optional;

/// What is played.
///
/// @param bug the mistake that is planted
/// @param nodes how many; empty: as the schedule chooses
record Scene(Optional<PlantedBug> bug, Optional<Integer> nodes) {
  /// The engine as it is.
  static Scene usual() {
    return new Scene(Optional.empty(), Optional.empty());
  }

  /// The engine with a mistake in it.
  static Scene with(PlantedBug bug) {
    return new Scene(Optional.of(bug), Optional.empty());
  }

  /// One node alone, as a hub on SQLite is.
  static Scene alone() {
    return new Scene(Optional.empty(), Optional.of(1));
  }

  Shape shape(Choices choices) {
    return nodes.map(many -> Shape.drawn(choices, many)).orElseGet(() -> Shape.drawn(choices));
  }
}
