package dev.tenon.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenon.cli.terminal.ExitCode;
import dev.tenon.sdk.IncompleteListingException;
import dev.tenon.sdk.RecordList;
import dev.tenon.sdk.Secret;
import dev.tenon.sdk.TenonClient;
import dev.tenon.sdk.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// `tenon syncs` and `tenon records`, and the Java client below them, against a fake hub.
final class SyncCommandsTest {
  private static final String SYNC =
      """
      {"id":"sync_1","connection_id":"con_1","resource":"todos","within":{"project":"Harbour bridge"},
       "app":"viewer","interval_seconds":900,"paused":false,"organizations":"all",
       "max_items":1000000,"max_item_bytes":1048576,"deleted_kept_days":30,"versions_kept":5,
       "status":"in_step","complete_at":"2026-01-02T03:00:00Z","failing_since":null,
       "next_run_at":"2026-01-02T03:15:00Z","created_at":"2026-01-01T00:00:00Z"}""";
  private static final String RUNS =
      """
      {"items":[{"number":2,"full":true,"state":"incomplete","attempts":1,
        "started_at":"2026-01-02T03:00:00Z","ended_at":"2026-01-02T03:01:30Z","added":1,"changed":2,
        "deleted":0,"unchanged":4309,"left_out":1,"code":"provider_unavailable",
        "detail":"The provider answered 503.","missing":[],"notes":[],"changed_since":41},
       {"number":1,"full":true,"state":"complete","attempts":1,
        "started_at":"2026-01-01T03:00:00Z","ended_at":"2026-01-01T03:02:00Z","added":4312,
        "changed":0,"deleted":0,"unchanged":0,"left_out":0,"code":null,"detail":null,"missing":[],
        "notes":[],"changed_since":0}],"next_cursor":null}""";
  private static final String SYNCS = "GET /api/v1/connections/con_1/syncs";
  private static final String RECORDS = "GET /api/v1/connections/con_1/records/todos";

  private final Program tenon = new Program();

  @BeforeEach
  void fill() {
    tenon
        .hub()
        .on(
            "GET /api/v1/connections?integration=tc&user=ada",
            200,
            """
            {"items":[{"id":"con_1","integration":"tc","user":"ada","status":"active",
             "created_at":"2026-01-01T00:00:00Z"}],"next_cursor":null}""")
        .on(SYNCS, 200, "{\"items\":[" + SYNC + "],\"next_cursor\":null}")
        .on(SYNCS + "/sync_1/runs", 200, RUNS)
        .on(
            "GET /api/v1/connections/con_1/resources",
            200,
            """
            {"items":[{"name":"todos","columns":[{"path":"label","title":"Label","type":"text"}]}],
             "next_cursor":null}""");
  }

  @AfterEach
  void stop() {
    tenon.close();
  }

  @Test
  void syncs_are_shown_as_they_were_reviewed() {
    var seen = new StringBuilder();
    for (String line :
        new String[] {
          "syncs list tc -u ada", "syncs show tc/todos -u ada", "syncs runs tc/todos -u ada"
        }) {
      seen.append("$ tenon ").append(line).append('\n').append(tenon.run(line).seen());
    }

    Golden.assertMatches("syncs.txt", seen.toString());
  }

