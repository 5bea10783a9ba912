package dev.tenon.sandbox.aps;

import dev.tenon.sandbox.people.Person;
import java.util.List;

/// An ACC account, which Data Management calls a hub.
public record Account(String id, String name, String region, List<Person> members) {
  String hubId() {
    return "b." + id;
  }
}
