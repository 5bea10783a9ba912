package dev.tenon.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.exchange.SubjectTokens.Standing;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class IssuersTest {
  private static final String ISSUERS = "/api/v1/issuers";
  private static final String GOOD =
      "{\"issuer\":\"https://id.acme.test/\",\"audiences\":[\"viewer\",\"api://hub\"]}";

  private final ApiWorld world = new ApiWorld();
  private final Client admin = world.admin();

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void issuer_is_registered_and_written_to_the_audit_log() {
    Golden.assertMatches("issuer", admin.post(ISSUERS, GOOD).expect(201));
    assertThat(admin.get("/api/v1/audit-events?limit=1").text())
        .contains("issuer.registered")
        .contains("https://id.acme.test/");
  }

  @Test
  void issuer_that_is_away_is_taken_with_a_warning_and_another_ones_metadata_is_not() {
    world.subjects.standing = new Standing.Away("The issuer cannot be reached.");
    assertThat(admin.post(ISSUERS, GOOD).expect(201).json().path("warnings").path(0).asString())
        .isEqualTo("The issuer cannot be reached.");
    world.subjects.standing = new Standing.Another("it names another issuer");
    assertThat(
            admin
                .post(ISSUERS, "{\"issuer\":\"https://id.other.test\",\"audiences\":[\"a\"]}")
                .refused(400, "invalid_request")
                .text())
        .contains("it names another issuer");
    assertThat(admin.get(ISSUERS).json().path("items").size()).isEqualTo(1);
  }

  @Test
  void url_is_registered_once_but_by_each_workspace() {
    admin.post(ISSUERS, GOOD).expect(201);
    admin.post(ISSUERS, GOOD).refused(409, "already_exists");
    world.theirAdmin().post(ISSUERS, GOOD).expect(201);
    assertThat(world.theirAdmin().get(ISSUERS).json().path("items").size()).isEqualTo(1);
  }

  @Test
  void change_keeps_what_it_does_not_name_and_null_leaves_the_keys_to_the_metadata() {
    String one = ISSUERS + "/" + admin.post(ISSUERS, GOOD).get("id");
    admin.patch(one, "{\"jwks_uri\":\"https://id.acme.test/keys\"}").expect(200);
    Reply changed = admin.patch(one, "{\"user_claim\":\"oid\"}").expect(200);
    assertThat(changed.get("jwks_uri")).isEqualTo("https://id.acme.test/keys");
    assertThat(changed.get("user_claim")).isEqualTo("oid");
    assertThat(changed.json().path("audiences").size()).isEqualTo(2);
    assertThat(admin.patch(one, "{\"jwks_uri\":null}").json().path("jwks_uri").isNull()).isTrue();
    admin.patch(one, "{\"issuer\":\"https://id.other.test\"}").refused(400, "invalid_request");
  }

  @Test
  void issuer_of_another_workspace_is_as_unknown_as_a_made_up_one() {
    String id = admin.post(ISSUERS, GOOD).get("id");
    Client their = world.theirAdmin();
    for (String asked : new String[] {id, "iss_made0up", "no id at all"}) {
      String path = ISSUERS + "/" + asked.replace(" ", "%20");
      their.get(path).refused(404, "not_found");
      their.patch(path, "{}").refused(404, "not_found");
      their.delete(path).refused(404, "not_found");
    }
    admin.get(ISSUERS + "/" + id).expect(200);
  }

  @Test
  void more_than_twenty_are_too_many() {
    for (int i = 0; i < 20; i++) {
      admin
          .post(ISSUERS, "{\"issuer\":\"https://id%d.test\",\"audiences\":[\"a\"]}".formatted(i))
          .expect(201);
    }
    admin.post(ISSUERS, GOOD).refused(409, "too_many_issuers");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"issuer\":\"https://id.test\"}",
        "{\"issuer\":\"https://id.test\",\"audiences\":[]}",
        "{\"issuer\":\"https://id.test\",\"audiences\":[\" \"]}",
        "{\"issuer\":\"http://id.test\",\"audiences\":[\"a\"]}",
        "{\"issuer\":\"https://id.test?x=1\",\"audiences\":[\"a\"]}",
        "{\"issuer\":\"https://me@id.test\",\"audiences\":[\"a\"]}",
        "{\"issuer\":\"file:///etc/passwd\",\"audiences\":[\"a\"]}",
        "{\"issuer\":\"https://id.test\",\"audiences\":[\"a\"],\"user_claim\":\"a b\"}",
        "{\"issuer\":\"https://id.test\",\"audiences\":[\"a\"],\"jwks_uri\":\"ftp://id.test\"}",
      })
  void issuer_that_could_not_be_trusted_is_refused(String json) {
    admin.post(ISSUERS, json).refused(400, "invalid_request");
  }

  @Test
  void app_keys_may_not_look() {
    world.app("viewer").get(ISSUERS).refused(403, "admin_key_required");
  }
}