  @Test
  void what_is_given_is_added_and_changed_and_nothing_else() {
    String one = "/api/v1/connections/con_1/syncs/sync_1";
    tenon
        .hub()
        .on("POST /api/v1/connections/con_1/syncs", 201, SYNC)
        .on("PATCH " + one, 200, SYNC)
        .on("POST " + one + "/run", 202, "{\"id\":\"sync_1\",\"runs_already\":true}")
        .on("DELETE " + one, 204, "");

    List<String> add =
        List.of("syncs", "add", "tc/todos", "-u", "ada", "--every", "15m", "--app", "viewer");
    List<String> narrowed = new ArrayList<>(add);
    narrowed.addAll(List.of("--in", "project=Harbour bridge"));
    assertThat(tenon.run(narrowed).code()).isEqualTo(ExitCode.OK);
    assertThat(body("POST"))
        .isEqualTo(
            "{\"app\":\"viewer\",\"interval_seconds\":900,"
                + "\"within\":{\"project\":\"Harbour bridge\"},\"resource\":\"todos\"}");
    assertThat(tenon.run("syncs change tc/todos -u ada --by-hand --versions-kept 0").code())
        .isEqualTo(ExitCode.OK);
    assertThat(body("PATCH")).isEqualTo("{\"interval_seconds\":null,\"versions_kept\":0}");
    assertThat(tenon.run("syncs pause tc/todos -u ada").code()).isEqualTo(ExitCode.OK);
    assertThat(body("PATCH")).isEqualTo("{\"paused\":true}");
    assertThat(tenon.run("syncs resume tc/todos -u ada").code()).isEqualTo(ExitCode.OK);
    assertThat(body("PATCH")).isEqualTo("{\"paused\":false}");
    assertThat(tenon.run("syncs run tc/todos -u ada").out()).contains("runs already");
    assertThat(tenon.run("syncs remove tc/todos -u ada").out()).contains("no longer kept in step");
    for (String wrong :
        List.of(
            "syncs change tc/todos -u ada",
            "syncs add tc/todos -u ada --every soon",
            "syncs add tc/todos -u ada --in project",
            "syncs change tc/todos -u ada --max-items many")) {
      assertThat(tenon.run(wrong).code()).as(wrong).isEqualTo(ExitCode.USAGE);
    }
    assertThat(tenon.run("syncs show tc/projects -u ada").code()).isEqualTo(ExitCode.REFUSED);
  }

  @Test
  void records_say_where_to_go_on() {
    page("?label=HB-1", "in_step", "null", "HB-1", 7);

    var table = tenon.run("records tc/todos -u ada --where label=HB-1");
    assertThat(table.code()).as(table.seen()).isEqualTo(ExitCode.OK);
    assertThat(table.out()).containsPattern("CHANGED +ID +DELETED +LABEL").contains("HB-1");
    assertThat(table.err()).contains("--changed-since 7");
    var lines = tenon.run("records tc/todos -u ada --where label=HB-1 --format ndjson");
    assertThat(lines.out()).startsWith("{\"label\":\"HB-1\"").hasLineCount(1);
    assertThat(tenon.run("records tc/todos -u ada --where label=HB-1 --json").out())
        .contains("\"changed_since\":7");
    assertThat(tenon.run("records tc/todos -u ada --changed-since noon").code())
        .isEqualTo(ExitCode.USAGE);
    assertThat(tenon.run("records tc/todos -u ada --deleted maybe").code())
        .isEqualTo(ExitCode.USAGE);
  }

  @Test
  void the_java_client_goes_on_page_by_page_and_says_what_was_never_read_whole() {
    page("?changed_since=3&deleted=only", "new", "\"c1\"", "HB-1", 5);
    page("?changed_since=3&deleted=only&cursor=c1", "new", "null", "HB-2", 9);
    try (TenonClient client = TenonClient.of(tenon.hub().url(), Secret.of("tenon_key"))) {
      RecordList records =
          client.records("tc", "todos", "ada").changedSince(3).deletedOnly().list();
      List<String> got = new ArrayList<>();
      List<Long> marks = new ArrayList<>();

      assertThatThrownBy(
              () -> {
                for (JsonObject record : records) {
                  got.add(record.requiredText("label"));
                  marks.add(records.changedSince().orElse(-1));
                }
              })
          .isInstanceOf(IncompleteListingException.class)
          .hasMessageContaining("no run of the sync");

      assertThat(got).containsExactly("HB-1", "HB-2");
      assertThat(marks).containsExactly(5L, 9L);
      assertThat(records.changedSince()).hasValue(9);
      assertThat(records.status()).isEqualTo("new");
    }
  }

  private void page(String query, String status, String cursor, String label, int version) {
    tenon
        .hub()
        .on(
            RECORDS + query,
            200,
            """
            {"resource":"todos","status":"%s","complete_at":%s,"items":[{"label":"%s","_tenon":
             {"id":"%s","version":%d,"changed_at":"2026-01-02T03:00:00Z","deleted_at":null}}],
             "changed_since":%d,"next_cursor":%s}"""
                .formatted(
                    status,
                    status.equals("new") ? "null" : "\"2026-01-02T03:00:00Z\"",
                    label,
                    label,
                    version,
                    version,
                    cursor));
  }

  private String body(String method) {
    return tenon.hub().received().stream()
        .filter(it -> it.route().startsWith(method))
        .toList()
        .getLast()
        .body();
  }
}
