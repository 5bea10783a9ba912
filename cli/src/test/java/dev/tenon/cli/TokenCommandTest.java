package dev.tenon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.cli.terminal.ExitCode;
import dev.tenon.sdk.fake.FakeHub.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TokenCommandTest {
  static final String TOKEN =
      """
      {"access_token":"at-secret","token_type":"Bearer","expires_in":3600,
       "expires_at":"2026-01-01T01:00:00Z","scope":"openid projects","connection_id":"con_1",
       "token_version":7}""";

  private static final String ROUTE = "POST /api/v1/token";
  private static final String ASK = "token -i trimble-connect -u ada";

  private final Program tenon = new Program();

  @AfterEach
  void stop() {
    tenon.close();
  }

  @Test
  void token_stands_alone_on_standard_output() {
    tenon.hub().on(ROUTE, 200, TOKEN);

    var run = tenon.run(ASK);

    assertThat(run.out()).isEqualTo("at-secret" + System.lineSeparator());
    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isEqualTo(ExitCode.OK);
    assertThat(tenon.hub().last().authorization()).isEqualTo("Bearer tenon_key");
  }

  @Test
  void person_at_a_terminal_reads_more_beside_it() {
    tenon.hub().on(ROUTE, 200, TOKEN);

    Golden.assertMatches("token-terminal.txt", tenon.columns(80).run(ASK).seen());
  }

  @Test
  void program_reads_the_whole_answer() {
    tenon.hub().on(ROUTE, 200, TOKEN);

    Golden.assertMatches("token-json.txt", tenon.run(ASK + " --json").seen());
  }

  @Test
  void min_ttl_and_scopes_reach_the_hub() {
    tenon.hub().on(ROUTE, 200, TOKEN);

    tenon.run(ASK + " --min-ttl 120 --scope a --scope b");

    assertThat(tenon.hub().last().body())
        .contains("\"min_ttl\":120")
        .contains("\"scopes\":[\"a\",\"b\"]");
  }

  @Test
  void each_refusal_says_whose_turn_it_is_and_ends_with_its_code() {
    String problem = "{\"code\":\"%s\",\"detail\":\"%s\"%s}";
    tenon
        .hub()
        .on(
            ROUTE,
            403,
            problem.formatted(
                "connect_required",
                "ada has not connected trimble-connect",
                ",\"connect_url\":\"http://hub/connect/x\",\"missing_scopes\":[\"a\"]"))
        .on(
            ROUTE,
            404,
            problem.formatted(
                "integration_not_found",
                "There is no integration trimble-conect",
                ",\"nearest\":[\"trimble-connect\"]"))
        .on(ROUTE, 412, problem.formatted("integration_not_assigned", "Not for this app", ""))
        .on(
            ROUTE,
            new Reply(
                503,
                problem.formatted("provider_unavailable", "Trimble answers 503", ""),
                Map.of("Retry-After", "17")))
        .on(ROUTE, 502, problem.formatted("oauth_client_rejected", "Trimble refuses our id", ""))
        .on(ROUTE, 401, problem.formatted("unauthorized", "The key is unknown", ""))
        .on(ROUTE, 400, problem.formatted("invalid_request", "user is too long", ""))
        .on(ROUTE, 403, problem.formatted("app_key_required", "Only apps obtain tokens", ""))
        .on(ROUTE, 500, problem.formatted("internal", "A fault of the hub; id 42", ""));

    var seen = new StringBuilder();
    for (int i = 0; i < 9; i++) {
      seen.append(tenon.run(ASK).seen());
    }

    Golden.assertMatches("token-refusals.txt", seen.toString());
  }

  @Test
  void refusal_is_json_for_programs() {
    tenon.hub().on(ROUTE, 403, "{\"code\":\"connect_required\",\"detail\":\"no\"}");

    var run = tenon.run(ASK + " --json");

    assertThat(run.err())
        .isEqualTo("{\"code\":\"connect_required\",\"detail\":\"no\"}" + System.lineSeparator());
    assertThat(run.out()).isEmpty();
    assertThat(run.code()).isEqualTo(ExitCode.CONNECT_REQUIRED);
  }

  @Test
  void hub_that_is_not_there_and_a_missing_key_are_told() {
    tenon.hub().close();

    Golden.assertMatches(
        "token-no-hub.txt", tenon.run(ASK).seen() + tenon.without("TENON_API_KEY").run(ASK).seen());
  }

  @Test
  void key_may_come_from_a_file_or_standard_input(@TempDir Path directory) throws IOException {
    Files.writeString(directory.resolve("key"), "tenon_filed\n");
    tenon.hub().on(ROUTE, 200, TOKEN);
    tenon.in(directory).without("TENON_API_KEY");

    tenon.run(ASK + " --api-key-file key");
    assertThat(tenon.hub().last().authorization()).isEqualTo("Bearer tenon_filed");

    tenon.typing("tenon_typed\n").run(ASK + " --api-key-file -");
    assertThat(tenon.hub().last().authorization()).isEqualTo("Bearer tenon_typed");
  }

  @Test
  void wrong_command_lines_are_told_without_asking_the_hub() {
    var seen = new StringBuilder();
    for (String line :
        new String[] {
          "token -u x",
          "token -i x -u y --min-ttl soon",
          "token -i x -u y --url nowhere",
          "tokens",
          "oauth-clients",
          "workspace set"
        }) {
      seen.append("$ tenon ").append(line).append('\n').append(tenon.run(line).seen());
    }

    Golden.assertMatches("usage.txt", seen.toString());
    assertThat(tenon.hub().received()).isEmpty();
  }
}
