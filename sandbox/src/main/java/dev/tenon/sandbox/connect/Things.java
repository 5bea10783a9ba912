package dev.tenon.sandbox.connect;

import dev.tenon.sandbox.people.Person;
import dev.tenon.sandbox.sample.Dice;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.OptionalInt;
import tools.jackson.databind.node.ObjectNode;

/// What the things in a project have in common: ids that hold their number, dates and people.
final class Things {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssZ");
  private static final Instant FIRST = Instant.parse("2025-01-06T08:00:00Z");
  private static final int MINUTES_BETWEEN = 37;

  private Things() {}

  static String id(String kind, Project project, long number) {
    return kind + "_" + project.key() + "_" + number;
  }

  /// The number in `id`, where it is an id of this kind in this project and below `count`.
  static OptionalInt number(String kind, Project project, String id, int count) {
    String prefix = kind + "_" + project.key() + "_";
    if (!id.startsWith(prefix) || !id.substring(prefix.length()).matches("0|[1-9][0-9]{0,7}")) {
      return OptionalInt.empty();
    }
    int number = Integer.parseInt(id.substring(prefix.length()));
    return number < count ? OptionalInt.of(number) : OptionalInt.empty();
  }

  static String time(long number) {
    return TIME.format(at(number).atOffset(ZoneOffset.UTC));
  }

  static Instant at(long number) {
    return FIRST.plusSeconds(60L * MINUTES_BETWEEN * number);
  }

  static Person person(Dice dice, Project project, String role, long number) {
    return dice.pick(role + " " + project.key(), number, project.members());
  }

  static ObjectNode stamped(ObjectNode json, Person by, long number) {
    json.put("createdOn", time(number)).put("modifiedOn", time(number + 3));
    json.set("createdBy", by.toConnectJson());
    return json.set("modifiedBy", by.toConnectJson());
  }
}
