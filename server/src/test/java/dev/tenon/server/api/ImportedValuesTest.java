package dev.tenon.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Imports for a connector whose addresses need what a user types.
final class ImportedValuesTest {
  private static final String ALL = "/api/v1/connections";
  private static final String TENANTED =
      """
      name: tenanted
      title: Tenanted
      sources: [https://tenanted.test/docs]
      checked: 2026-01-01
      verified: false
      definitions:
        sign-in:
          title: Sign-in
          type: authorization_code
          fields:
            subdomain: {title: Subdomain, format: label, example: acme}
            pin: {title: PIN, secret: true, required: false}
          authorize: {url: 'https://${subdomain}.tenanted.test/authorize'}
          token:
            url: https://${subdomain}.tenanted.test/token
            answer: {keep: {site: site}}
      api:
        base_url: https://${subdomain}.tenanted.test/${site}
      """;

  private final ApiWorld world = new ApiWorld();
  private final Client admin = world.admin();
  private final Client app = world.app("viewer");

  @BeforeEach
  void register() {
    admin.post("/api/v1/connectors", "application/yaml", TENANTED).expect(201);
    admin
        .post(
            "/api/v1/oauth-clients",
            """
            {"name":"tenanted","connector":"tenanted","client_id":"t-1",
             "client_secret":"planted-secret-3"}
            """)
        .expect(201);
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void imported_values_fill_the_addresses_that_need_them() {
    take("\"values\":{\"subdomain\":\" acme \"}").expect(201);

    app.post("/api/v1/token", "{\"integration\":\"tenanted\",\"user\":\"ada\"}").expect(200);

    assertThat(world.provider.clients().getFirst().tokenUrl())
        .contains(URI.create("https://acme.tenanted.test/token"));
  }

  @Test
  void importing_again_without_values_keeps_those_that_the_connection_has() {
    take("\"values\":{\"subdomain\":\"acme\"}").expect(201);

    take("\"scope\":\"read\"").expect(200);

    app.post("/api/v1/token", "{\"integration\":\"tenanted\",\"user\":\"ada\"}").expect(200);
    assertThat(world.provider.clients().getFirst().values()).containsEntry("subdomain", "acme");
  }

  @Test
  void values_are_held_against_the_fields_of_the_form_and_every_wrong_one_is_named() {
    assertThat(error(take("\"scope\":\"read\""), "values.subdomain")).isEqualTo("is missing");
    assertThat(error(take("\"values\":{\"subdomain\":\"evil.test/x\"}"), "values.subdomain"))
        .startsWith("must be one label of a host name");
    Reply both = take("\"values\":{\"subdomian\":\"acme\",\"pin\":\"1234\"}");
    assertThat(error(both, "values.subdomian")).contains("did you mean 'subdomain'?");
    assertThat(error(both, "values.pin")).contains("credentials");
    assertThat(admin.get(ALL).json().path("items")).isEmpty();
  }

  /// What callbacks and answers bring may lead to where the client's secret is sent.
  @Test
  void what_only_the_provider_gives_is_not_taken_from_an_import() {
    Reply refused = take("\"values\":{\"subdomain\":\"acme\",\"site\":\"1\"}");

    assertThat(error(refused, "values.site")).startsWith("is not asked of users here");
  }

  private Reply take(String more) {
    return admin.post(
        ALL,
        "{\"integration\":\"tenanted\",\"user\":\"ada\",\"refresh_token\":\"planted-refresh-1\",%s}"
            .formatted(more));
  }

  private static String error(Reply reply, String field) {
    return reply
        .refused(400, "invalid_request")
        .json()
        .path("errors")
        .valueStream()
        .filter(error -> error.path("field").asString().equals(field))
        .map(error -> error.path("message").asString())
        .findFirst()
        .orElse("not refused");
  }
}
