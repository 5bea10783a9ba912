package dev.tenon.sandbox.ag;

import dev.tenon.sandbox.fault.Call;
import dev.tenon.sandbox.fault.Faults;
import dev.tenon.sandbox.http.Json;
import dev.tenon.sandbox.http.Listing;
import dev.tenon.sandbox.http.Reply;
import dev.tenon.sandbox.http.Request;
import dev.tenon.sandbox.http.Routes;
import dev.tenon.sandbox.http.Routes.Variables;
import dev.tenon.sandbox.oauth.Access;
import dev.tenon.sandbox.oauth.AuthorizationServer;
import dev.tenon.sandbox.oauth.Presented;
import dev.tenon.sandbox.sample.Dice;
import dev.tenon.sandbox.sample.Tuning;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/// The hosts of Trimble Ag: the second consent, and the API that shows nothing before it. Safe for
/// use by any thread.
public final class TrimbleAg {
  /// The first path segment of the host, and its name in fault rules.
  public static final String HOST = "trimble-ag";

  private static final String API = "ag";
  private static final String ROOT = "/Trimble-Ag-Software/externalApi/3.0";
  private static final String CONSENT = "/ThirdPartyAccess/ThirdPartyAuthorizationRedirect";

  private final AuthorizationServer trimbleIdentity;
  private final Faults faults;
  private final Organizations organizations;
  private final Shares shares = new Shares();
  private final FarmData data;
  private final Routes routes;

  /// Trimble Ag, which believes `trimbleIdentity`.
  public TrimbleAg(
      AuthorizationServer trimbleIdentity, Faults faults, Dice dice, Supplier<Tuning> tuning) {
    this.trimbleIdentity = trimbleIdentity;
    this.faults = faults;
    this.organizations = new Organizations(dice);
    this.data = new FarmData(dice, tuning);
    var consent = new SecondConsent(trimbleIdentity, organizations, shares);
    this.routes = new Routes(_ -> AgErrors.of(404, "Not Found"));
    routes.on("GET", CONSENT, consent::show).on("POST", CONSENT, consent::show);
    routes.on("GET", ROOT + "/config/organizations", this::listOrganizations);
    list("/resources/{organization}/fields", (_, farm) -> data.fields(farm));
    list("/resources/{organization}/fields/", (_, farm) -> data.fields(farm));
    list("/resources/{organization}/boundaries", (_, farm) -> data.boundaries(farm));
    list("/resources/{organization}/guidancelines", (_, farm) -> data.guidanceLines(farm));
    list("/tasks/{organization}/equipmentactivities", (_, farm) -> data.activities(farm));
    in("/tasks/{organization}/layers", this::layers);
    in("/tasks/{organization}/layers/{layer}/samples", this::samples);
  }

  /// Answers a request to the host.
  public Reply answer(Request request) {
    var call = Call.toApi(HOST, request);
    return faults.around(call, () -> routes.answer(request));
  }

  /// Forgets what was shared.
  public void reset() {
    shares.clear();
  }

  private record Asked(Request request, Variables path) {}

  private void list(String path, BiFunction<Asked, Organization, Listing> list) {
    in(path, (asked, farm) -> Bookmarks.page(asked.request(), list.apply(asked, farm)));
  }

  private void in(String path, BiFunction<Asked, Organization, Reply> inside) {
    routes.on(
        "GET",
        ROOT + path,
        (request, variables) ->
            admit(
                request,
                access ->
                    shared(
                        access,
                        variables.get("organization"),
                        farm -> inside.apply(new Asked(request, variables), farm))));
  }

  private Reply listOrganizations(Request request) {
    return admit(
        request,
        access -> {
          Set<String> ids = shares.sharedWith(access.clientId(), access.person());
          return Bookmarks.page(
              request,
              Listing.of(
                  organizations.all().stream()
                      .filter(farm -> ids.contains(farm.id()))
                      .map(farm -> Json.object().put("id", farm.id()).put("name", farm.name()))
                      .toList()));
        });
  }

  private Reply layers(Asked asked, Organization farm) {
    String activity = asked.request().query().first("equipmentActivityId").orElse("");
    return data.isActivity(farm, activity)
        ? Bookmarks.page(asked.request(), data.layers(farm, activity))
        : AgErrors.of(400, "equipmentActivityId is missing or unknown");
  }

  private Reply samples(Asked asked, Organization farm) {
    String layer = asked.path().get("layer");
    return data.isLayer(farm, layer)
        ? Bookmarks.page(asked.request(), data.samples(farm, layer))
        : AgErrors.of(404, "The layer does not exist");
  }

  private Reply admit(Request request, Function<Access, Reply> inside) {
    return switch (trimbleIdentity.presented(request)) {
      case Presented.Missing() -> AgErrors.of(401, "Authorization is missing");
      case Presented.Malformed(), Presented.Expired(), Presented.Invalid() ->
          AgErrors.of(401, "The token is expired or not valid");
      case Presented.Good(Access access) ->
          subscribed(access)
              ? inside.apply(access)
              : AgErrors.of(403, "The application is not subscribed to this API");
    };
  }

  private boolean subscribed(Access access) {
    return trimbleIdentity
        .clients()
        .find(access.clientId())
        .map(client -> client.apis().contains(API))
        .orElse(false);
  }

  private Reply shared(Access access, String id, Function<Organization, Reply> inside) {
    Optional<Organization> farm = organizations.byId(id);
    boolean shared =
        shares.sharedWith(access.clientId(), access.person()).contains(id) && farm.isPresent();
    return shared
        ? inside.apply(farm.get())
        : AgErrors.of(403, "The organization does not share data with this application");
  }
}
