package dev.tenon.server.compat;

import dev.tenon.access.Caller;
import dev.tenon.server.compat.FarmDesk.Gathered;
import dev.tenon.server.http.Answer;
import dev.tenon.server.http.Request;
import dev.tenon.server.http.Route;
import dev.tenon.server.http.json.JsonWriter;
import java.net.URI;
import java.util.List;

/// Reading a user's fields anew, and what there is of each user and provider in all.
final class FieldSyncRoutes {
  private final FarmDesk farms;
  private final URI hub;

  FieldSyncRoutes(FarmDesk farms, URI hub) {
    this.farms = farms;
    this.hub = hub;
  }

  List<Route> routes() {
    LeafDesk desk = farms.desk();
    return List.of(
        Route.of(
            "POST", FieldRoutes.API + "/users/{leafUserId}/fields/sync", desk.either(this::sync)),
        Route.of("GET", "/services/integrations/api/resources", desk.either(this::resources)));
  }

  /// The providers are asked before it is answered, so that what goes wrong is told here and not
  /// found out later.
  private Answer sync(Request request, Caller caller) {
    Gathered gathered =
        farms.readNow(
            request, caller, FarmKind.FIELDS, FarmKind.BOUNDARIES, FarmKind.ORGANIZATIONS);
    if (gathered.lots().isEmpty()) {
      throw LeafProblems.unknown("credentials of this user at a provider whose fields are listed");
    }
    return farms.answered(
        gathered,
        Answer.json(
            200,
            JsonWriter.object(
                json ->
                    json.text("message", "SUCCESS")
                        .objects("summaries", gathered.lots(), FieldSyncRoutes::write))));
  }

  private Answer resources(Request request, Caller caller) {
    LeafPage page = LeafPage.of(request);
    Gathered gathered =
        farms.gather(request, caller, page, FarmKind.FIELDS, FarmKind.ORGANIZATIONS);
    List<FarmLot> part = page.part(gathered.lots());
    byte[] json =
        JsonWriter.object(
            it -> it.text("message", "SUCCESS").objects("summaries", part, FieldSyncRoutes::write));
    return farms.answered(gathered, page.told(request, hub, gathered.lots().size(), json));
  }

  private static void write(JsonWriter json, FarmLot lot) {
    json.text("provider", lot.subject().provider().name())
        .text("leafUserId", lot.subject().user().value())
        .number("growers", FarmRoutes.growers(lot).size())
        .number("farms", FarmNames.farms(lot).size())
        .number("fields", lot.things(FarmKind.FIELDS).size())
        .text("syncReferenceTime", lot.at().map(CredentialJson::time));
  }
}
