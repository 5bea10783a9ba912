package dev.tenon.sandbox.connect;

import dev.tenon.sandbox.http.Json;
import dev.tenon.sandbox.http.Listing;
import dev.tenon.sandbox.sample.Dice;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/// What BCF topics refer to (BCF API 3.0, 3.7 and 3.8; 2.1 has the same): every other topic to a
/// document of its project, the others to an address elsewhere.
final class TopicDocuments {
  private static final byte[] PDF = {'%', 'P', 'D', 'F', '-', '1', '.', '7', '\n'};

  private final Topics topics;
  private final Dice dice;

  TopicDocuments(Topics topics, Dice dice) {
    this.topics = topics;
    this.dice = dice;
  }

  /// What a topic refers to.
  Optional<Listing> references(Project project, String topic) {
    return topics
        .byGuid(project, topic)
        .map(it -> Listing.of(List.of(Topics.isEven(it) ? inside(topic) : outside(topic))));
  }

  private ObjectNode inside(String topic) {
    return reference(topic).put("document_guid", document(topic)).put("description", "Minutes");
  }

  private ObjectNode outside(String topic) {
    return reference(topic)
        .put("url", "https://standards.example/" + topic)
        .put("description", "The standard");
  }

  private ObjectNode reference(String topic) {
    return Json.object().put("guid", dice.uuid("bcf document reference " + topic, 0));
  }

  /// All documents of a project.
  Listing of(Project project) {
    return Listing.of(
        withDocument(project)
            .map(
                it ->
                    Json.object()
                        .put("guid", document(guid(it)))
                        .put(
                            "filename",
                            "minutes-" + it.path("server_assigned_id").asString() + ".pdf"))
            .toList());
  }

  /// The bytes of a document.
  Optional<byte[]> bytes(Project project, String document) {
    return withDocument(project)
        .map(it -> document(guid(it)))
        .filter(document::equals)
        .findFirst()
        .map(this::pdf);
  }

  private Stream<ObjectNode> withDocument(Project project) {
    return topics.all(project).filter(Topics::isEven);
  }

  private String document(String topic) {
    return dice.uuid("bcf document " + topic, 0);
  }

  private static String guid(ObjectNode topic) {
    return topic.path("guid").asString();
  }

  private byte[] pdf(String document) {
    byte[] bytes = new byte[3_000];
    dice.random("pdf " + document, 0).nextBytes(bytes);
    System.arraycopy(PDF, 0, bytes, 0, PDF.length);
    return bytes;
  }
}
