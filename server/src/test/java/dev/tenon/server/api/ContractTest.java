package dev.tenon.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.server.http.Route;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

final class ContractTest {
  /// Answered by other rooms, or not a call of the API.
  private static final Set<String> ELSEWHERE =
      Set.of(
          "GET /health/live",
          "GET /health/ready",
          "GET /metrics",
          "GET /api/v1/connections/{id}/resources",
          "GET /api/v1/connections/{id}/resources/{resource}",
          "GET /api/v1/connections/{id}/resources/{resource}/{item}/file",
          "POST /api/v1/app-pages",
          "POST /api/v1/connectors/try",
          "GET /api/v1/connections/{id}/syncs",
          "POST /api/v1/connections/{id}/syncs",
          "GET /api/v1/connections/{id}/syncs/{sync}",
          "PATCH /api/v1/connections/{id}/syncs/{sync}",
          "DELETE /api/v1/connections/{id}/syncs/{sync}",
          "POST /api/v1/connections/{id}/syncs/{sync}/run",
          "GET /api/v1/connections/{id}/syncs/{sync}/runs",
          "GET /api/v1/connections/{id}/records/{resource}",
          "GET /api/v1/connections/{id}/records/{resource}/{record}",
          "GET /api/v1/connections/{id}/organizations",
          "PATCH /api/v1/connections/{id}/organizations/{organization}",
          "GET /proxy/{integration}/{path}",
          "POST /proxy/{integration}/{path}",
          "PUT /proxy/{integration}/{path}",
          "PATCH /proxy/{integration}/{path}",
          "DELETE /proxy/{integration}/{path}");

  private static final Set<String> UNDESCRIBED = Set.of("GET /docs/assets/{file}");

  private static final String LOCAL =
      """
      name: acme-local
      title: Acme
      sources: [https://acme.test/docs]
      checked: 2026-01-01
      verified: false
      definitions:
        api-key:
          title: API key
          type: api_key
          fields:
            api_key: {title: Key, secret: true}
      api:
        base_url: https://api.acme.test
      """;

  private final ApiWorld world = new ApiWorld();
  private final Client admin = world.admin();

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void document_and_routes_name_the_same_calls() {
    Set<String> routes = world.routes.stream().map(ContractTest::call).collect(Collectors.toSet());
    routes.removeAll(UNDESCRIBED);
    routes.addAll(ELSEWHERE);
    assertThat(world.contract.calls()).containsExactlyInAnyOrderElementsOf(routes);
  }

  @Test
  void document_says_which_key_each_call_takes() {
    Client app = world.app("viewer");
    for (String call : world.contract.calls()) {
      String path = call.substring(call.indexOf(' ') + 1);
      boolean isElsewhere = ELSEWHERE.contains(call);
      if (!path.startsWith("/api/") || !call.startsWith("GET ") || isElsewhere) {
        continue;
      }
      String concrete = path.replaceAll("\\{[a-z]+}", "x");
      boolean forApps = takes(path, "get", "appKey");
      boolean forAdmins = takes(path, "get", "adminKey");
      assertThat(app.get(concrete).status() == 403).as(call).isEqualTo(!forApps);
      assertThat(admin.get(concrete).status() == 403).as(call).isEqualTo(!forAdmins);
      assertThat(world.nobody().get(concrete).status()).as(call).isEqualTo(401);
    }
  }

