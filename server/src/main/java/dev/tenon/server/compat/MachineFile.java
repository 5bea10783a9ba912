package dev.tenon.server.compat;

import dev.tenon.connector.ResourceDefinition;
import dev.tenon.resource.ListedItem.Ancestor;
import dev.tenon.server.http.json.JsonWriter;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A machine's file at the provider.
record MachineFile(FarmLot lot, FarmThing thing) {
  String id() {
    return lot.subject().id(FarmKind.FILES, thing.id());
  }

  Optional<String> name() {
    return thing.text(FarmWord.FILE_NAME).or(() -> thing.text(FarmWord.NAME));
  }

  /// What was done, as the file says or else its operation.
  Optional<String> type() {
    return FarmNames.operation(thing)
        .filter(it -> !it.equals("other"))
        .or(() -> operation().flatMap(FarmNames::operation));
  }

  /// The fields that it is about.
  List<String> fields() {
    return thing
        .text(FarmWord.FIELD)
        .or(() -> operation().flatMap(it -> it.text(FarmWord.FIELD)))
        .map(it -> lot.subject().id(FarmKind.FIELDS, it))
        .stream()
        .toList();
  }

  Optional<Instant> start() {
    return thing.time(FarmWord.START).or(() -> operation().flatMap(it -> it.time(FarmWord.START)));
  }

  Optional<Instant> end() {
    return thing.time(FarmWord.END).or(() -> operation().flatMap(it -> it.time(FarmWord.END)));
  }

  private Optional<FarmThing> operation() {
    return thing
        .text(FarmWord.OPERATION)
        .flatMap(
            id ->
                lot.things(FarmKind.OPERATIONS).stream()
                    .filter(it -> it.id().equals(id))
                    .findFirst());
  }

  /// Leaf's members that can be known of a file that nobody has converted.
  void write(JsonWriter json, String owner, FarmReader reader, URI hub) {
    FarmSubject subject = lot.subject();
    json.text("id", id())
        .text("provider", subject.provider().name())
        .texts("fields", fields())
        .text("fileFormat", thing.text(FarmWord.FORMAT))
        .text("fileName", name())
        .text("leafUserId", subject.user().value())
        .text("apiOwnerUsername", owner)
        .text("origin", "provider")
        .text("status", "processed")
        .text("providerFileId", thing.id())
        .text("organizationId", thing.organization().map(Ancestor::id))
        .text("operationType", type())
        .text("startTime", start().map(Instant::toString))
        .text("endTime", end().map(Instant::toString))
        .texts("sources", List.of());
    size().ifPresentOrElse(it -> json.number("sizeInBytes", it), () -> json.nothing("sizeInBytes"));
    FieldRoutes.times(json, thing);
    reader
        .declared(subject, FarmKind.FILES)
        .filter(it -> it.file().isPresent())
        .ifPresent(it -> json.text("downloadOriginalFile", download(hub, it)));
  }

  /// The hub's own call for the file.
  private String download(URI hub, ResourceDefinition resource) {
    return "%s/api/v1/connections/%s/resources/%s/%s/file"
        .formatted(
            hub,
            lot.subject().connection().value(),
            resource.name(),
            URLEncoder.encode(thing.id(), StandardCharsets.UTF_8).replace("+", "%20"));
  }

  private Optional<Long> size() {
    return thing.text(FarmWord.SIZE).filter(it -> it.matches("[0-9]{1,15}")).map(Long::valueOf);
  }
}
