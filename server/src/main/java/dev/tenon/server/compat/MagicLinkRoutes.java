package dev.tenon.server.compat;

import dev.tenon.access.Caller;
import dev.tenon.access.UserId;
import dev.tenon.connect.ConnectLink;
import dev.tenon.connect.ConnectLinkId;
import dev.tenon.connect.ConnectLinks;
import dev.tenon.connect.LinkLabel;
import dev.tenon.connection.User;
import dev.tenon.connection.UserStore;
import dev.tenon.server.compat.LastingLinks.Made;
import dev.tenon.server.http.Answer;
import dev.tenon.server.http.Request;
import dev.tenon.server.http.Route;
import dev.tenon.server.http.json.Fields;
import dev.tenon.server.http.json.JsonWriter;
import dev.tenon.workspace.BrandingDraft;
import dev.tenon.workspace.Colour;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Magic Links: our connect links, with Leaf's lives and settings. The address is shown when the
/// link is made and never again, because only its fingerprint is stored.
final class MagicLinkRoutes {
  private static final String LINKS = "/services/widgets/api/magic-link";
  private static final String KIND = "leaf-magic-";
  private static final Set<String> KINDS = Set.of("provider", "authentication");
  private static final List<String> TEXTS =
      List.of("backgroundColor", "headerImage", "companyLogo", "companyName");
  private static final List<String> FLAGS = List.of("showLeafUserName", "disconnectEnabled");
  private static final long LEAST_SECONDS = 900;
  private static final long YEAR = Duration.ofDays(365).toSeconds();
  private static final int MOST = 1000;

  private final LeafDesk desk;
  private final LastingLinks lasting;
  private final ConnectLinks links;
  private final UserStore users;

  MagicLinkRoutes(LeafDesk desk, LastingLinks lasting, ConnectLinks links, UserStore users) {
    this.desk = desk;
    this.lasting = lasting;
    this.links = links;
    this.users = users;
  }

  List<Route> routes() {
    return List.of(
        Route.of("POST", LINKS + "/users/{leafUserId}/{kind}", desk.either(this::forUser)),
        Route.of("POST", LINKS + "/{kind}", desk.either(this::forNewUser)),
        Route.of("GET", LINKS + "/{kind}", desk.either(this::list)),
        Route.of("GET", LINKS + "/{kind}/{magicLinkId}", desk.either(this::show)),
        Route.of("DELETE", LINKS + "/{kind}/{magicLinkId}", desk.either(this::revoke)));
  }

  private Answer forUser(Request request, Caller caller) {
    return create(caller, kind(request), LeafDesk.user(request), desk.fields(request));
  }

  /// The user is made with the link, unless there is one of that id.
  private Answer forNewUser(Request request, Caller caller) {
    String kind = kind(request);
    Fields fields = desk.fields(request);
    Optional<UserId> id = fields.requiredText("externalId", UserId::new);
    Optional<String> name = fields.text("name");
    Optional<String> email = fields.text("email");
    fields.endKnown();
    User user = new User(caller.workspace(), id.orElseThrow(), name, email, desk.now());
    Answer answer = create(caller, kind, user.id(), fields);
    users.create(user, desk.event(caller, "user.created", user.id().value(), Map.of()));
    return answer;
  }

  private Answer create(Caller caller, String kind, UserId user, Fields fields) {
    long seconds = fields.whole("expiresIn", LEAST_SECONDS, YEAR).orElse(LEAST_SECONDS);
    List<LeafProvider> providers = providers(kind, fields);
    Map<String, String> details = settings(fields);
    fields.endKnown();
    details.put("providers", String.join(" ", providers.stream().map(LeafProvider::name).toList()));
    Made made =
        lasting.make(
            caller,
            user,
            providers,
            Duration.ofSeconds(seconds),
            new LinkLabel(KIND + kind, details));
    return Answer.json(
        201,
        JsonWriter.object(
            json ->
                json.text("id", made.link().id().value())
                    .text("leafUserId", user.value())
                    .text("link", made.url().toString())
                    .text("expiresAt", CredentialJson.time(made.link().expiresAt()))));
  }

