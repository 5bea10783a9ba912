package dev.tenon.server.compat;

import dev.tenon.access.Caller;
import dev.tenon.access.UserId;
import dev.tenon.connect.SecondStep;
import dev.tenon.connection.Organization;
import dev.tenon.server.compat.HeldCredentials.Held;
import dev.tenon.server.http.Answer;
import dev.tenon.server.http.Request;
import dev.tenon.server.http.Route;
import dev.tenon.server.http.json.JsonWriter;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// How each organization of a user stands: `SELECTED` where it is shared, which here means that it
/// is read; `BLOCKED` where it was shared when this was last looked at, and is not any more.
/// Nothing is only previewed.
final class OrganizationSyncRoutes {
  private static final String ALL = LeafUserRoutes.USERS + "/{leafUserId}/{provider}/organizations";
  private static final String SELECTED = "SELECTED";
  private static final String BLOCKED = "BLOCKED";
  private static final List<String> STATUSES = List.of(SELECTED, "PREVIEW", BLOCKED);

  private final LeafDesk desk;
  private final HeldCredentials held;
  private final OrganizationRoutes organizations;
  private final URI hub;

  OrganizationSyncRoutes(
      LeafDesk desk, HeldCredentials held, OrganizationRoutes organizations, URI hub) {
    this.desk = desk;
    this.held = held;
    this.organizations = organizations;
    this.hub = hub;
  }

  List<Route> routes() {
    return List.of(
        Route.of("GET", ALL, desk.either(this::list)),
        Route.of("GET", ALL + "/{providerOrgId}", desk.either(this::show)),
        Route.of("PATCH", ALL + "/{providerOrgId}/{status}", desk.either(this::change)),
        Route.of("POST", ALL + "/sync", desk.either(this::sync)));
  }

  private Answer list(Request request, Caller caller) {
    LeafPage page = LeafPage.of(request);
    return page.answer(
        request, hub, all(request, held(request, caller)), OrganizationSyncRoutes::write);
  }

  private Answer show(Request request, Caller caller) {
    Item item = one(request, caller);
    return Answer.json(200, JsonWriter.object(json -> write(json, item)));
  }

  private Answer change(Request request, Caller caller) {
    String status = request.pathParameter("status");
    if (!STATUSES.contains(status)) {
      throw LeafProblems.invalid("status", "is one of " + String.join(", ", STATUSES));
    }
    Item item = one(request, caller);
    if (item.status().equals(BLOCKED)) {
      throw LeafProblems.refused(
          "The user does not share this organization any more; managementUri is where that is"
              + " changed.");
    }
    if (!status.equals(SELECTED)) {
      throw LeafProblems.refused(
          "Whatever a user shares is read here: an organization is SELECTED until the user takes"
              + " it away at managementUri.");
    }
    return Answer.json(200, JsonWriter.object(json -> write(json, item)));
  }

  /// From now on what is shared now is what there is.
  private Answer sync(Request request, Caller caller) {
    Held found = held(request, caller);
    List<Organization> seen = organizations.seen(found);
    organizations.remember(found.connection(), seen);
    Optional<String> page = page(request, found);
    return Answer.json(
        200,
        JsonWriter.listOf(
            seen.stream().map(it -> new Item(it, SELECTED, page)).toList(),
            OrganizationSyncRoutes::write));
  }

  private Held held(Request request, Caller caller) {
    return held.of(caller, LeafDesk.provider(request), LeafDesk.user(request));
  }

  private Item one(Request request, Caller caller) {
    String id = request.pathParameter("providerOrgId");
    return all(request, held(request, caller)).stream()
        .filter(it -> it.organization().id().equals(id))
        .findFirst()
        .orElseThrow(() -> LeafProblems.unknown("organization of this user"));
  }

  private List<Item> all(Request request, Held found) {
    List<Organization> seen = organizations.seen(found);
    Optional<String> page = page(request, found);
    List<Item> all = new ArrayList<>();
    seen.forEach(it -> all.add(new Item(it, SELECTED, page)));
    found.connection().organizations().stream()
        .filter(it -> seen.stream().noneMatch(other -> other.id().equals(it.id())))
        .forEach(it -> all.add(new Item(it, BLOCKED, page)));
    return all;
  }

  private Optional<String> page(Request request, Held found) {
    UserId user = LeafDesk.user(request);
    return organizations.step(found, user).map(SecondStep::url).map(URI::toString);
  }

  private static void write(JsonWriter json, Item item) {
    json.text("providerOrgId", item.organization().id())
        .text("providerOrgName", item.organization().name())
        .text("status", item.status())
        .text("managementUri", item.page());
  }

  private record Item(Organization organization, String status, Optional<String> page) {}
}
