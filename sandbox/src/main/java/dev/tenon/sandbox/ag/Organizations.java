package dev.tenon.sandbox.ag;

import dev.tenon.sandbox.people.People;
import dev.tenon.sandbox.people.Person;
import dev.tenon.sandbox.sample.Dice;
import java.util.List;
import java.util.Optional;

/// The farms.
final class Organizations {
  private final List<Organization> all;

  Organizations(Dice dice) {
    all =
        List.of(
            new Organization(
                dice.uuid("ag organization", 1),
                "Green Acres",
                List.of(People.ADA),
                true,
                -93.6,
                42.0),
            new Organization(
                dice.uuid("ag organization", 2),
                "Sunrise Farm",
                List.of(People.ADA),
                false,
                9.7,
                52.3),
            new Organization(
                dice.uuid("ag organization", 3),
                "Riverside Ranch",
                List.of(People.BO),
                false,
                -98.3,
                40.9));
  }

  List<Organization> all() {
    return all;
  }

  List<Organization> of(Person person) {
    return all.stream().filter(organization -> organization.owners().contains(person)).toList();
  }

  Optional<Organization> byId(String id) {
    return all.stream().filter(organization -> organization.id().equals(id)).findFirst();
  }
}
