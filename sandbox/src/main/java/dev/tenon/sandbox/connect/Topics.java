package dev.tenon.sandbox.connect;

import dev.tenon.sandbox.http.Json;
import dev.tenon.sandbox.http.Listing;
import dev.tenon.sandbox.sample.Dice;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/// BCF topics of a project (BCF API 2.1 and 3.0).
final class Topics {
  private static final int COUNT = 8;
  private static final List<String> TYPES = List.of("Clash", "Request", "Remark");
  private static final List<String> STATUSES = List.of("Open", "In Progress", "Closed");

  private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

  private final Dice dice;

  Topics(Dice dice) {
    this.dice = dice;
  }

  Listing of(Project project) {
    return new Listing(COUNT, number -> json(project, number));
  }

  Stream<ObjectNode> all(Project project) {
    return IntStream.range(0, COUNT).mapToObj(number -> json(project, number));
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

  /// Every other topic has a viewpoint with a picture, the others one without.
  Optional<Listing> viewpoints(Project project, String guid) {
    return byGuid(project, guid).map(topic -> Listing.of(List.of(viewpoint(topic))));
  }

  private ObjectNode viewpoint(ObjectNode topic) {
    String guid = topic.path("guid").asString();
    ObjectNode json =
        Json.object().put("guid", dice.uuid("bcf viewpoint " + guid, 0)).put("index", 0);
    ObjectNode camera = json.putObject("perspective_camera").put("field_of_view", 60);
    camera.putObject("camera_view_point").put("x", 4.0).put("y", 2.5).put("z", 12.0);
    if (isEven(topic)) {
      json.putObject("snapshot").put("snapshot_type", "png");
    }
    return json;
  }

  /// The picture of a viewpoint, where it has one.
  Optional<byte[]> snapshot(Project project, String guid, String viewpoint) {
    return byGuid(project, guid)
        .filter(Topics::isEven)
        .filter(topic -> viewpoint(topic).path("guid").asString().equals(viewpoint))
        .map(_ -> picture(viewpoint));
  }

  private byte[] picture(String viewpoint) {
    byte[] bytes = new byte[2_000];
    dice.random("snapshot " + viewpoint, 0).nextBytes(bytes);
    System.arraycopy(PNG, 0, bytes, 0, PNG.length);
    return bytes;
  }

  static boolean isEven(ObjectNode topic) {
    String number = topic.path("server_assigned_id").asString().substring(2);
    return Integer.parseInt(number) % 2 == 0;
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
        .put("modified_date", Things.at(number + 3).toString())
        .put("assigned_to", project.owner().email())
        .put("creation_author", project.owner().email());
  }
}
