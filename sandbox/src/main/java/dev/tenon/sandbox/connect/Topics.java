package dev.tenon.sandbox.connect;

import dev.tenon.sandbox.http.Json;
import dev.tenon.sandbox.http.Listing;
import dev.tenon.sandbox.sample.Dice;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import tools.jackson.databind.node.ObjectNode;

/// BCF topics of a project (BCF API 2.1 and 3.0).
final class Topics {
  private static final int COUNT = 8;
  private static final List<String> TYPES = List.of("Clash", "Request", "Remark");
  private static final List<String> STATUSES = List.of("Open", "In Progress", "Closed");

  private final Dice dice;

  Topics(Dice dice) {
    this.dice = dice;
  }

  Listing of(Project project) {
    return new Listing(COUNT, number -> json(project, number));
  }

  Optional<ObjectNode> byGuid(Project project, String guid) {
    return IntStream.range(0, COUNT)
        .filter(number -> guid(project, number).equals(guid))
        .mapToObj(number -> json(project, number))
        .findFirst();
  }

  Optional<Listing> comments(Project project, String guid) {
    return byGuid(project, guid)
        .map(
            _ ->
                Listing.of(
                    List.of(
                        Json.object()
                            .put("guid", dice.uuid("bcf comment " + guid, 0))
                            .put("topic_guid", guid)
                            .put("date", Things.at(5).toString())
                            .put("author", project.owner().email())
                            .put("comment", "Please look at axis 4"))));
  }

  private String guid(Project project, long number) {
    return dice.uuid("bcf topic " + project.key(), number);
  }

  private ObjectNode json(Project project, long number) {
    String key = "topic " + project.key();
    return Json.object()
        .put("guid", guid(project, number))
        .put("server_assigned_id", "T-" + (number + 1))
        .put("topic_type", dice.pick(key + " type", number, TYPES))
        .put("topic_status", dice.pick(key + " status", number, STATUSES))
        .put("title", "Topic " + (number + 1))
        .put("creation_date", Things.at(number).toString())
        .put("creation_author", project.owner().email());
  }
}
