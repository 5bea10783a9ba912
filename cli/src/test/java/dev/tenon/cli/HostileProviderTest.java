package dev.tenon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.cli.terminal.ExitCode;
import dev.tenon.sdk.json.Json;
import dev.tenon.sdk.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A provider that means harm, or is broken so badly that it looks like it: through a real hub and
/// the real program. What it does is refused or made safe, said, and the rest goes on.
final class HostileProviderTest {
  private static final List<String> BRIDGE =
      List.of("export", "trimble-connect/todos", "--project", "Harbour bridge", "--to", "out");

  private static final List<String> BOLTS =
      List.of("list", "trimble-connect/todos", "--project", "Thousand bolts", "--json");

  @TempDir private Path directory;
  private ExportWorld world;

  @BeforeEach
  void start() throws Exception {
    world = ExportWorld.start(directory);
  }

  @AfterEach
  void stop() {
    world.close();
  }

  @Test
  void names_lead_nowhere_hide_nothing_and_run_nothing() throws Exception {
    world.control("tuning", "{\"data\":\"hostile\"}");
    List<Path> before = besides();

    var run = world.run(BRIDGE, "--attachments", "--format", "csv");

    assertThat(run.code()).as(run.seen()).isEqualTo(ExitCode.OK);
    assertThat(besides()).isEqualTo(before);
    assertThat(world.files()).hasSize(44);
    Set<String> places = new HashSet<>();
    Set<String> names = new HashSet<>();
    for (JsonObject file : world.files()) {
      String path = file.requiredText("path");
      names.add(file.text("name").orElse(""));
      assertThat(places.add(path.toLowerCase(Locale.ROOT))).as(path).isTrue();
      assertThat(path).doesNotContainPattern("[\\p{Cntrl}\\p{Cf}:*?\"<>|\\\\]|\\.\\./|/\\.|[. ]$");
      assertThat(path.length()).isLessThan(300);
      assertThat(ExportWorld.sha256(world.out().resolve(path)))
          .isEqualTo(file.requiredText("sha256"));
    }
    assertThat(names)
        .as("said as the provider says them")
        .contains("CON", "../../../../etc/passwd");
    assertThat(names).anyMatch(it -> it.length() > 4_000).anyMatch(it -> it.contains("\u0000"));
    assertThat(Files.readString(world.out().resolve("todos.csv")))
        .doesNotContainPattern("(^|,|\n)\"?[=@]");
    var table = world.run(List.of("list", "trimble-connect/todos", "--project", "Harbour bridge"));
    assertThat(table.out()).doesNotContainPattern("[\\p{Cntrl}&&[^\n]]|\u202E");
  }

  @Test
  void a_bomb_in_place_of_a_list_is_not_unpacked_and_other_lists_come() throws Exception {
    fault("\"kind\":\"bomb\",\"provider\":\"connect-asia\",\"path\":\"/todos\"");

    JsonObject list = list(List.of("list", "trimble-connect/todos", "--json"));

    assertThat(missing(list)).containsExactly("answer_unreadable");
    assertThat(list.number("count")).hasValue(24L + 2500 + 24);
  }

  @Test
  void a_list_without_end_is_given_up_and_other_lists_come() throws Exception {
    fault("\"kind\":\"endless\",\"provider\":\"connect-asia\",\"path\":\"/todos\"");

    JsonObject list = list(List.of("list", "trimble-connect/todos", "--json"));

    assertThat(missing(list)).containsExactly("answer_unreadable");
    assertThat(list.number("count")).hasValue(24L + 2500 + 24);
  }

  @Test
  void a_file_without_end_is_left_out_and_said_and_the_others_come() throws Exception {
    large();
    fault("\"kind\":\"endless\",\"provider\":\"connect-storage\",\"path\":\"at_hb_3\"");

    var run = world.run(BRIDGE, "--attachments", "--max-file-size", "5000000");

    assertThat(run.code()).isEqualTo(ExitCode.PROVIDER_UNAVAILABLE);
    onlyMissing("at_hb_3", "larger than 5000000 bytes");
  }