  /// Every field that any call takes is sent to each call, as something that no field may be.
  @Test
  void each_call_takes_the_fields_that_the_document_says_and_no_other() {
    Client app = world.app("viewer");
    Client operator = world.operator();
    world.acme(admin);
    admin.post("/api/v1/users", "{\"id\":\"ada\"}").expect(201);
    String link =
        admin
            .post("/api/v1/connect-links", "{\"integration\":\"acme\",\"user\":\"ada\"}")
            .get("id");
    String webhook =
        admin.post("/api/v1/webhooks", "{\"url\":\"https://a.test/\"}").expect(201).get("id");
    String issuer =
        admin
            .post("/api/v1/issuers", "{\"issuer\":\"https://id.test\",\"audiences\":[\"a\"]}")
            .expect(201)
            .get("id");
    String secret =
        admin
            .get("/api/v1/oauth-clients/acme/secrets")
            .expect(200)
            .json()
            .path("items")
            .path(0)
            .path("id")
            .asString();
    List<String> calls =
        world.contract.calls().stream()
            .filter(this::takesJson)
            .filter(call -> !ELSEWHERE.contains(call))
            .toList();
    Set<String> every = calls.stream().flatMap(this::fields).collect(Collectors.toSet());
    String body =
        every.stream().map("\"%s\":[[]]"::formatted).collect(Collectors.joining(",", "{", "}"));
    assertThat(calls).hasSizeGreaterThan(10);
    for (String call : calls) {
      String[] parts = call.split(" ", -1);
      String path =
          parts[1]
              .replace("oauth-clients/{name}", "oauth-clients/acme")
              .replace("apps/{name}", "apps/viewer")
              .replace("users/{id}", "users/ada")
              .replace("connect-links/{id}", "connect-links/" + link)
              .replace("secrets/{id}", "secrets/" + secret)
              .replace("issuers/{id}", "issuers/" + issuer)
              .replace("webhooks/{id}", "webhooks/" + webhook);
      Client caller = caller(parts[1], app, operator);
      Reply reply =
          switch (parts[0]) {
            case "PATCH" -> caller.patch(path, body);
            case "PUT" -> caller.put(path, body);
            default -> caller.post(path, body);
          };
      Set<String> taken =
          reply
              .refused(400, "invalid_request")
              .json()
              .path("errors")
              .valueStream()
              .filter(error -> !error.path("message").asString().startsWith("is unknown"))
              .map(error -> error.path("field").asString())
              .collect(Collectors.toSet());
      assertThat(taken).as(call).isEqualTo(fields(call).collect(Collectors.toSet()));
    }
  }

  private Client caller(String path, Client app, Client operator) {
    Client others = path.equals("/api/v1/workspaces") ? operator : admin;
    return path.startsWith("/api/v1/token") ? app : others;
  }

  /// Each call is made with success; [Client] holds the answers against their schemas.
  @Test
  void answer_of_every_call_fits_its_schema() {
    Client app = world.app("viewer");
    appsAndKeys();
    usersAndWorkspace();
    connectors();
    connections(app);
    links(app);
    webhooks();
    exchange(app);
    workspaces();
    world.nobody().get("/openapi.json").expect(200);
    world.nobody().get("/docs").expect(200);
    List<String> expected =
        world.contract.calls().stream()
            .filter(call -> !ELSEWHERE.contains(call))
            // Confirming needs a user who came back from a provider: tested with the journeys.
            .filter(call -> !call.endsWith("/confirm"))
            .toList();
    assertThat(world.contract.seen()).containsAll(expected);
  }

  @Test
  void every_reference_in_the_document_leads_somewhere_and_every_schema_is_used() {
    String text = world.nobody().get("/openapi.json").text();
    Set<String> referred =
        Stream.of(text.split("\"\\$ref\":\"", -1))
            .skip(1)
            .map(it -> it.substring(0, it.indexOf('"')))
            .collect(Collectors.toSet());
    for (String reference : referred) {
      JsonNode target = world.contract.document().at(reference.substring(1));
      assertThat(target.isMissingNode()).as(reference).isFalse();
    }
    for (String schema :
        world.contract.document().path("components").path("schemas").propertyNames()) {
      assertThat(referred).contains("#/components/schemas/" + schema);
    }
  }

