package dev.tenon.server.compat;

import dev.tenon.access.Caller;
import dev.tenon.resource.ListedItem.Ancestor;
import dev.tenon.server.compat.FarmDesk.Gathered;
import dev.tenon.server.compat.FarmNames.Farm;
import dev.tenon.server.http.Answer;
import dev.tenon.server.http.Request;
import dev.tenon.server.http.Route;
import dev.tenon.server.http.json.JsonWriter;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Farms and growers, as [FarmNames] makes them of fields and organizations.
final class FarmRoutes {
  private static final String API = FieldRoutes.API;

  private final FarmDesk farms;
  private final URI hub;

  FarmRoutes(FarmDesk farms, URI hub) {
    this.farms = farms;
    this.hub = hub;
  }

  List<Route> routes() {
    LeafDesk desk = farms.desk();
    return List.of(
        Route.of("GET", API + "/farms", desk.either(this::listFarms)),
        Route.of("GET", API + "/users/{leafUserId}/farms/{id}", desk.either(this::showFarm)),
        Route.of("GET", API + "/growers", desk.either(this::listGrowers)),
        Route.of("GET", API + "/users/{leafUserId}/growers/{id}", desk.either(this::showGrower)));
  }

  private Answer listFarms(Request request, Caller caller) {
    LeafPage page = LeafPage.of(request);
    Optional<Integer> grower =
        LeafPage.parameter(request, "growerId")
            .map(_ -> LeafUserRoutes.number(request, "growerId", 0, 0, Integer.MAX_VALUE));
    Gathered gathered = farms.gather(request, caller, page, FarmKind.FIELDS);
    List<Farm> all =
        gathered.lots().stream()
            .flatMap(lot -> FarmNames.farms(lot).stream())
            .filter(farm -> grower.map(it -> grower(farm).equals(Optional.of(it))).orElse(true))
            .toList();
    return farms.answered(gathered, page.answer(request, hub, all, FarmRoutes::write));
  }

  private Answer showFarm(Request request, Caller caller) {
    int number = number(request, "farm");
    Farm farm =
        farms.ofUser(request, caller, LeafPage.ALL, FarmKind.FIELDS).lots().stream()
            .flatMap(lot -> FarmNames.farms(lot).stream())
            .filter(it -> it.number() == number)
            .findFirst()
            .orElseThrow(() -> LeafProblems.unknown("farm"));
    return Answer.json(200, JsonWriter.object(json -> write(json, farm)));
  }

  private Answer listGrowers(Request request, Caller caller) {
    LeafPage page = LeafPage.of(request);
    Gathered gathered =
        farms.gather(request, caller, page, FarmKind.FIELDS, FarmKind.ORGANIZATIONS);
    List<Grower> all = gathered.lots().stream().flatMap(lot -> growers(lot).stream()).toList();
    return farms.answered(gathered, page.answer(request, hub, all, FarmRoutes::write));
  }

  private Answer showGrower(Request request, Caller caller) {
    int number = number(request, "grower");
    Grower grower =
        farms
            .ofUser(request, caller, LeafPage.ALL, FarmKind.FIELDS, FarmKind.ORGANIZATIONS)
            .lots()
            .stream()
            .flatMap(lot -> growers(lot).stream())
            .filter(it -> it.number() == number)
            .findFirst()
            .orElseThrow(() -> LeafProblems.unknown("grower"));
    return Answer.json(200, JsonWriter.object(json -> write(json, grower)));
  }

  /// The organizations of a lot: those that the provider lists, and those that fields are of.
  static List<Grower> growers(FarmLot lot) {
    Map<String, String> names = new LinkedHashMap<>();
    for (FarmThing it : lot.things(FarmKind.ORGANIZATIONS)) {
      names.put(it.id(), it.text(FarmWord.NAME).orElse(it.id()));
    }
    List<Farm> farms = FarmNames.farms(lot);
    for (Farm farm : farms) {
      farm.organization().ifPresent(it -> names.putIfAbsent(it.id(), it.name()));
    }
    List<Grower> growers = new ArrayList<>();
    names.forEach(
        (id, name) ->
            growers.add(
                new Grower(
                    lot.subject(),
                    id,
                    name,
                    farms.stream()
                        .filter(it -> it.organization().map(Ancestor::id).equals(Optional.of(id)))
                        .map(Farm::number)
                        .toList())));
    return growers;
  }

  private static int number(Request request, String what) {
    String text = request.pathParameter("id");
    if (!text.matches("[0-9]{1,10}") || Long.parseLong(text) > Integer.MAX_VALUE) {
      throw LeafProblems.unknown(what);
    }
    return Integer.parseInt(text);
  }

  private static Optional<Integer> grower(Farm farm) {
    return farm.organization().map(it -> FarmNames.grower(farm.subject(), it.id()));
  }

  private static void write(JsonWriter json, Farm farm) {
    json.number("id", farm.number()).text("name", farm.name());
    provider(json, farm.subject());
    json.text("providerFarmId", farm.id())
        .text("providerFarmName", farm.name())
        .text("leafUserId", farm.subject().user().value())
        .texts(
            "fieldIds",
            farm.fields().stream().map(it -> farm.subject().id(FarmKind.FIELDS, it.id())).toList());
    grower(farm).ifPresentOrElse(it -> json.number("growerId", it), () -> json.nothing("growerId"));
    json.nothing("createdTime").nothing("updatedTime");
  }

  private static void write(JsonWriter json, Grower grower) {
    json.number("id", grower.number())
        .text("name", grower.name())
        .text("leafUserId", grower.subject().user().value());
    provider(json, grower.subject());
    json.text("providerGrowerId", grower.id())
        .any("farmIds", grower.farms())
        .nothing("createdTime")
        .nothing("updatedTime");
  }

  private static void provider(JsonWriter json, FarmSubject subject) {
    subject
        .provider()
        .number()
        .ifPresentOrElse(it -> json.number("providerId", it), () -> json.nothing("providerId"));
    json.text("providerName", subject.provider().name());
  }

  /// An organization of the provider's.
  record Grower(FarmSubject subject, String id, String name, List<Integer> farms) {
    int number() {
      return FarmNames.grower(subject, id);
    }
  }
}