  @Test
  void a_bomb_in_place_of_a_file_is_kept_as_small_as_it_came() throws Exception {
    large();
    fault(
        "\"kind\":\"bomb\",\"bytes\":200000000,"
            + "\"provider\":\"connect-storage\",\"path\":\"at_hb_3\"");

    assertThat(world.run(BRIDGE, "--attachments").code()).isEqualTo(ExitCode.OK);

    assertThat(file("at_hb_3").number("size").orElse(0)).isBetween(1L, 1_000_000L);
  }

  @Test
  void a_download_is_not_led_to_a_private_address() throws Exception {
    large();
    for (String address : List.of("http://169.254.169.254/latest/meta-data/", "http://10.0.0.1/")) {
      fault(
          "\"kind\":\"rewrite\",\"set\":{\"url\":\"%s\"},\"path\":\"at_hb_3/downloadurl\""
              .formatted(address));

      assertThat(world.run(BRIDGE, "--attachments").code())
          .isEqualTo(ExitCode.PROVIDER_UNAVAILABLE);

      onlyMissing("at_hb_3", "refused");
    }
    fault(
        "\"kind\":\"custom\",\"status\":302,\"provider\":\"connect-storage\",\"path\":\"at_hb_3\","
            + "\"headers\":{\"Location\":\"http://169.254.169.254/latest/meta-data/\"}");

    world.run(BRIDGE, "--attachments");

    onlyMissing("at_hb_3", "not followed");
  }

  @Test
  void a_file_that_is_shorter_than_it_says_is_not_kept() throws Exception {
    large();
    fault(
        "\"kind\":\"overstate\",\"times\":6,\"provider\":\"connect-storage\",\"path\":\"at_hb_3\"");

    assertThat(world.run(BRIDGE, "--attachments").code()).isEqualTo(ExitCode.PROVIDER_UNAVAILABLE);
    onlyMissing("at_hb_3", "did not come to its end");

    assertThat(world.run(BRIDGE, "--attachments").code()).isEqualTo(ExitCode.OK);
    assertThat(file("at_hb_3").text("status")).contains("ok");
  }

  @Test
  void a_part_without_content_range_is_read_on() throws Exception {
    fault(
        "\"kind\":\"headers\",\"remove\":[\"Content-Range\"],\"path\":\"/todos\",\"times\":\"always\"");

    JsonObject list = list(BOLTS);

    whole(list, "without Content-Range");
  }

  @Test
  void a_total_that_changes_is_said_and_everything_read() throws Exception {
    fault(
        "\"kind\":\"headers\",\"path\":\"/todos\","
            + "\"headers\":{\"Content-Range\":\"items 0-999/1700\"}");

    whole(list(BOLTS), "the total changed");
  }

  @Test
  void items_that_come_twice_are_told_once() throws Exception {
    fault("\"kind\":\"list\",\"change\":\"repeated\",\"path\":\"/todos\",\"times\":\"always\"");

    whole(list(BOLTS), "twice");
  }

  @Test
  void an_empty_page_in_the_middle_is_read_past_and_the_list_not_called_complete()
      throws Exception {
    fault("\"kind\":\"list\",\"change\":\"empty\",\"path\":\"/todos\",\"range\":\"items=1000-\"");

    JsonObject list = list(BOLTS);

    assertThat(list.number("count")).hasValue(1500L);
    assertThat(missing(list)).containsExactly("short");
    assertThat(list.texts("notes")).anyMatch(it -> it.contains("empty"));
  }

  @Test
  void a_page_that_fails_is_missing_and_what_was_before_it_told() throws Exception {
    fault("\"kind\":\"status\",\"status\":500,\"path\":\"/todos\",\"skip\":1,\"times\":\"always\"");

    JsonObject list = list(BOLTS);

    assertThat(list.number("count")).hasValue(1000L);
    assertThat(missing(list)).containsExactly("provider_unavailable");
  }

