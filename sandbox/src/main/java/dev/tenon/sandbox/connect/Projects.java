package dev.tenon.sandbox.connect;

import dev.tenon.sandbox.people.People;
import dev.tenon.sandbox.sample.Dice;
import java.util.List;
import java.util.Optional;

/// The projects of all pods.
final class Projects {
  private final List<Project> all;

  Projects(Dice dice) {
    all =
        List.of(
            new Project(
                "hb",
                id(dice, 1),
                "Harbour bridge",
                Pod.EUROPE,
                List.of(People.ADA, People.BO),
                false),
            new Project("tb", id(dice, 2), "Thousand bolts", Pod.EUROPE, List.of(People.ADA), true),
            new Project(
                "rt",
                id(dice, 3),
                "River tunnel",
                Pod.NORTH_AMERICA,
                List.of(People.ADA, People.BO),
                false),
            new Project(
                "gt", id(dice, 4), "Grain terminal", Pod.NORTH_AMERICA, List.of(People.CEM), false),
            new Project("de", id(dice, 5), "Depot east", Pod.ASIA, List.of(People.ADA), false));
  }

  private static String id(Dice dice, int number) {
    return dice.uuid("connect project", number).replace("-", "").substring(0, 11);
  }

  List<Project> of(Pod pod, Viewer viewer) {
    return all.stream().filter(p -> p.pod() == pod && p.admits(viewer)).toList();
  }

  Optional<Project> byId(Pod pod, String id) {
    return all.stream().filter(p -> p.pod() == pod && p.id().equals(id)).findFirst();
  }

  /// The project that the id of a TODO, file, folder, comment or view leads back to.
  Optional<Project> ofThing(Pod pod, String thingId) {
    String[] parts = thingId.split("_", -1);
    return parts.length < 3
        ? Optional.empty()
        : all.stream().filter(p -> p.pod() == pod && p.key().equals(parts[1])).findFirst();
  }
}
