package dev.tenon.sandbox.people;

import java.util.List;
import java.util.Optional;

/// Who can sign in. Everybody sees other data, so that a test can tell whose token it holds.
public final class People {
  /// Works everywhere: all three pods, hubs in two regions, two farms.
  public static final Person ADA =
      new Person(
          "ada",
          "5f0c2a4e-0001-4a6b-9c11-ada000000001",
          "Ada",
          "Ng",
          "ada.ng@firm.example",
          "projects on all three pods, hubs in EMEA and US, two farms");

  /// Works in Europe and North America; no hubs in the US; one farm.
  public static final Person BO =
      new Person(
          "bo",
          "5f0c2a4e-0002-4a6b-9c11-b00000000002",
          "Bo",
          "Li",
          "bo.li@firm.example",
          "projects in Europe and North America, one hub in EMEA, one farm");

  /// Works in North America alone; not a member of any hub; no farm licence.
  public static final Person CEM =
      new Person(
          "cem",
          "5f0c2a4e-0003-4a6b-9c11-ce0000000003",
          "Cem",
          "Demir",
          "cem.demir@builder.example",
          "one project in North America, no hub, no farm");

  /// Signs in and sees nothing.
  public static final Person DANA =
      new Person(
          "dana",
          "5f0c2a4e-0004-4a6b-9c11-da0000000004",
          "Dana",
          "Ortiz",
          "dana.ortiz@new.example",
          "a new account with nothing in it");

  private static final List<Person> ALL = List.of(ADA, BO, CEM, DANA);

  private People() {}

  /// Everybody, in the order of the consent pages.
  public static List<Person> all() {
    return ALL;
  }

  /// The person whom forms call `key`.
  public static Optional<Person> byKey(String key) {
    return ALL.stream().filter(person -> person.key().equals(key)).findFirst();
  }

  /// The person with this subject.
  public static Optional<Person> byId(String id) {
    return ALL.stream().filter(person -> person.id().equals(id)).findFirst();
  }
}