  private Answer list(Request request, Caller caller) {
    List<ConnectLink> all = links.labelled(caller, KIND + kind(request), MOST);
    return Answer.json(200, JsonWriter.listOf(all, MagicLinkRoutes::write));
  }

  private Answer show(Request request, Caller caller) {
    ConnectLink link = link(request, caller);
    return Answer.json(200, JsonWriter.object(json -> write(json, link)));
  }

  private Answer revoke(Request request, Caller caller) {
    links.revoke(caller, link(request, caller).id());
    return Answer.empty(204);
  }

  private ConnectLink link(Request request, Caller caller) {
    ConnectLinkId id = WidgetKeyRoutes.id(request.pathParameter("magicLinkId"));
    String kind = KIND + kind(request);
    return links
        .find(caller, id)
        .filter(it -> it.label().map(label -> label.kind().equals(kind)).orElse(false))
        .orElseThrow(() -> LeafProblems.unknown("Magic Link"));
  }

  private static String kind(Request request) {
    String kind = request.pathParameter("kind");
    if (!KINDS.contains(kind)) {
      throw LeafProblems.refused(
          "Magic Links are for 'provider' and 'authentication' here: the hub takes no files.");
    }
    return kind;
  }

  /// None: all.
  private static List<LeafProvider> providers(String kind, Fields fields) {
    if (kind.equals("authentication")) {
      return fields
          .requiredText("provider", MagicLinkRoutes::provider)
          .map(List::of)
          .orElse(List.of());
    }
    List<String> names = fields.texts("allowedProviders", name -> name).orElse(List.of());
    return names.contains("All")
        ? List.of()
        : names.stream()
            .map(
                name ->
                    LeafProvider.named(name)
                        .orElseThrow(
                            () ->
                                LeafProblems.invalid(
                                    "allowedProviders", "names a provider that is not known")))
            .toList();
  }

  private static LeafProvider provider(String name) {
    return LeafProvider.named(name)
        .orElseThrow(() -> new IllegalArgumentException("it is not a provider that is known"));
  }

  private static Map<String, String> settings(Fields fields) {
    Map<String, String> settings = new HashMap<>();
    Optional<Fields> given = fields.object("settings");
    given.ifPresent(
        it -> {
          TEXTS.forEach(
              name ->
                  it.text(name, text -> shown(name, text))
                      .ifPresent(text -> settings.put(name, text)));
          FLAGS.forEach(
              name -> it.flag(name).ifPresent(flag -> settings.put(name, flag.toString())));
        });
    return settings;
  }

  /// As it came: it is looked at as the page will.
  private static String shown(String name, String text) {
    if (name.equals("companyName")) {
      BrandingDraft.name(text);
    } else if (name.equals("backgroundColor") && !text.isBlank()) {
      Colour.parse(text);
    }
    return text;
  }

  private static void write(JsonWriter json, ConnectLink link) {
    LinkLabel label = link.label().orElseThrow();
    boolean authentication = label.kind().endsWith("authentication");
    json.text("id", link.id().value())
        .text("leafUserId", link.user().value())
        .nothing("link")
        .text("expiresAt", CredentialJson.time(link.expiresAt()))
        .text("createdAt", CredentialJson.time(link.createdAt()))
        .nothing("lastAccessedAt")
        .number("maxUsage", link.maxUses())
        .number("usageCount", link.uses())
        .text("widget", authentication ? "AUTHENTICATION" : "PROVIDER")
        .object("settings", it -> settings(it, label.details()));
    List<String> providers =
        Stream.of(label.details().getOrDefault("providers", "").split(" ", -1))
            .filter(it -> !it.isEmpty())
            .toList();
    if (authentication) {
      json.text("provider", providers.stream().findFirst());
    } else {
      json.texts("allowedProviders", providers.isEmpty() ? List.of("All") : providers);
    }
  }

  private static void settings(JsonWriter json, Map<String, String> details) {
    TEXTS.forEach(
        name -> Optional.ofNullable(details.get(name)).ifPresent(it -> json.text(name, it)));
    FLAGS.forEach(
        name ->
            Optional.ofNullable(details.get(name))
                .ifPresent(it -> json.flag(name, Boolean.parseBoolean(it))));
  }
}
