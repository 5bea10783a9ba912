package dev.tenon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.cli.terminal.ExitCode;
import dev.tenon.sdk.fake.FakeHub;
import dev.tenon.sdk.fake.FakeHub.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CallCommandTest {
  private static final String WHO = " -i tc -u ada";

  private final Program tenon = new Program();
  private final FakeHub provider = FakeHub.start();

  @BeforeEach
  void connect() {
    tenon.hub().on("POST /api/v1/token", 200, TokenCommandTest.TOKEN);
  }

  @AfterEach
  void stop() {
    tenon.close();
    provider.close();
  }

  @Test
  void path_is_called_through_the_hub_which_keeps_the_token() {
    tenon.hub().on("GET /proxy/tc/projects?x=1", 200, "[{\"name\":\"Quay\"}]");

    var run = tenon.run("call get /projects?x=1 --region europe" + WHO);

    assertThat(run.out()).isEqualTo("[{\"name\":\"Quay\"}]");
    assertThat(run.code()).isEqualTo(ExitCode.OK);
    assertThat(tenon.hub().last().headers())
        .containsEntry("Tenon-User", "ada")
        .containsEntry("Tenon-Region", "europe");
    assertThat(tenon.hub().received()).hasSize(1);
  }

  @Test
  void scope_that_is_asked_for_is_checked_before_the_call() {
    tenon.hub().on("GET /proxy/tc/x", 200, "{}");

    tenon.run("call GET /x --scope read" + WHO);

    assertThat(tenon.hub().received())
        .extracting(FakeHub.Received::route)
        .containsExactly("POST /api/v1/token", "GET /proxy/tc/x");
  }

  @Test
  void refusal_of_the_hubs_own_says_whose_turn_it_is() {
    tenon
        .hub()
        .on(
            "GET /proxy/tc/x",
            new Reply(
                403,
                "{\"code\":\"connect_required\",\"detail\":\"ada has not connected.\","
                    + "\"connect_url\":\"http://hub/connect/1\"}",
                Map.of("Tenon-Error", "connect_required")));

    var run = tenon.run("call GET /x" + WHO);

    assertThat(run.code()).isEqualTo(ExitCode.CONNECT_REQUIRED);
    assertThat(run.err()).contains("ada has not connected.", "http://hub/connect/1");
  }

  @Test
  void whole_address_is_called_as_it_was_typed() {
    provider.on("POST /elsewhere", 201, "{}");

    var run =
        tenon.run(
            List.of(
                "call",
                "POST",
                provider.url() + "/elsewhere",
                "-i",
                "tc",
                "-u",
                "ada",
                "-d",
                "{\"a\":1}"));

    assertThat(run.code()).isEqualTo(ExitCode.OK);
    assertThat(provider.last().body()).isEqualTo("{\"a\":1}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "//evil.example/x",
        "/../../admin",
        "/a/../../../x",
        "/%2e%2e/x",
        "/x%2f..",
        "/a\\b",
        "/..",
        "http://evil.example/x",
        "http://user@127.0.0.1/x",
        "ftp://x/y",
        "projects"
      })
  void token_goes_nowhere_else(String where) {
    var run = tenon.run(List.of("call", "GET", where, "-i", "tc", "-u", "ada"));

    assertThat(run.code()).isEqualTo(ExitCode.USAGE);
    assertThat(run.seen()).doesNotContain("at-secret");
    assertThat(provider.received()).isEmpty();
  }

  @Test
  void redirect_is_shown_and_not_followed() {
    tenon
        .hub()
        .on("GET /proxy/tc/x", new Reply(302, "", Map.of("Location", "https://evil.example/")));

    var run = tenon.run("call GET /x" + WHO);

    assertThat(run.err()).contains("Location (not followed): https://evil.example/");
    assertThat(tenon.hub().received()).hasSize(1);
  }

  @Test
  void answer_401_is_reported_and_the_call_is_made_once_more() {
    provider.on("GET /x", 401, "old").on("GET /x", 200, "new");
    tenon.hub().on("POST /api/v1/token/report-invalid", 202, "");

    assertThat(tenon.run("call GET " + provider.url() + "/x" + WHO).out()).isEqualTo("new");
    assertThat(tenon.hub().received())
        .filteredOn(call -> call.route().endsWith("report-invalid"))
        .hasSize(1);
  }

  @Test
  void refusal_of_the_provider_shows_in_the_exit_code() {
    tenon.hub().on("GET /proxy/tc/a", 404, "no").on("GET /proxy/tc/b", 429, "slow");

    assertThat(tenon.run("call GET /a" + WHO).code()).isEqualTo(ExitCode.REFUSED);
    assertThat(tenon.run("call GET /b" + WHO).code()).isEqualTo(ExitCode.PROVIDER_UNAVAILABLE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          GET /tc/api/2.0/project/v1/hubs | 200 | {"data":[{"attributes":{"region":"EMEA"}}],"meta":{"warnings":[{"HttpStatusCode":"403","Title":"Unable to get hubs from BIM360DM US."}]}} | US skipped: the app is in no account there
          GET /tc/api/2.0/project/v1/hubs | 200 | {"data":[],"meta":{"warnings":[{"HttpStatusCode":"401","Title":"Unable to get hubs from BIM360DM US."}]}} | An Account Admin adds
          GET /tc/api/2.0/project/v1/hubs/b.1/projects | 403 | {"errors":[]} | no Custom Integration of this account
          GET /tc/api/2.0/project/v1/hubs | 403 | {"errorCode":"AUTH-001"} | goes to API Access
          GET /tc/api/2.0/project/v1/hubs | 403 | {"errorCode":"AUTH-010"} | lacks a permission
          GET /tc/api/2.0/projects/x | 404 | {"errorcode":"NOT_FOUND"} | Each region knows its own projects only
          GET /tc/api/2.0/projects | 206 | [] | Only a part of the list came
          GET /tc/api/2.0/projects | 429 | too fast | asks to wait
          """)
  void what_an_answer_means_is_said_where_it_is_known(
      String route, int status, String body, String said) {
    tenon.hub().on(route.replace("GET /tc/api/2.0", "GET /proxy/tc"), status, body);

    var run = tenon.run("call GET " + route.replace("GET /tc/api/2.0", "") + WHO);

    assertThat(run.err()).contains("note: ").contains(said);
    assertThat(run.out()).isEqualTo(body);
  }

  @Test
  void answer_that_is_not_known_is_shown_as_it_is() {
    String large = "[" + "1,".repeat(300_000) + "1]";
    tenon.hub().on("GET /proxy/tc/x/hubs", 200, large);

    var run = tenon.run("call GET /x/hubs" + WHO);

    assertThat(run.out()).isEqualTo(large);
    assertThat(run.err()).isEmpty();
  }

  @Test
  void own_authorization_header_is_refused() {
    var run =
        tenon.run(
            List.of("call", "GET", "/x", "-i", "tc", "-u", "ada", "-H", "Authorization: Basic x"));

    assertThat(run.code()).isEqualTo(ExitCode.USAGE);
    assertThat(tenon.hub().received()).isEmpty();
  }

  @Test
  void answer_goes_to_a_file_when_asked(@TempDir Path directory) throws IOException {
    tenon.hub().on("GET /proxy/tc/x", 200, "bytes");

    tenon.in(directory).run("call GET /x -o answer" + WHO);

    assertThat(Files.readString(directory.resolve("answer"))).isEqualTo("bytes");
  }
}
