package dev.tenon.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.audit.AuditEntry;
import dev.tenon.client.IntegrationName;
import dev.tenon.client.OAuthClient;
import dev.tenon.oauth.TokenAnswer;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

final class ClientSecretsTest {
  private static final String ALL = "/api/v1/oauth-clients/acme/secrets";

  private final ApiWorld world = new ApiWorld();
  private final Client admin = world.admin();

  @BeforeEach
  void register() {
    world.acme(admin);
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void secret_is_rotated_in_four_steps() {
    String connection = world.connect(admin, "ada");
    String old = ids().getFirst();

    Reply added =
        admin
            .post(
                ALL,
                "{\"client_secret\":\"planted-second-4321\",\"expires_at\":\"2027-01-01T00:00:00Z\"}")
            .expect(201);
    assertThat(added.get("last_four")).isEqualTo("4321");
    assertThat(added.json().path("position").asInt()).isEqualTo(2);
    String id = added.get("id");

    Reply tried =
        admin
            .post(ALL + "/" + id + "/try", "{\"connection_id\":\"" + connection + "\"}")
            .expect(200);
    assertThat(tried.get("result")).isEqualTo("accepted");
    assertThat(tried.json().path("token_version").asInt()).isEqualTo(2);
    assertThat(world.provider.secrets()).containsExactly(List.of(id));

    assertThat(admin.post(ALL + "/" + id + "/promote").expect(200).json().path("position").asInt())
        .isEqualTo(1);
    assertThat(ids()).containsExactly(id, old);
    assertThat(admin.get("/api/v1/oauth-clients/acme").get("client_secret_last4"))
        .isEqualTo("4321");

    admin.delete(ALL + "/" + old).expect(204);
    assertThat(ids()).containsExactly(id);
    assertThat(actions())
        .containsSubsequence(
            "oauth_client.secret_deleted",
            "oauth_client.secret_promoted",
            "oauth_client.secret_tried",
            "oauth_client.secret_added");
    assertThat(world.answers).noneMatch(answer -> answer.contains("planted-second"));
  }

  @Test
  void rejected_trial_spends_nothing_and_is_held_against_nobody() {
    String connection = world.connect(admin, "ada");
    String id = added("planted-second");
    String before = admin.get("/api/v1/connections/" + connection).text();
    for (int attempt = 0; attempt < 2; attempt++) {
      world.provider.next(new TokenAnswer.Refused("invalid_client", "unknown secret", 401));
      Reply tried =
          admin
              .post(ALL + "/" + id + "/try", "{\"connection_id\":\"" + connection + "\"}")
              .expect(200);
      assertThat(tried.get("result")).isEqualTo("rejected");
      assertThat(tried.get("message")).contains("invalid_client", "unknown secret");
    }

    assertThat(world.provider.requests()).hasSize(2);
    assertThat(admin.get("/api/v1/connections/" + connection).text()).isEqualTo(before);
    assertThat(admin.get("/api/v1/oauth-clients/acme").json().path("standing").path("status"))
        .hasToString("\"accepted\"");
    // The client itself is tried at once: no breaker keeps it out.
    admin.post("/api/v1/connections/" + connection + "/refresh").expect(200);
    assertThat(world.provider.requests()).hasSize(3);
  }

  @Test
  void last_secret_stays_and_a_client_without_one_gets_no_second() {
    admin.delete(ALL + "/" + ids().getFirst()).refused(409, "last_client_secret");
    assertThat(ids()).hasSize(1);

    world.client(admin, "spare", "generic-api-key");
    admin
        .post("/api/v1/oauth-clients/spare/secrets", "{\"client_secret\":\"planted-x\"}")
        .refused(409, "no_client_secret");
  }

  @Test
  void same_secret_is_not_added_twice_nor_a_sixth_at_all() {
    admin.post(ALL, "{\"client_secret\":\"planted-secret-1\"}").refused(409, "already_exists");
    for (int number = 2; number <= 5; number++) {
      added("planted-more-" + number);
    }
    admin
        .post(ALL, "{\"client_secret\":\"planted-more-6\"}")
        .refused(409, "too_many_client_secrets");
    assertThat(ids()).hasSize(5);
  }

  @Test
  void expiry_of_one_secret_changes_and_that_of_the_others_stays() {
    String second = added("planted-second");
    admin.patch(ALL + "/" + second, "{\"expires_at\":\"2027-01-01T00:00:00Z\"}").expect(200);
    admin
        .patch(
            "/api/v1/oauth-clients/acme", "{\"client_secret_expires_at\":\"2026-06-01T00:00:00Z\"}")
        .expect(200);

    JsonNode items = admin.get(ALL).json().path("items");
    assertThat(items.path(0).path("expires_at").asString()).isEqualTo("2026-06-01T00:00:00Z");
    assertThat(items.path(1).path("expires_at").asString()).isEqualTo("2027-01-01T00:00:00Z");
    admin.patch(ALL + "/" + second, "{}").refused(400, "invalid_request");
    assertThat(
            admin
                .patch(ALL + "/" + second, "{\"expires_at\":null}")
                .expect(200)
                .json()
                .path("expires_at")
                .isNull())
        .isTrue();
  }

  @Test
  void secrets_that_end_soon_are_warned_of() {
    String second = added("planted-second-4321");
    admin.patch(ALL + "/" + second, "{\"expires_at\":\"2026-01-09T03:04:05Z\"}").expect(200);

    assertThat(admin.get("/api/v1/oauth-clients/acme").json().path("warnings").valueStream())
        .anySatisfy(
            warning -> {
              assertThat(warning.path("field").asString()).isEqualTo("secrets");
              assertThat(warning.path("message").asString())
                  .isEqualTo("has one (…4321) that ends within 30 days: 2026-01-09T03:04:05Z");
            });
  }

  @Test
  void new_client_secret_replaces_the_first_and_all_where_the_client_moves() {
    String second = added("planted-second");
    admin.patch("/api/v1/oauth-clients/acme", "{\"client_secret\":\"planted-third\"}").expect(200);
    assertThat(ids()).hasSize(2).element(1).isEqualTo(second);

    admin
        .patch(
            "/api/v1/oauth-clients/acme",
            """
            {"client_secret":"planted-fourth","token_url":"https://elsewhere.test/token"}
            """)
        .expect(200);
    assertThat(ids()).hasSize(1).doesNotContain(second);
  }

  @Test
  void secrets_and_connections_of_others_are_not_there() {
    String own = ids().getFirst();
    world.robot(admin);
    String connection = world.connect(admin, "ada");
    String robots = ids("robot").getFirst();
    for (String path : List.of("/" + robots, "/sec_unknown")) {
      admin.delete(ALL + path).refused(404, "not_found");
      admin.post(ALL + path + "/promote").refused(404, "not_found");
      admin.patch(ALL + path, "{\"expires_at\":null}").refused(404, "not_found");
      admin
          .post(ALL + path + "/try", "{\"connection_id\":\"" + connection + "\"}")
          .refused(404, "not_found");
    }
    admin
        .post(
            "/api/v1/oauth-clients/robot/secrets/" + robots + "/try",
            "{\"connection_id\":\"" + connection + "\"}")
        .refused(404, "not_found");
    world.theirAdmin().get(ALL).refused(404, "integration_not_found");
    world.theirAdmin().delete(ALL + "/" + own).refused(404, "integration_not_found");
    world.app("viewer").get(ALL).refused(403, "admin_key_required");
    assertThat(world.provider.requests()).isEmpty();
  }

  private String added(String secret) {
    return admin.post(ALL, "{\"client_secret\":\"" + secret + "\"}").expect(201).get("id");
  }

  private List<String> ids() {
    return ids("acme");
  }

  private List<String> ids(String name) {
    List<String> listed =
        admin
            .get("/api/v1/oauth-clients/" + name + "/secrets")
            .expect(200)
            .json()
            .path("items")
            .valueStream()
            .map(item -> item.path("id").asString())
            .toList();
    OAuthClient stored =
        world.stores.oauthClients().find(ApiWorld.OURS, new IntegrationName(name)).orElseThrow();
    assertThat(stored.secrets()).extracting(secret -> secret.id()).isEqualTo(listed);
    return listed;
  }

  private List<String> actions() {
    return world.stores.auditLog().list(ApiWorld.OURS, Optional.empty(), 100).stream()
        .map(AuditEntry::event)
        .map(event -> event.action())
        .toList();
  }
}
