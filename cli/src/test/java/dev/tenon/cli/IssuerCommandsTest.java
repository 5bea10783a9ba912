package dev.tenon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.cli.terminal.ExitCode;
import dev.tenon.sdk.fake.FakeHub;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class IssuerCommandsTest {
  private static final String ISSUER =
      """
      {"id":"iss_1","issuer":"https://id.example","audiences":["hub"],"user_claim":"sub",
       "jwks_uri":null,"created_at":"2026-01-01T00:00:00Z","warnings":["its keys are short"]}""";

  private final Program tenon = new Program();

  @AfterEach
  void stop() {
    tenon.close();
  }

  @Test
  void an_issuer_is_registered_listed_changed_and_deleted() {
    tenon
        .hub()
        .on("POST /api/v1/issuers", 201, ISSUER)
        .on("GET /api/v1/issuers", 200, "{\"items\":[" + ISSUER + "],\"next_cursor\":null}")
        .on("GET /api/v1/issuers/iss_1", 200, ISSUER)
        .on("PATCH /api/v1/issuers/iss_1", 200, ISSUER)
        .on("DELETE /api/v1/issuers/iss_1", 204, "");

    var made = tenon.run("issuers register https://id.example --audience hub --audience other");
    assertThat(made.out()).containsPattern("Issuer +https://id.example");
    assertThat(made.err()).contains("note: its keys are short");
    assertThat(body("POST /api/v1/issuers"))
        .isEqualTo("{\"audiences\":[\"hub\",\"other\"],\"issuer\":\"https://id.example\"}");
    assertThat(tenon.run("issuers list").out()).containsPattern("iss_1 +https://id.example +hub");
    assertThat(tenon.run("issuers show iss_1").out()).contains("iss_1");
    assertThat(tenon.run("issuers update iss_1 --user-claim email").code()).isEqualTo(ExitCode.OK);
    assertThat(body("PATCH /api/v1/issuers/iss_1")).isEqualTo("{\"user_claim\":\"email\"}");
    assertThat(tenon.run("issuers update iss_1").code()).isEqualTo(ExitCode.USAGE);
    assertThat(tenon.run("issuers delete iss_1").out()).contains("Deleted iss_1.");
  }

  private String body(String route) {
    return tenon.hub().received().stream()
        .filter(call -> call.route().equals(route))
        .map(FakeHub.Received::body)
        .findFirst()
        .orElseThrow();
  }
}
