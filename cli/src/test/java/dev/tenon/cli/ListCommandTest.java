package dev.tenon.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenon.cli.terminal.ExitCode;
import dev.tenon.sdk.HubRefusedException;
import dev.tenon.sdk.IncompleteListingException;
import dev.tenon.sdk.ResourceList;
import dev.tenon.sdk.Secret;
import dev.tenon.sdk.TenonClient;
import dev.tenon.sdk.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `tenon list` and `tenon resources`, and the Java client below them, against a fake hub: the real
/// one is in the guides.
final class ListCommandTest {
  private static final String CONNECTIONS =
      """
      {"items":[{"id":"con_1","integration":"tc","user":"ada","status":"active",
       "created_at":"2026-01-01T00:00:00Z"}],"next_cursor":null}""";
  private static final String RESOURCES =
      """
      {"items":[{"name":"todos","title":"To-dos","parent":"projects","parameters":["project"],
       "columns":[{"path":"label","title":"Label","type":"text"},
        {"path":"assignees","title":"Assigned to","type":"person"},
        {"path":"meta.size","title":"Size","type":"number"}],
       "formats":["json","ndjson","csv"]}],"next_cursor":null}""";
  private static final String TODOS =
      """
      {"label":"HB-1","assignees":[{"firstName":"Bo","lastName":"Li"},{"email":"c@d.example"}],"meta":{"size":3}}
      {"label":"HB-2\\u001b[31m","assignees":[]}
      {"listing":{"complete":COMPLETE,"count":2,"missing":MISSING,"notes":["odd"]}}
      """;

  @TempDir private Path directory;
  private final Program tenon = new Program();

  @BeforeEach
  void fill() {
    tenon.hub().on("GET /api/v1/connections?integration=tc&user=ada", 200, CONNECTIONS);
    tenon.hub().on("GET /api/v1/connections/con_1/resources", 200, RESOURCES);
  }

  @AfterEach
  void stop() {
    tenon.close();
  }

  @Test
  void a_list_is_a_table_for_people() {
    complete("true", "[]");
    var run = tenon.run(List.of("list", "tc/todos", "-u", "ada", "--project", "Harbour bridge"));

    assertThat(run.code()).as(run.seen()).isEqualTo(ExitCode.OK);
    assertThat(run.out())
        .containsPattern("LABEL +ASSIGNED TO +SIZE")
        .containsPattern("HB-1 +Bo Li, c@d.example +3")
        .contains("HB-2?[31m");
    assertThat(run.err()).contains("note: odd");
    assertThat(tenon.run(List.of("resources", "tc", "-u", "ada")).out())
        .containsPattern("todos +To-dos +project +json, ndjson, csv");
  }

  @Test
  void a_list_that_is_not_complete_fails() {
    complete("false", "[{\"code\":\"provider_unavailable\",\"detail\":\"Asia is away.\"}]");

    var run = tenon.run(List.of("list", "tc/todos", "-u", "ada", "--project", "Harbour bridge"));

    assertThat(run.code()).isEqualTo(ExitCode.PROVIDER_UNAVAILABLE);
    assertThat(run.err()).contains("not complete: Asia is away.");
  }

  @Test
  void other_forms_are_passed_through_and_files_are_whole_or_not_there() throws IOException {
    String path =
        "GET /api/v1/connections/con_1/resources/todos?format=csv&project=Harbour%20bridge";
    tenon.hub().on(path, 200, "Label\r\nHB-1\r\n");

    var run =
        tenon
            .in(directory)
            .run(
                List.of(
                    "list",
                    "tc/todos",
                    "-u",
                    "ada",
                    "--in",
                    "project=Harbour bridge",
                    "--format",
                    "csv",
                    "--to",
                    "todos.csv"));

    assertThat(run.code()).as(run.seen()).isEqualTo(ExitCode.OK);
    assertThat(Files.readString(directory.resolve("todos.csv"))).isEqualTo("Label\r\nHB-1\r\n");
    assertThat(tenon.run("list tc/todos -u ada --format xml").code()).isEqualTo(ExitCode.USAGE);
    assertThat(tenon.run("list todos -u ada").code()).isEqualTo(ExitCode.USAGE);
    assertThat(tenon.run("list tc/todos -u ada --limit none").code()).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void the_java_client_gives_items_and_then_says_what_is_missing() {
    complete("false", "[{\"code\":\"limit\",\"detail\":\"The end.\"}]");
    try (TenonClient client = TenonClient.of(tenon.hub().url(), Secret.of("tenon_key"));
        ResourceList todos =
            client.resource("tc", "todos", "ada").within("project", "Harbour bridge").list()) {
      List<JsonObject> got = new ArrayList<>();

      assertThatThrownBy(() -> todos.forEach(got::add))
          .isInstanceOf(IncompleteListingException.class)
          .hasMessageContaining("The end");

      assertThat(got).hasSize(2);
      assertThatThrownBy(todos::iterator).isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(() -> client.resource("tc", "other", "ada").list())
          .isInstanceOf(HubRefusedException.class);
    }
  }

  private void complete(String complete, String missing) {
    tenon
        .hub()
        .on(
            "GET /api/v1/connections/con_1/resources/todos?format=ndjson&project=Harbour%20bridge",
            200, TODOS.replace("COMPLETE", complete).replace("MISSING", missing));
  }
}