  private void appsAndKeys() {
    admin.post("/api/v1/apps", "{\"name\":\"second\"}").expect(201);
    admin.get("/api/v1/apps").expect(200);
    admin.get("/api/v1/apps/second").expect(200);
    admin.patch("/api/v1/apps/second", "{\"return_urls\":[\"https://a.test/\"]}").expect(200);
    String key = admin.post("/api/v1/apps/second/keys", "{\"name\":\"k\"}").get("id");
    admin.get("/api/v1/apps/second/keys").expect(200);
    admin.delete("/api/v1/apps/second/keys/" + key).expect(204);
    admin.delete("/api/v1/apps/second").expect(204);
    String adminKey = admin.post("/api/v1/keys", "{\"name\":\"k\"}").expect(201).get("id");
    admin.get("/api/v1/keys").expect(200);
    admin.delete("/api/v1/keys/" + adminKey).expect(204);
  }

  private void usersAndWorkspace() {
    admin.post("/api/v1/users", "{\"id\":\"org/ada\",\"name\":\"Ada\"}").expect(201);
    admin.get("/api/v1/users").expect(200);
    admin.get("/api/v1/users/org%2Fada").expect(200);
    admin.patch("/api/v1/users/org%2Fada", "{\"email\":\"ada@acme.test\"}").expect(200);
    admin.delete("/api/v1/users/org%2Fada").expect(204);
    admin.get("/api/v1/workspace").expect(200);
    admin.patch("/api/v1/workspace", "{\"link_verification\":\"none\"}").expect(200);
    admin.get("/api/v1/workspace/retention").expect(200);
    admin
        .put(
            "/api/v1/workspace/retention",
            """
            {"connection_events_days":90,"webhook_events_days":30,"statistics_days":35,
             "audit_days":400}
            """)
        .expect(200);
    admin.post("/api/v1/console-links", "{\"email\":\"ada@acme.test\"}").expect(201);
    admin.get("/api/v1/audit-events").expect(200);
    admin.get("/api/v1/audit-events/verification").expect(200);
  }

  private void connectors() {
    admin.get("/api/v1/connectors").expect(200);
    admin.get("/api/v1/connectors/trimble-connect").expect(200);
    admin.post("/api/v1/connectors/check", "application/yaml", LOCAL).expect(200);
    admin.post("/api/v1/connectors", "application/yaml", LOCAL).expect(201);
    admin.post("/api/v1/connectors", "application/yaml", LOCAL).expect(200);
    admin.delete("/api/v1/connectors/acme-local").expect(204);
  }

  private void connections(Client app) {
    world.acme(admin);
    admin.get("/api/v1/oauth-clients").expect(200);
    admin.get("/api/v1/oauth-clients/acme").expect(200);
    admin.get("/api/v1/oauth-clients/acme/dependents").expect(200);
    admin.patch("/api/v1/oauth-clients/acme", "{\"prompt\":\"login\"}").expect(200);
    world.client(admin, "spare", "generic-api-key");
    admin.delete("/api/v1/oauth-clients/spare").expect(204);
    String id = world.connect(admin, "ada");
    app.post("/api/v1/token", "{\"integration\":\"acme\",\"user\":\"ada\"}").expect(200);
    app.post(
            "/api/v1/token/report-invalid",
            "{\"connection_id\":\"%s\",\"token_version\":1}".formatted(id))
        .expect(200);
    secrets(id);
    app.get("/api/v1/connections").expect(200);
    admin
        .post(
            "/api/v1/connections/import",
            """
            {"connections":[{"integration":"acme","user":"many","refresh_token":"planted-refresh"}]}
            """)
        .expect(200);
    app.get("/api/v1/connections/" + id).expect(200);
    app.get("/api/v1/connections/" + id + "/events").expect(200);
    app.post("/api/v1/connections/" + id + "/refresh").expect(200);
    app.delete("/api/v1/connections/" + id).expect(200);
  }

