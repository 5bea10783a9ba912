package dev.tenon.server.compat;

import dev.tenon.access.Caller;
import dev.tenon.server.compat.FarmDesk.Found;
import dev.tenon.server.compat.FarmDesk.Gathered;
import dev.tenon.server.http.Answer;
import dev.tenon.server.http.Request;
import dev.tenon.server.http.Route;
import dev.tenon.server.http.json.JsonWriter;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Field operations: the provider's, not merged and not processed.
final class OperationRoutes {
  static final String API = "/services/operations/api";
  private static final String OPERATION = API + "/operations/{id}";

  /// What can be asked for; the last one is for what Leaf has no word for.
  static final List<String> TYPES = List.of("applied", "planted", "harvested", "tillage", "other");

  private final FarmDesk farms;
  private final OperationSummary summaries;
  private final URI hub;

  OperationRoutes(FarmDesk farms, URI hub) {
    this.farms = farms;
    this.summaries = new OperationSummary(farms);
    this.hub = hub;
  }

  List<Route> routes() {
    LeafDesk desk = farms.desk();
    return List.of(
        Route.of("GET", API + "/operations", desk.either(this::list)),
        Route.of("GET", OPERATION, desk.either(this::show)),
        Route.of("GET", OPERATION + "/summary", desk.either(this::summary)),
        Route.of("GET", OPERATION + "/units", desk.either(this::units)),
        Route.of("GET", OPERATION + "/files", desk.either(this::files)));
  }

  private Answer list(Request request, Caller caller) {
    LeafPage page = LeafPage.of(request);
    Optional<String> type = LeafPage.word(request, "operationType", TYPES);
    Optional<String> field = LeafPage.parameter(request, "fieldId");
    Window window = Window.of(request);
    Gathered gathered = farms.gather(request, caller, page, FarmKind.OPERATIONS, FarmKind.FILES);
    List<Operation> all = new ArrayList<>();
    for (FarmLot lot : gathered.lots()) {
      lot.things(FarmKind.OPERATIONS).stream()
          .map(it -> new Operation(lot, it))
          .filter(it -> type.map(each -> it.type().equals(Optional.of(each))).orElse(true))
          .filter(
              it ->
                  field.isEmpty()
                      || it.field().map(each -> each.equalsIgnoreCase(field.get())).orElse(false))
          .filter(it -> window.has(it.thing()))
          .forEach(all::add);
    }
    String owner = farms.owner(caller);
    List<Operation> sorted = LeafPage.sorted(request, all, KEYS);
    return farms.answered(
        gathered, page.answer(request, hub, sorted, (json, it) -> it.write(json, owner)));
  }

  private Answer show(Request request, Caller caller) {
    Operation operation = operation(request, caller);
    String owner = farms.owner(caller);
    return Answer.json(200, JsonWriter.object(json -> operation.write(json, owner)));
  }

  private Answer summary(Request request, Caller caller) {
    Found found =
        farms.find(request, caller, Optional.empty(), FarmKind.OPERATIONS, FarmKind.FIELDS);
    return Answer.json(200, summaries.summary(found));
  }

  private Answer units(Request request, Caller caller) {
    Found found = farms.find(request, caller, Optional.empty(), FarmKind.OPERATIONS);
    Map<String, String> units = summaries.units(found);
    return Answer.json(
        200, JsonWriter.object(json -> units.forEach((name, unit) -> json.text(name, unit))));
  }

  private Answer files(Request request, Caller caller) {
    Operation operation = operation(request, caller);
    String owner = farms.owner(caller);
    return Answer.json(
        200,
        JsonWriter.listOf(
            operation.files(),
            (json, it) ->
                new MachineFile(operation.lot(), it).write(json, owner, farms.reader(), hub)));
  }

  private Operation operation(Request request, Caller caller) {
    Found found =
        farms.find(request, caller, Optional.empty(), FarmKind.OPERATIONS, FarmKind.FILES);
    return new Operation(found.lot(), found.thing());
  }

  private static final Map<String, Function<Operation, String>> KEYS =
      Map.of(
          "id", Operation::id,
          "leafUserId", it -> it.lot().subject().user().value(),
          "startTime", it -> FieldRoutes.key(it.thing(), FarmWord.START),
          "endTime", it -> FieldRoutes.key(it.thing(), FarmWord.END),
          "type", it -> it.type().orElse(""),
          "updatedTime", it -> FieldRoutes.key(it.thing(), FarmWord.CHANGED));

  /// From when to when. What has no time of the kind that is asked for is not left out: nobody
  /// knows whether it is within.
  record Window(
      Optional<Instant> start,
      Optional<Instant> end,
      Optional<Instant> changed,
      Optional<Instant> created) {
    static Window of(Request request) {
      return new Window(
          LeafPage.time(request, "startTime"),
          LeafPage.time(request, "endTime"),
          LeafPage.time(request, "updatedTime"),
          LeafPage.time(request, "createdTime"));
    }

    boolean has(FarmThing thing) {
      return isFrom(start, thing.time(FarmWord.START))
          && isFrom(changed, thing.time(FarmWord.CHANGED))
          && isFrom(created, thing.time(FarmWord.CREATED))
          && (end.isEmpty()
              || thing.time(FarmWord.END).map(it -> !it.isAfter(end.get())).orElse(true));
    }

    private static boolean isFrom(Optional<Instant> from, Optional<Instant> time) {
      return from.isEmpty() || time.map(it -> !it.isBefore(from.get())).orElse(true);
    }
  }

  /// An operation.
  record Operation(FarmLot lot, FarmThing thing) {
    String id() {
      return lot.subject().id(FarmKind.OPERATIONS, thing.id());
    }

    Optional<String> type() {
      return FarmNames.operation(thing);
    }

    Optional<String> field() {
      return thing.text(FarmWord.FIELD).map(it -> lot.subject().id(FarmKind.FIELDS, it));
    }

    List<FarmThing> files() {
      return lot.things(FarmKind.FILES).stream()
          .filter(it -> it.text(FarmWord.OPERATION).equals(Optional.of(thing.id())))
          .toList();
    }

    void write(JsonWriter json, String owner) {
      json.text("id", id())
          .text("apiOwnerUsername", owner)
          .text("leafUserId", lot.subject().user().value())
          .text("startTime", thing.time(FarmWord.START).map(Instant::toString))
          .text("endTime", thing.time(FarmWord.END).map(Instant::toString))
          .text("updatedTime", thing.time(FarmWord.CHANGED).map(Instant::toString))
          .text("type", type())
          .texts(
              "files",
              files().stream().map(it -> lot.subject().id(FarmKind.FILES, it.id())).toList())
          .objects("fields", field().stream().toList(), (each, it) -> each.text("id", it))
          .texts("providers", List.of(lot.subject().provider().name()));
    }
  }
}
