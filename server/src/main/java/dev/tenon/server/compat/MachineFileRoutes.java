package dev.tenon.server.compat;

import dev.tenon.access.Caller;
import dev.tenon.resource.ListedItem.Ancestor;
import dev.tenon.server.compat.FarmDesk.Found;
import dev.tenon.server.compat.FarmDesk.Gathered;
import dev.tenon.server.compat.OperationRoutes.Window;
import dev.tenon.server.http.Answer;
import dev.tenon.server.http.Request;
import dev.tenon.server.http.Route;
import dev.tenon.server.http.json.JsonWriter;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/// Machine files: the provider's own. None is converted or merged.
final class MachineFileRoutes {
  private static final String FILES = OperationRoutes.API + "/files";
  private static final String OF_FIELD = FieldRoutes.FIELD + "/operations/files";
  private static final String PROVIDER = "provider";
  private static final String PROCESSED = "processed";

  /// The steps of Leaf's conversion, of which only the first is done here.
  private static final List<String> SKIPPED =
      List.of(
          "rawGeojson",
          "normalizedGeojson",
          "standardGeojson",
          "propertiesPNGs",
          "areaAndYield",
          "summary",
          "units",
          "cleanupGeojson");

  private final FarmDesk farms;
  private final URI hub;

  MachineFileRoutes(FarmDesk farms, URI hub) {
    this.farms = farms;
    this.hub = hub;
  }

  List<Route> routes() {
    LeafDesk desk = farms.desk();
    return List.of(
        Route.of("GET", FILES, desk.either(this::list)),
        Route.of("GET", FILES + "/{id}", desk.either(this::show)),
        Route.of("GET", FILES + "/{id}/status", desk.either(this::status)),
        Route.of("GET", OF_FIELD, desk.either(this::listOfField)),
        Route.of("GET", OF_FIELD + "/{fileId}", desk.either(this::showOfField)));
  }

  private Answer list(Request request, Caller caller) {
    LeafPage page = LeafPage.of(request);
    String status =
        LeafPage.word(request, "status", List.of(PROCESSED, "failed", "processing"))
            .orElse(PROCESSED);
    Optional<String> organization = LeafPage.parameter(request, "organizationId");
    Filter filter = Filter.of(request);
    Gathered gathered = farms.gather(request, caller, page, FarmKind.FILES, FarmKind.OPERATIONS);
    List<MachineFile> all = new ArrayList<>();
    // Nothing is converted, so nothing is on its way and nothing fails.
    if (status.equals(PROCESSED)) {
      gathered
          .lots()
          .forEach(
              lot ->
                  files(lot)
                      .filter(filter::has)
                      .filter(
                          it ->
                              organization.isEmpty()
                                  || it.thing()
                                      .organization()
                                      .map(Ancestor::id)
                                      .equals(organization))
                      .forEach(all::add));
    }
    List<MachineFile> part = page.part(LeafPage.sorted(request, all, KEYS));
    String owner = farms.owner(caller);
    byte[] json =
        JsonWriter.object(
            it ->
                it.objects(
                    "operations",
                    part,
                    (each, file) -> file.write(each, owner, farms.reader(), hub)));
    return farms.answered(gathered, page.told(request, hub, all.size(), json));
  }

  private Answer show(Request request, Caller caller) {
    MachineFile file = file(request, caller);
    String owner = farms.owner(caller);
    return Answer.json(
        200, JsonWriter.object(json -> file.write(json, owner, farms.reader(), hub)));
  }

  private Answer status(Request request, Caller caller) {
    MachineFile file = file(request, caller);
    return Answer.json(
        200,
        JsonWriter.object(
            json -> {
              step(json, "originalFile", PROCESSED, file.name().orElse("ok"));
              SKIPPED.forEach(
                  it -> step(json, it, "skipped", "this hub does not convert machine files"));
            }));
  }

  private static void step(JsonWriter json, String name, String status, String message) {
    json.object(name, it -> it.text("status", status).text("message", message));
  }

  private MachineFile file(Request request, Caller caller) {
    Found found =
        farms.find(request, caller, Optional.empty(), FarmKind.FILES, FarmKind.OPERATIONS);
    return new MachineFile(found.lot(), found.thing());
  }

  private Answer listOfField(Request request, Caller caller) {
    LeafPage page = LeafPage.of(request);
    Filter filter = Filter.of(request);
    List<MachineFile> all = ofField(request, caller).stream().filter(filter::has).toList();
    return page.answer(request, hub, all, MachineFileRoutes::write);
  }

  private Answer showOfField(Request request, Caller caller) {
    String id = request.pathParameter("fileId");
    MachineFile file =
        ofField(request, caller).stream()
            .filter(it -> it.id().equalsIgnoreCase(id))
            .findFirst()
            .orElseThrow(() -> FarmDesk.unknown(FarmKind.FILES));
    return Answer.json(200, JsonWriter.object(json -> write(json, file)));
  }

  private List<MachineFile> ofField(Request request, Caller caller) {
    Found found =
        farms.find(
            request,
            caller,
            Optional.of(LeafDesk.user(request)),
            "fieldId",
            FarmKind.FIELDS,
            FarmKind.FILES,
            FarmKind.OPERATIONS);
    String field = found.subject().id(FarmKind.FIELDS, found.thing().id());
    return files(found.lot()).filter(it -> it.fields().contains(field)).toList();
  }

  private static Stream<MachineFile> files(FarmLot lot) {
    return lot.things(FarmKind.FILES).stream().map(it -> new MachineFile(lot, it));
  }

  /// As Leaf shows a field's files.
  private static void write(JsonWriter json, MachineFile file) {
    json.text("id", file.id())
        .text("operationType", file.type())
        .text("origin", PROVIDER)
        .text("startTime", file.start().map(Object::toString))
        .text("endTime", file.end().map(Object::toString))
        .texts("crops", file.thing().text(FarmWord.CROP).stream().toList())
        .texts("varieties", List.of())
        .text("providerFileId", file.thing().id())
        .text("provider", file.lot().subject().provider().name())
        .text("leafUserId", file.lot().subject().user().value());
  }

  private static final Map<String, Function<MachineFile, String>> KEYS =
      Map.of(
          "id", MachineFile::id,
          "fileName", it -> it.name().orElse(""),
          "createdTime", it -> FieldRoutes.key(it.thing(), FarmWord.CREATED),
          "updatedTime", it -> FieldRoutes.key(it.thing(), FarmWord.CHANGED),
          "origin", _ -> PROVIDER,
          "leafUserId", it -> it.lot().subject().user().value(),
          "sizeInBytes", it -> "%15s".formatted(it.thing().text(FarmWord.SIZE).orElse("")),
          "provider", it -> it.lot().subject().provider().name(),
          "organizationId", it -> it.thing().organization().map(Ancestor::id).orElse(""),
          "fileFormat", it -> it.thing().text(FarmWord.FORMAT).orElse(""));

  /// What narrows a list of files.
  private record Filter(Optional<String> type, String origin, Window window) {
    static Filter of(Request request) {
      return new Filter(
          LeafPage.word(request, "operationType", OperationRoutes.TYPES),
          LeafPage.word(request, "origin", List.of(PROVIDER, "automerged", "merged", "uploaded"))
              .orElse(PROVIDER),
          Window.of(request));
    }

    boolean has(MachineFile file) {
      return origin.equals(PROVIDER)
          && type.map(it -> file.type().equals(Optional.of(it))).orElse(true)
          && window.has(file.thing());
    }
  }
}
