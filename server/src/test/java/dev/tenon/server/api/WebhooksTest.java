package dev.tenon.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.audit.AuditEntry;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class WebhooksTest {
  private static final String ALL = "/api/v1/webhooks";

  private final ApiWorld world = new ApiWorld();
  private final Client admin = world.admin();

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void webhook_is_created_shown_changed_and_deleted() {
    Reply created =
        admin.post(
            ALL,
            """
            {"url":"https://app.test/hooks","description":"billing",
             "events":["connection.revoked","connection.connected"]}
            """);
    Golden.assertMatches("webhook-created", created.expect(201));
    String one = ALL + "/" + created.get("id");
    Golden.assertMatches("webhook", admin.get(one).expect(200));
    Reply changed =
        admin.patch(one, "{\"url\":\"https://b.test/\",\"events\":\"all\",\"enabled\":false}");
    assertThat(changed.expect(200).get("url")).isEqualTo("https://b.test/");
    assertThat(changed.get("events")).isEqualTo("all");
    assertThat(changed.get("description")).isEqualTo("billing");
    assertThat(changed.json().path("enabled").asBoolean()).isFalse();
    assertThat(admin.get(one).json()).isEqualTo(changed.json());
    admin.delete(one).expect(204);
    admin.get(one).refused(404, "not_found");
    assertThat(audited())
        .containsSubsequence("webhook.deleted", "webhook.changed", "webhook.created");
  }

  @Test
  void F1_secret_is_shown_once_and_once_more_when_it_is_rotated() {
    Reply created = created();
    String secret = created.get("secret");
    assertThat(secret).startsWith("whsec_").hasSize(50);
    String one = ALL + "/" + created.get("id");
    Reply rotated = admin.post(one + "/rotate-secret").expect(200);
    assertThat(rotated.get("secret")).startsWith("whsec_").isNotEqualTo(secret);
    assertThat(rotated.json().path("old_secret_until").isNull()).isFalse();
    for (Reply shown :
        List.of(
            admin.get(one),
            admin.get(ALL),
            admin.patch(one, "{\"description\":\"x\"}"),
            admin.get("/api/v1/audit-events"))) {
      assertThat(shown.expect(200).text())
          .doesNotContain("whsec_", secret.substring(6), rotated.get("secret").substring(6));
    }
    assertThat(admin.get(one).get("secret_last_four"))
        .isEqualTo(rotated.get("secret").substring(46));
    assertThat(audited()).contains("webhook.secret_rotated");
  }

  @Test
  void address_with_tricks_and_events_that_there_are_not_are_refused() {
    for (String url :
        List.of(
            "ftp://app.test/",
            "//app.test/",
            "https://user:pass@app.test/",
            "https://app.test/#x",
            "https://app.test\\\\@evil.test/",
            "https://app.test/a b",
            "javascript:alert(1)",
            "")) {
      admin.post(ALL, "{\"url\":\"%s\"}".formatted(url)).refused(400, "invalid_request");
    }
    for (String events :
        List.of("[]", "[\"connection.refreshed\"]", "[\"webhook.test\"]", "\"some\"", "7")) {
      admin
          .post(ALL, "{\"url\":\"https://a.test/\",\"events\":%s}".formatted(events))
          .refused(400, "invalid_request");
    }
    assertThat(admin.get(ALL).json().path("items")).isEmpty();
  }

  @Test
  void what_happens_is_listed_and_can_be_sent_again() {
    String one = ALL + "/" + created().get("id");
    world.acme(admin);
    String connection = world.connect(admin, "ada");
    String test = admin.post(one + "/test").expect(202).get("id");

    Reply listed = admin.get(one + "/deliveries").expect(200);
    assertThat(listed.json().path("items"))
        .extracting(it -> it.path("type").asString() + " " + it.path("subject").asString())
        .containsExactlyInAnyOrder(
            "connection.connected " + connection, "webhook.test " + one.substring(17));
    Reply pending = admin.get(one + "/deliveries?state=pending&limit=1").expect(200);
    assertThat(pending.json().path("items")).hasSize(1);
    assertThat(
            admin
                .get(one + "/deliveries?state=pending&limit=1&cursor=" + pending.get("next_cursor"))
                .expect(200)
                .json()
                .path("items"))
        .hasSize(1);
    assertThat(admin.get(one + "/deliveries?state=failed").json().path("items")).isEmpty();
    admin.get(one + "/deliveries?state=lost").refused(400, "invalid_request");
    admin.post(one + "/deliveries/" + test + "/replay").expect(202);
    admin.post(one + "/deliveries/evt_none/replay").refused(404, "not_found");
    Reply replayed = admin.post(one + "/replay", "{\"since\":\"2020-01-01T00:00:00Z\"}");
    assertThat(replayed.expect(202).json().path("replayed").asInt()).isEqualTo(1);
    admin.post(one + "/replay", "{}").refused(400, "invalid_request");
    assertThat(audited()).contains("webhook.tested", "webhook.replayed");
  }

  @Test
  void nothing_is_sent_to_a_webhook_that_is_disabled() {
    String one = ALL + "/" + created().get("id");
    admin.patch(one, "{\"enabled\":false}").expect(200);
    Golden.assertMatches(
        "webhook-disabled", admin.post(one + "/test").refused(409, "webhook_disabled"));
    world.acme(admin);
    world.connect(admin, "ada");
    assertThat(admin.get(one + "/deliveries").json().path("items")).isEmpty();
  }

  @Test
  void a_workspace_has_fifty_at_most() {
    for (int i = 0; i < 50; i++) {
      created();
    }
    admin.post(ALL, "{\"url\":\"https://a.test/\"}").refused(409, "too_many_webhooks");
  }

  @Test
  void E12_webhooks_of_another_workspace_are_as_unknown_as_made_up_ones() {
    String id = created().get("id");
    String test = admin.post(ALL + "/" + id + "/test").expect(202).get("id");
    Client their = world.theirAdmin();
    assertThat(their.get(ALL).expect(200).json().path("items")).isEmpty();
    for (String each : List.of(id, "whk_made0up", "made up")) {
      String one = ALL + "/" + each.replace(" ", "%20");
      their.get(one).refused(404, "not_found");
      their.patch(one, "{\"enabled\":false}").refused(404, "not_found");
      their.delete(one).refused(404, "not_found");
      their.post(one + "/rotate-secret").refused(404, "not_found");
      their.post(one + "/test").refused(404, "not_found");
      their.get(one + "/deliveries").refused(404, "not_found");
      their.post(one + "/deliveries/" + test + "/replay").refused(404, "not_found");
      their.post(one + "/replay", "{\"since\":\"2020-01-01T00:00:00Z\"}").refused(404, "not_found");
    }
    assertThat(admin.get(ALL + "/" + id).json().path("enabled").asBoolean()).isTrue();
  }

  @Test
  void apps_may_not_see_webhooks() {
    String one = ALL + "/" + created().get("id");
    Client app = world.app("viewer");
    app.get(ALL).refused(403, "admin_key_required");
    app.get(one).refused(403, "admin_key_required");
    app.post(ALL, "{\"url\":\"https://a.test/\"}").refused(403, "admin_key_required");
    app.get(one + "/deliveries").refused(403, "admin_key_required");
  }

  private Reply created() {
    return admin.post(ALL, "{\"url\":\"https://a.test/\"}").expect(201);
  }

  private List<String> audited() {
    return world.stores.auditLog().list(ApiWorld.OURS, Optional.empty(), 1_000).stream()
        .map(AuditEntry::event)
        .map(event -> event.action())
        .toList();
  }
}
