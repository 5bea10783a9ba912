package dev.tenon.server.compat;

import dev.tenon.access.Caller;
import dev.tenon.resource.ListedItem.Ancestor;
import dev.tenon.server.compat.FarmDesk.Found;
import dev.tenon.server.compat.FarmDesk.Gathered;
import dev.tenon.server.http.Answer;
import dev.tenon.server.http.Request;
import dev.tenon.server.http.Route;
import dev.tenon.server.http.json.JsonReader;
import dev.tenon.server.http.json.JsonWriter;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Fields and their boundaries.
final class FieldRoutes {
  static final String API = "/services/fields/api";
  static final String FIELD = API + "/users/{leafUserId}/fields/{fieldId}";
  private static final String ORIGINAL = "ORIGINAL";
  private static final List<String> TYPES = List.of(ORIGINAL, "MERGED");
  private static final List<String> STATUSES =
      List.of("PROCESSED", "PREVIEW", "WAITING", "PROCESSING", "FAILED");

  private final FarmDesk farms;
  private final URI hub;
  private final BoundaryShapes shapes;
  private final JsonReader reader = new JsonReader();

  FieldRoutes(FarmDesk farms, BoundaryShapes shapes, URI hub) {
    this.farms = farms;
    this.shapes = shapes;
    this.hub = hub;
  }

  List<Route> routes() {
    LeafDesk desk = farms.desk();
    return List.of(
        Route.of("GET", API + "/fields", desk.either(this::list)),
        Route.of("GET", API + "/users/{leafUserId}/fields", desk.either(this::list)),
        Route.of("GET", FIELD, desk.either(this::show)),
        Route.of("GET", FIELD + "/boundary", desk.either(this::active)),
        Route.of("GET", FIELD + "/boundaries", desk.either(this::boundaries)),
        Route.of("GET", FIELD + "/boundaries/{boundaryId}", desk.either(this::boundary)));
  }

  private Answer list(Request request, Caller caller) {
    LeafPage page = LeafPage.of(request);
    Optional<String> type = LeafPage.word(request, "type", TYPES);
    Optional<String> status = LeafPage.word(request, "status", STATUSES);
    Optional<Integer> farm =
        LeafPage.parameter(request, "farmId")
            .map(_ -> LeafUserRoutes.number(request, "farmId", 0, 0, Integer.MAX_VALUE));
    Gathered gathered =
        request.path().endsWith(API + "/fields")
            ? farms.gather(request, caller, page, FarmKind.FIELDS, FarmKind.BOUNDARIES)
            : farms.ofUser(request, caller, page, FarmKind.FIELDS, FarmKind.BOUNDARIES);
    List<Field> fields = new ArrayList<>();
    // Nothing is merged here, and nothing waits to be processed.
    if (type.orElse(ORIGINAL).equals(ORIGINAL) && status.orElse("PROCESSED").equals("PROCESSED")) {
      for (FarmLot lot : gathered.lots()) {
        BoundaryBook book = new BoundaryBook(lot);
        lot.things(FarmKind.FIELDS).stream()
            .map(field -> new Field(lot.subject(), field, book.of(field)))
            .filter(field -> farm.map(it -> it == field.farm()).orElse(true))
            .forEach(fields::add);
      }
    }
    List<Field> sorted = LeafPage.sorted(request, fields, KEYS);
    return farms.answered(gathered, page.answer(request, hub, sorted, FieldRoutes::write));
  }

  private Answer show(Request request, Caller caller) {
    Found found = field(request, caller);
    Field field =
        new Field(found.subject(), found.thing(), new BoundaryBook(found.lot()).of(found.thing()));
    return Answer.json(200, JsonWriter.object(json -> write(json, field)));
  }

  private Answer boundaries(Request request, Caller caller) {
    Found found = field(request, caller);
    List<FarmThing> boundaries = new BoundaryBook(found.lot()).of(found.thing());
    Map<String, String> geometries = shapes.of(found, boundaries);
    return Answer.json(
        200,
        JsonWriter.listOf(
            boundaries, (json, it) -> write(json, found, boundaries, it, geometries)));
  }

  private Answer active(Request request, Caller caller) {
    Found found = field(request, caller);
    List<FarmThing> boundaries = new BoundaryBook(found.lot()).of(found.thing());
    if (boundaries.isEmpty()) {
      throw FarmDesk.unknown(FarmKind.BOUNDARIES);
    }
    return one(found, boundaries, boundaries.getFirst());
  }

