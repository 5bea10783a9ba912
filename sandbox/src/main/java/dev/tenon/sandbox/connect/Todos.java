package dev.tenon.sandbox.connect;

import dev.tenon.sandbox.http.Json;
import dev.tenon.sandbox.http.Listing;
import dev.tenon.sandbox.people.Person;
import dev.tenon.sandbox.sample.Dice;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// TODOs with their attachments and comments.
final class Todos {
  private static final int MOST_ATTACHMENTS = 3;
  private static final int MOST_COMMENTS = 4;
  private static final List<String> TITLES =
      List.of(
          "Check anchor bolts",
          "Repair formwork",
          "Confirm rebar spacing",
          "Move crane pad",
          "Clean drainage",
          "Measure settlement",
          "Replace bearing");
  private static final List<String> PLACES =
      List.of("North pier", "South pier", "Deck, axis 4", "Abutment east", "Access road");
  private static final List<String> STATUSES =
      List.of("NEW", "IN_PROGRESS", "BLOCKED", "RESOLVED", "CLOSED");
  private static final List<String> PRIORITIES = List.of("LOW", "NORMAL", "HIGH", "CRITICAL");

  private final Dice dice;
  private final Files files;
  private final Sizes sizes;

  Todos(Dice dice, Files files, Sizes sizes) {
    this.dice = dice;
    this.files = files;
    this.sizes = sizes;
  }

  Listing of(Project project) {
    return new Listing(count(project), number -> json(project, number));
  }

  Optional<ObjectNode> byId(Project project, String id) {
    var number = Things.number("td", project, id, count(project));
    return number.isPresent() ? Optional.of(json(project, number.getAsInt())) : Optional.empty();
  }

  Optional<Listing> attachments(Project project, String id) {
    var number = Things.number("td", project, id, count(project));
    return number.isPresent()
        ? Optional.of(Listing.of(attachments(project, number.getAsInt())))
        : Optional.empty();
  }

  Optional<Listing> comments(Project project, String id) {
    var number = Things.number("td", project, id, count(project));
    return number.isPresent()
        ? Optional.of(Listing.of(comments(project, id, number.getAsInt())))
        : Optional.empty();
  }

  private int count(Project project) {
    return sizes.todos(project);
  }

  private ObjectNode json(Project project, long number) {
    Person assignee = Things.person(dice, project, "assignee", number);
    Person author = Things.person(dice, project, "author", number);
    String key = "todo " + project.key();
    ObjectNode json =
        Json.object()
            .put("id", Things.id("td", project, number))
            .put("label", project.key().toUpperCase(Locale.ROOT) + "-" + (number + 1))
            .put("type", "Task")
            .put("title", title(key, number))
            .put("description", dice.pick(key + " place", number, PLACES))
            .put("dueDate", Things.time(number + 900))
            .put("percentComplete", dice.roll(key + " done", number, 5) * 25)
            .put("status", dice.pick(key + " status", number, STATUSES))
            .put("priority", dice.pick(key + " priority", number, PRIORITIES))
            .put("projectId", project.id());
    json.set("assignees", Json.array().add(assignee.toConnectJson()));
    return Things.stamped(json, author, number);
  }

  private String title(String key, long number) {
    return sizes.hostileNames()
        ? HostileNames.of(Math.toIntExact(number))
        : dice.pick(key + " title", number, TITLES);
  }

  private List<ObjectNode> attachments(Project project, int number) {
    int all = sizes.attachments(project);
    return all == 0 ? few(project, number) : share(project, number, all);
  }

  /// The share of TODO `number` in files of their own, spread evenly over all TODOs.
  private List<ObjectNode> share(Project project, int number, int all) {
    int from = Math.toIntExact((long) number * all / count(project));
    int to = Math.toIntExact((number + 1L) * all / count(project));
    var attachments = new ArrayList<ObjectNode>();
    for (int i = from; i < to; i++) {
      attachments.add(files.attached(project, i));
    }
    return attachments;
  }

  /// None, a file, or a file and a link, in turn.
  private List<ObjectNode> few(Project project, int number) {
    var attachments = new ArrayList<ObjectNode>();
    int count = number % MOST_ATTACHMENTS;
    if (count > 0) {
      attachments.add(files.attachment(project, number % Files.NAMED));
    }
    if (count > 1) {
      attachments.add(
          Json.object()
              .put("id", Things.id("lk", project, number))
              .put("type", "URL")
              .put("url", "https://spec.example/bolt/" + number)
              .put("urlName", "Bolt specification"));
    }
    return attachments;
  }

  private List<ObjectNode> comments(Project project, String todoId, int number) {
    var comments = new ArrayList<ObjectNode>();
    for (int i = 0; i < number % MOST_COMMENTS; i++) {
      ObjectNode json =
          Json.object()
              .put("id", Things.id("cm", project, (long) number * MOST_COMMENTS + i))
              .put("description", "Seen on site, visit " + (i + 1))
              .put("objectId", todoId)
              .put("objectType", "TODO");
      comments.add(
          Things.stamped(json, Things.person(dice, project, "comment", number + i), number + i));
    }
    return comments;
  }
}
