package dev.tenon.sandbox;

import dev.tenon.sandbox.http.Body;
import dev.tenon.sandbox.http.Headers;
import dev.tenon.sandbox.http.Json;
import dev.tenon.sandbox.http.Reply;
import dev.tenon.sandbox.http.Request;
import dev.tenon.sandbox.http.Routes;
import dev.tenon.sandbox.oauth.Policy;
import dev.tenon.sandbox.oauth.TokenCall;
import dev.tenon.sandbox.people.People;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The control API below `/sandbox/`, and the start page. Calls bring JSON, or a form from the
/// start page, which they lead back to. A page of another origin is refused.
final class ControlRoutes {
  private static final int TOKEN_CALLS_A_PAGE = 1000;

  private final URI base;
  private final Controls controls;

  ControlRoutes(URI base, Controls controls) {
    this.base = base;
    this.controls = controls;
  }

  Routes routes(Function<Request, Reply> hosts) {
    var routes = new Routes(hosts);
    routes.on("GET", "/", _ -> StartPage.show(base, controls));
    routes.on("GET", "/sandbox/style.css", _ -> stylesheet());
    show(routes, "clock", _ -> ControlJson.clock(controls.clock()));
    show(routes, "users", _ -> list(People.all().stream().map(ControlJson::person).toList()));
    show(
        routes,
        "clients",
        _ -> list(controls.clients().stream().map(ControlJson::client).toList()));
    show(routes, "grants", _ -> list(controls.grants().stream().map(ControlJson::grant).toList()));
    show(routes, "faults", _ -> faults());
    show(routes, "counters", this::counters);
    show(routes, "token-calls", this::tokenCalls);
    show(routes, "accounts", _ -> accounts());
    show(routes, "tuning", _ -> ControlJson.tuning(controls.tuning()));
    act(routes, "clock/advance", this::advance);
    act(routes, "faults", this::fail);
    act(routes, "faults/clear", _ -> clearFaults());
    act(routes, "faults/release", _ -> Json.object().put("released", controls.releaseHeld()));
    act(routes, "grants/revoke", this::revoke);
    act(routes, "clients", this::register);
    act(routes, "clients/secret", this::changeSecret);
    act(routes, "clients/apis", this::switchApi);
    act(routes, "clients/accounts", this::admit);
    act(routes, "tuning", this::tune);
    act(routes, "policies", this::setPolicy);
    act(routes, "reset", _ -> reset());
    return routes;
  }

  private static void show(Routes routes, String path, Function<Request, JsonNode> json) {
    routes.on("GET", "/sandbox/" + path, request -> Reply.json(200, json.apply(request)));
  }

  private void act(Routes routes, String path, Function<Fields, JsonNode> action) {
    routes.on("POST", "/sandbox/" + path, request -> act(request, action));
  }

  private Reply act(Request request, Function<Fields, JsonNode> action) {
    Optional<String> origin = request.header("Origin");
    if (origin.isPresent() && !origin.get().equals(base.toString())) {
      return Reply.json(403, Json.object().put("error", "the call comes from another origin"));
    }
    try {
      JsonNode done = action.apply(Fields.of(request));
      return request.isForm() ? Reply.seeOther("/") : Reply.json(200, done);
    } catch (IllegalArgumentException | ArithmeticException | DateTimeParseException bad) {
      String why = Optional.ofNullable(bad.getMessage()).orElse("bad value");
      return Reply.json(400, Json.object().put("error", why));
    }
  }

  private static ObjectNode list(Collection<? extends JsonNode> items) {
    return Json.object().set("items", Json.array(items));
  }

  private ObjectNode accounts() {
    ObjectNode json = Json.object();
    controls.accounts().forEach(json::put);
    return json;
  }

  private ObjectNode faults() {
    return list(controls.faults().stream().map(FaultReader::json).toList())
        .put("held", controls.held());
  }

  private JsonNode counters(Request request) {
    Optional<String> provider = request.query().first("provider");
    Optional<String> client = request.query().first("client_id");
    return list(controls.counters().stream()
            .filter(c -> provider.map(c.provider()::equals).orElse(true))
            .filter(c -> client.map(c.clientId()::equals).orElse(true))
            .map(ControlJson::counters)
            .toList())
        .put("held", controls.held());
  }

  private JsonNode tokenCalls(Request request) {
    List<TokenCall> calls =
        request.query().first("open").equals(Optional.of("true"))
            ? controls.openTokenCalls()
            : controls.tokenCalls(
                Long.parseLong(request.query().first("after").orElse("0")), TOKEN_CALLS_A_PAGE);
    return list(calls.stream().map(ControlJson::tokenCall).toList());
  }