  private void secrets(String connection) {
    String all = "/api/v1/oauth-clients/acme/secrets";
    String id = admin.post(all, "{\"client_secret\":\"planted-2\"}").expect(201).get("id");
    admin.get(all).expect(200);
    admin.patch(all + "/" + id, "{\"expires_at\":\"2027-01-01T00:00:00Z\"}").expect(200);
    admin
        .post(all + "/" + id + "/try", "{\"connection_id\":\"%s\"}".formatted(connection))
        .expect(200);
    admin.post(all + "/" + id + "/promote").expect(200);
    admin.delete(all + "/" + id).expect(204);
  }

  private void exchange(Client app) {
    String id =
        admin
            .post("/api/v1/issuers", "{\"issuer\":\"https://id.test\",\"audiences\":[\"a\"]}")
            .expect(201)
            .get("id");
    admin.get("/api/v1/issuers").expect(200);
    admin.get("/api/v1/issuers/" + id).expect(200);
    admin.patch("/api/v1/issuers/" + id, "{\"user_claim\":\"oid\"}").expect(200);
    world.connect(admin, "eve");
    app.post(
            "/oauth2/token",
            "application/x-www-form-urlencoded",
            "grant_type=urn:ietf:params:oauth:grant-type:token-exchange&audience=acme"
                + "&subject_token_type=urn:ietf:params:oauth:token-type:jwt"
                + "&subject_token=https://id.test+eve")
        .expect(200);
    world.nobody().get("/.well-known/oauth-authorization-server").expect(200);
    admin.delete("/api/v1/issuers/" + id).expect(204);
  }

  private void links(Client app) {
    String id =
        app.post("/api/v1/connect-links", "{\"integration\":\"acme\",\"user\":\"ada\"}")
            .expect(201)
            .get("id");
    app.get("/api/v1/connect-links/" + id).expect(200);
    app.delete("/api/v1/connect-links/" + id).expect(204);
  }

  /// Connector files, which are JSON for programs that know nothing else, are tested as YAML.
  private boolean takesJson(String call) {
    return !call.contains("/connectors") && fields(call).findAny().isPresent();
  }

  private Stream<String> fields(String call) {
    String[] parts = call.split(" ", -1);
    JsonNode schema =
        world
            .contract
            .document()
            .path("paths")
            .path(parts[1])
            .path(parts[0].toLowerCase(Locale.ROOT))
            .path("requestBody")
            .path("content")
            .path("application/json")
            .path("schema");
    JsonNode described =
        schema.has("$ref")
            ? world.contract.document().at(schema.path("$ref").asString().substring(1))
            : schema;
    return described.path("properties").propertyNames().stream();
  }

  private void webhooks() {
    String id =
        admin.post("/api/v1/webhooks", "{\"url\":\"https://a.test/\"}").expect(201).get("id");
    String one = "/api/v1/webhooks/" + id;
    admin.get("/api/v1/webhooks").expect(200);
    admin.get(one).expect(200);
    admin.patch(one, "{\"events\":[\"connection.revoked\"]}").expect(200);
    admin.post(one + "/rotate-secret").expect(200);
    String test = admin.post(one + "/test").expect(202).get("id");
    admin.get(one + "/deliveries").expect(200);
    admin.post(one + "/deliveries/" + test + "/replay").expect(202);
    admin.post(one + "/replay", "{\"since\":\"2026-01-01T00:00:00Z\"}").expect(202);
    admin.delete(one).expect(204);
  }

  private void workspaces() {
    Client operator = world.operator();
    operator.post("/api/v1/workspaces", "{\"name\":\"Second\"}").expect(201);
    operator.get("/api/v1/workspaces").expect(200);
  }

  private boolean takes(String path, String method, String scheme) {
    JsonNode security =
        world.contract.document().path("paths").path(path).path(method).path("security");
    return security.valueStream().anyMatch(it -> it.has(scheme));
  }

  private static String call(Route route) {
    return route.method() + " " + route.pattern();
  }
}