  private Answer boundary(Request request, Caller caller) {
    Found found = field(request, caller);
    List<FarmThing> boundaries = new BoundaryBook(found.lot()).of(found.thing());
    String id = request.pathParameter("boundaryId");
    FarmThing boundary =
        boundaries.stream()
            .filter(it -> found.subject().id(FarmKind.BOUNDARIES, it.id()).equalsIgnoreCase(id))
            .findFirst()
            .orElseThrow(() -> FarmDesk.unknown(FarmKind.BOUNDARIES));
    return one(found, boundaries, boundary);
  }

  private Answer one(Found found, List<FarmThing> boundaries, FarmThing boundary) {
    Map<String, String> geometries = shapes.of(found, List.of(boundary));
    return Answer.json(
        200, JsonWriter.object(json -> write(json, found, boundaries, boundary, geometries)));
  }

  private Found field(Request request, Caller caller) {
    return farms.find(
        request,
        caller,
        Optional.of(LeafDesk.user(request)),
        "fieldId",
        FarmKind.FIELDS,
        FarmKind.BOUNDARIES);
  }

  private void write(
      JsonWriter json,
      Found found,
      List<FarmThing> all,
      FarmThing boundary,
      Map<String, String> geometries) {
    String text = geometries.getOrDefault(boundary.id(), "");
    LeafGeometry geometry = LeafGeometry.read(reader, text);
    json.text("id", found.subject().id(FarmKind.BOUNDARIES, boundary.id()))
        .text("status", boundary.equals(all.getFirst()) ? "ACTIVE" : "INACTIVE")
        .text(
            "providerStatus", BoundaryBook.isActive(boundary).map(it -> it ? "ACTIVE" : "INACTIVE"))
        .text("providerBoundaryId", boundary.id());
    geometry
        .shape()
        .ifPresentOrElse(it -> json.json("geometry", it), () -> json.nothing("geometry"));
    json.object("area", area -> area.any("value", geometry.hectares()).text("unit", "ha"))
        .text("validity", geometry.validity());
    times(json, boundary);
  }

  private static void write(JsonWriter json, Field field) {
    FarmThing thing = field.thing();
    FarmSubject subject = field.subject();
    Optional<FarmThing> active = field.boundaries().stream().findFirst();
    json.text("id", field.id())
        .text("leafUserId", subject.user().value())
        .texts(
            "boundaries",
            field.boundaries().stream()
                .map(it -> subject.id(FarmKind.BOUNDARIES, it.id()))
                .toList())
        .text("providerName", subject.provider().name());
    subject
        .provider()
        .number()
        .ifPresentOrElse(it -> json.number("providerId", it), () -> json.nothing("providerId"));
    json.text("providerFieldId", thing.id())
        .text("providerBoundaryId", active.map(FarmThing::id))
        .text("providerFieldName", thing.text(FarmWord.NAME))
        .text("organizationId", thing.organization().map(Ancestor::id))
        .text("type", ORIGINAL);
    times(json, thing);
    json.number("farmId", field.farm()).texts("sources", List.of()).text("status", "PROCESSED");
  }

  /// As the provider tells them; it need not.
  static void times(JsonWriter json, FarmThing thing) {
    Optional<Instant> created = thing.time(FarmWord.CREATED);
    json.text("createdTime", created.map(CredentialJson::time))
        .text(
            "updatedTime",
            thing.time(FarmWord.CHANGED).or(() -> created).map(CredentialJson::time));
  }

  /// For sorting: earlier times come first, and what has none before all.
  static String key(FarmThing thing, FarmWord time) {
    return thing.time(time).map(CredentialJson::time).orElse("");
  }

  private static final Map<String, Function<Field, String>> KEYS =
      Map.of(
          "id", Field::id,
          "leafUserId", it -> it.subject().user().value(),
          "providerFieldName", it -> it.thing().text(FarmWord.NAME).orElse(""),
          "createdTime", it -> key(it.thing(), FarmWord.CREATED),
          "updatedTime", it -> key(it.thing(), FarmWord.CHANGED));

  /// A field with its boundaries, the active one first.
  private record Field(FarmSubject subject, FarmThing thing, List<FarmThing> boundaries) {
    String id() {
      return subject.id(FarmKind.FIELDS, thing.id());
    }

    int farm() {
      return FarmNames.farm(subject, thing);
    }
  }
}