  @Test
  void a_list_that_leads_back_to_its_beginning_ends() throws Exception {
    fault(
        "\"kind\":\"headers\",\"path\":\"/todos\",\"times\":\"always\","
            + "\"headers\":{\"Content-Range\":\"items 0-999/2500\"}");

    JsonObject list = list(BOLTS);

    assertThat(missing(list)).containsExactly("circle");
    assertThat(list.number("count").orElse(0)).isGreaterThan(999);
  }

  @Test
  void a_next_page_that_leads_to_itself_ends_the_list_and_is_said() throws Exception {
    world.register(
        "autodesk",
        "autodesk-platform-services",
        new ExportWorld.Provider("/aps/authentication/v2/", "aps-web", "data:read account:read"),
        Map.of("api_url", world.sandbox() + "/aps", "profile_url", world.sandbox() + "/aps"));
    JsonObject hubs = list(List.of("list", "autodesk/hubs", "--json"));
    String hub = ((JsonObject) hubs.items("items").getFirst()).requiredText("id");
    String self = world.sandbox() + "/aps/project/v1/hubs/" + hub + "/projects?page%5Bnumber%5D=0";
    fault(
        "\"kind\":\"rewrite\",\"path\":\"/projects\",\"times\":\"always\","
            + "\"set\":{\"links\":{\"next\":{\"href\":\"%s\"}}}".formatted(self));

    JsonObject projects = list(List.of("list", "autodesk/projects", "--json"));

    assertThat(missing(projects)).isNotEmpty().containsOnly("circle");
    assertThat(projects.flag("complete")).isFalse();
    assertThat(projects.items("items")).isNotEmpty();
  }

  @Test
  void a_list_that_is_shorter_than_it_says_is_asked_for_again() throws Exception {
    fault("\"kind\":\"overstate\",\"path\":\"/todos\"");

    assertThat(list(BOLTS).flag("complete")).isTrue();
  }

  private void fault(String members) throws Exception {
    world.control("faults", "{\"endpoint\":\"api\"," + members + "}");
  }

  /// Attachments that are files of their own, so that one of them can be told from the others.
  private void large() throws Exception {
    world.control("tuning", "{\"plain_todos\":10,\"plain_attachments\":9}");
  }

  private JsonObject list(List<String> words) {
    return (JsonObject) Json.parse(world.run(words).out());
  }

  private static List<String> missing(JsonObject list) {
    return list.items("missing").stream()
        .map(it -> ((JsonObject) it).requiredText("code"))
        .toList();
  }

  private static void whole(JsonObject list, String note) {
    assertThat(list.flag("complete")).as(list.items("missing").toString()).isTrue();
    assertThat(list.number("count")).hasValue(2500L);
    assertThat(list.texts("notes")).anyMatch(it -> it.contains(note));
  }

  private JsonObject file(String id) throws IOException {
    return world.files().stream()
        .filter(it -> it.text("id").filter(id::equals).isPresent())
        .findFirst()
        .orElseThrow();
  }

  private void onlyMissing(String id, String reason) throws IOException {
    for (JsonObject file : world.files()) {
      boolean isIt = file.text("id").filter(id::equals).isPresent();
      assertThat(file.text("status").orElse(""))
          .as(file.toString())
          .isEqualTo(isIt ? "failed" : "ok");
      if (isIt) {
        assertThat(file.text("reason").orElse("")).contains(reason);
        assertThat(world.out().resolve(file.requiredText("path"))).doesNotExist();
      }
    }
  }

  /// What is beside the export's own directory.
  private List<Path> besides() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(it -> !it.equals(world.out()) && !it.getFileName().toString().equals("data"))
          .sorted()
          .toList();
    }
  }
}
