package dev.tenon.sandbox.ag;

import dev.tenon.sandbox.people.Person;
import java.util.List;

/// A farm.
///
/// @param bulk whether its lists have the sizes of the tuning
public record Organization(
    String id, String name, List<Person> owners, boolean bulk, double longitude, double latitude) {

  public Organization {
    owners = List.copyOf(owners);
  }
}