  private JsonNode advance(Fields fields) {
    fields.only("seconds", "duration");
    Duration step =
        fields
            .text("duration")
            .map(Duration::parse)
            .or(() -> fields.number("seconds").map(Duration::ofSeconds))
            .orElseThrow(() -> new IllegalArgumentException("seconds or duration is missing"));
    controls.clock().advance(step);
    return ControlJson.clock(controls.clock());
  }

  private JsonNode fail(Fields fields) {
    controls.fail(FaultReader.read(fields));
    return faults();
  }

  private JsonNode clearFaults() {
    controls.clearFaults();
    return faults();
  }

  private JsonNode revoke(Fields fields) {
    fields.only("grant_id", "user");
    int revoked =
        fields
            .text("grant_id")
            .map(controls::revokeGrant)
            .orElseGet(() -> controls.revokeGrantsOf(fields.required("user")));
    return Json.object().put("revoked", revoked);
  }

  private JsonNode register(Fields fields) {
    fields.only(
        "provider",
        "name",
        "client_id",
        "client_secret",
        "redirect_uris",
        "second_consent_redirect_uris",
        "scope",
        "grant_types",
        "apis",
        "accounts",
        "jwks");
    String id = fields.required("client_id");
    SandboxClient client =
        SandboxClient.of(
                fields.required("provider"),
                id,
                fields.text("client_secret").orElse(""),
                fields.texts("redirect_uris"))
            .named(fields.text("name").orElse(id))
            .withScope(fields.text("scope").orElse(""))
            .withSecondConsentRedirectUris(fields.texts("second_consent_redirect_uris"))
            .withJwks(fields.json("jwks"));
    controls.register(withAccess(client, fields));
    return ControlJson.client(client);
  }

  private static SandboxClient withAccess(SandboxClient client, Fields fields) {
    var grantTypes = fields.texts("grant_types");
    var apis = fields.texts("apis");
    var accounts = fields.texts("accounts");
    return client
        .withGrantTypes(grantTypes.isEmpty() ? client.grantTypes() : grantTypes)
        .withAccess(
            apis.isEmpty() ? client.apis() : apis,
            accounts.isEmpty() ? client.accounts() : accounts);
  }

  private JsonNode changeSecret(Fields fields) {
    fields.only("provider", "client_id", "client_secret");
    controls.changeSecret(
        fields.required("provider"),
        fields.required("client_id"),
        fields.required("client_secret"));
    return Json.object().put("changed", true);
  }

  private JsonNode switchApi(Fields fields) {
    fields.only("provider", "client_id", "api", "enabled");
    String provider = fields.required("provider");
    String client = fields.required("client_id");
    if (fields.flag("enabled", false)) {
      controls.enableApi(provider, client, fields.required("api"));
    } else {
      controls.disableApi(provider, client, fields.required("api"));
    }
    return Json.object().put("changed", true);
  }

  private JsonNode admit(Fields fields) {
    fields.only("provider", "client_id", "accounts");
    controls.admit(
        fields.required("provider"), fields.required("client_id"), fields.texts("accounts"));
    return Json.object().put("changed", true);
  }

  private JsonNode tune(Fields fields) {
    controls.setTuning(TuningReader.read(fields, controls.tuning()));
    return ControlJson.tuning(controls.tuning());
  }

  private JsonNode setPolicy(Fields fields) {
    fields.only(
        "provider",
        "access_token_seconds",
        "refresh_idle_seconds",
        "rotation",
        "reuse_grace_seconds");
    String provider = fields.required("provider");
    Policy policy = controls.policy(provider);
    if (fields.number("access_token_seconds").isPresent()) {
      policy = policy.withAccessLifetime(seconds(fields, "access_token_seconds"));
    }
    if (fields.number("refresh_idle_seconds").isPresent()) {
      policy = policy.withRefreshIdle(seconds(fields, "refresh_idle_seconds"));
    }
    if (fields.number("reuse_grace_seconds").isPresent()) {
      policy = policy.withReuseGrace(seconds(fields, "reuse_grace_seconds"));
    }
    String rotation = fields.text("rotation").orElse(policy.rotation().name());
    policy = policy.withRotation(Policy.Rotation.valueOf(rotation.toUpperCase(Locale.ROOT)));
    controls.setPolicy(provider, policy);
    return ControlJson.policy(provider, policy);
  }

  private static Duration seconds(Fields fields, String name) {
    return Duration.ofSeconds(fields.number(name).orElseThrow());
  }

  private JsonNode reset() {
    controls.reset();
    return Json.object().put("reset", true);
  }

  private static Reply stylesheet() {
    try (InputStream in = ControlRoutes.class.getResourceAsStream("/dev/tenon/sandbox/style.css")) {
      if (in == null) {
        throw new IllegalStateException("style.css is not packed: indicates a bug");
      }
      return new Reply.Answer(
          200, Headers.of("Content-Type", "text/css; charset=utf-8"), Body.of(in.readAllBytes()));
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
