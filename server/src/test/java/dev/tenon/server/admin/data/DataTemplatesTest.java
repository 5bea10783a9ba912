package dev.tenon.server.admin.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.access.MemberId;
import dev.tenon.access.WorkspaceId;
import dev.tenon.connector.ResourceDefinition;
import dev.tenon.connector.ResourceDefinition.Column;
import dev.tenon.connector.Template;
import dev.tenon.server.admin.data.ResourcePage.Empty;
import dev.tenon.server.admin.data.ResourcePage.Head;
import dev.tenon.server.admin.data.ResourcePage.Leaf;
import dev.tenon.server.admin.data.ResourcePage.Link;
import dev.tenon.server.admin.data.ResourcePage.Row;
import dev.tenon.server.admin.data.ResourcePage.Standing;
import dev.tenon.server.admin.page.Frame;
import dev.tenon.server.admin.page.Pages;
import dev.tenon.server.admin.page.Words;
import dev.tenon.server.http.Answer;
import dev.tenon.server.outbound.api.JsonPages;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What items become on pages, whatever stands in them. `-Dgolden.update` rewrites the golden file.
final class DataTemplatesTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden/console/data-list.html");
  private static final Instant NOW = Instant.parse("2026-03-04T12:34:56Z");
  private static final String EVIL = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>";

  @Test
  void a_list_with_a_map_shows_whatever_stands_in_items_as_text() {
    List<Thing> things =
        List.of(
            field("1", EVIL, 0),
            field("2", "Field 2", 0.02),
            thing("{\"id\":\"3\",\"name\":\"Nowhere\"}"));
    Drawing drawing = new Maps().draw(things, "geometry", Optional.of("2"), naming()).orElseThrow();
    ResourcePage page = page(things, Optional.of(drawing));

    Answer answer = Pages.html(200, it -> JteresourceGenerated.render(it, Pages.none(), page));
    String html = new String(answer.body(), StandardCharsets.UTF_8);

    assertThat(html).doesNotContain("<script>alert").doesNotContain("<img src=x");
    assertMatches(html);
  }

  @Test
  void only_addresses_of_the_web_are_links() {
    Column column = new Column("url", "Address", "link");
    for (String bad :
        List.of(
            "javascript:alert(1)",
            "JavaScript:alert(1)",
            "data:text/html,x",
            "//evil.example",
            "file:///etc/passwd",
            " https://x.example",
            "https:evil")) {
      assertThat(Cell.of(thing("{\"url\":\"" + bad + "\"}"), column, NOW).link()).as(bad).isEmpty();
    }
    assertThat(Cell.of(thing("{\"url\":\"https://x.example/a?b#c\"}"), column, NOW).link())
        .isPresent();
  }

  @Test
  void moments_are_read_as_providers_write_them() {
    for (String text :
        List.of(
            "2025-01-10T10:00:00+0000",
            "2025-01-10T10:00:00Z",
            "2025-01-10T10:00:00.000+00:00",
            "2025-01-10T12:00:00+02:00")) {
      assertThat(Cell.moment(text)).as(text).contains(Instant.parse("2025-01-10T10:00:00Z"));
    }
    assertThat(Cell.moment("2025-01-10")).contains(Instant.parse("2025-01-10T00:00:00Z"));
    assertThat(Cell.moment("tomorrow, or so")).isEmpty();
  }

  @Test
  void things_are_sorted_by_what_a_column_is() {
    Table table = new Table(List.of(resource()));
    List<Thing> things =
        List.of(
            thing("{\"name\":\"b\",\"size\":10}"),
            thing("{\"name\":\"A\",\"size\":9}"),
            thing("{\"name\":\"c\"}"));

    assertThat(names(table.sorted(things, 0, false))).containsExactly("A", "b", "c");
    assertThat(names(table.sorted(things, 0, true))).containsExactly("c", "b", "A");
    assertThat(names(table.sorted(things, 1, false))).containsExactly("A", "b", "c");
    assertThat(names(table.sorted(things, 1, true))).as("nothing is last").endsWith("c");
    assertThat(table.has(things.getFirst(), "B")).isTrue();
    assertThat(table.has(things.getFirst(), "x")).isFalse();
  }

  @Test
  void a_field_has_its_size_and_a_hole_is_taken_off() {
    String ring = "[[0,0],[0.01,0],[0.01,0.01],[0,0.01],[0,0]]";
    String hole = "[[0.002,0.002],[0.008,0.002],[0.008,0.008],[0.002,0.008],[0.002,0.002]]";
    double whole = geometry("{\"type\":\"Polygon\",\"coordinates\":[" + ring + "]}").hectares();
    double less =
        geometry("{\"type\":\"Polygon\",\"coordinates\":[" + ring + "," + hole + "]}").hectares();

    assertThat(whole).isBetween(123.0, 124.5);
    assertThat(less / whole).isBetween(0.63, 0.65);
  }

  @Test
  void what_is_no_geometry_is_not_drawn() {
    for (String bad :
        List.of(
            "{\"type\":\"Polygon\"}",
            "{\"type\":\"Polygon\",\"coordinates\":[[[\"a\",1]]]}",
            "{\"type\":\"Polygon\",\"coordinates\":[[[1e9,1]]]}",
            "{\"type\":\"Circle\",\"coordinates\":[1,2]}",
            "{\"type\":\"Point\",\"coordinates\":[\"NaN\",2]}")) {
      Thing thing = thing("{\"id\":\"1\",\"geometry\":" + bad + "}");
      assertThat(new Maps().draw(List.of(thing), "geometry", Optional.empty(), naming()))
          .as(bad)
          .isEmpty();
    }
    Thing spot = thing("{\"id\":\"1\",\"geometry\":{\"type\":\"Point\",\"coordinates\":[5,52]}}");
    assertThat(new Maps().draw(List.of(spot), "geometry", Optional.empty(), naming()))
        .as("one point is a map too")
        .isPresent();
  }

  @Test
  void a_tree_is_made_of_paths() {
    Thing deep = placed("c.txt", "Reports/Photos");
    Thing top = placed("a.txt", "");
    Thing folder = placed("Photos", "Reports");

    List<Leaf> leaves =
        Trees.of(
            List.of(deep, top, folder),
            "folder",
            it -> it.item().text("name").orElse(""),
            _ -> "/");

    assertThat(leaves.stream().map(it -> it.depth() + " " + it.name() + " " + it.folder()))
        .containsExactly("0 Reports true", "1 Photos true", "2 c.txt false", "0 a.txt false");
  }

  @Test
  void names_of_files_lead_nowhere() {
    for (String bad :
        List.of("../../etc/passwd", "..", " ", "a\r\nSet-Cookie: x=y", "x\u202Efdp.exe")) {
      assertThat(FilePages.disposition(bad))
          .as(bad)
          .matches("attachment; filename=\"[A-Za-z0-9 ._-]+\"; filename\\*=UTF-8''[A-Za-z0-9%._-]+")
          .doesNotContain("%2F")
          .doesNotContain("%0A")
          .doesNotContain("\"..\"");
    }
    assertThat(FilePages.disposition("Pläne \"1\".pdf"))
        .isEqualTo("attachment; filename=\"Pl_ne _1_.pdf\"; filename*=UTF-8''Pl%C3%A4ne%20_1_.pdf");
  }

  @Test
  void a_picture_is_told_by_its_bytes() {
    byte[] png = {(byte) 0x89, 'P', 'N', 'G', 0x0d, 0x0a, 0x1a, 0x0a, 0};
    assertThat(FileKind.picture(png)).contains("image/png");
    assertThat(FileKind.picture("<svg onload=alert(1)>".getBytes(StandardCharsets.UTF_8)))
        .isEmpty();
    assertThat(FileKind.picture("<html>".getBytes(StandardCharsets.UTF_8))).isEmpty();
    assertThat(FileKind.picture(new byte[0])).isEmpty();
  }

  @Test
  void a_command_can_be_pasted_whatever_a_project_is_called() {
    assertThat(Commands.quoted("trimble-connect/todos")).isEqualTo("trimble-connect/todos");
    assertThat(Commands.quoted("a'; rm -rf ~ #")).isEqualTo("'a'\\''; rm -rf ~ #'");
    assertThat(Commands.quoted("")).isEqualTo("''");
  }

  @Test
  void json_is_set_for_reading_and_stays_the_same() {
    assertThat(JsonText.indented("{\"a\":[1,{\"b\":\"x{,}\\\"y\"}],\"c\":{},\"d\":[ ]}").text())
        .isEqualTo(
            """
            {
              "a": [
                1,
                {
                  "b": "x{,}\\"y"
                }
              ],
              "c": {},
              "d": []
            }""");
  }

  @Test
  void json_that_lies_deep_or_is_long_does_not_make_the_page_grow() {
    int deep = 5_000;
    String nested = "[1,".repeat(deep) + "2" + "]".repeat(deep);

    JsonText text = JsonText.indented(nested);

    assertThat(text.text().replaceAll("\\s", "")).isEqualTo(nested);
    assertThat(text.text().length()).isLessThan(nested.length() + 1_000);
    assertThat(text.text().lines().mapToInt(it -> it.length() - it.stripLeading().length()).max())
        .hasValue(24);
    assertThat(text.cut()).isFalse();

    JsonText cut = JsonText.indented("[" + "1,".repeat(JsonText.MOST) + "1]");
    assertThat(cut.text()).hasSize(JsonText.MOST);
    assertThat(cut.cut()).isTrue();
    assertThat(JsonText.indented("\"" + "x".repeat(JsonText.MOST) + "\"").text())
        .hasSize(JsonText.MOST);
    assertThat(JsonText.indented("{\"a\":1}", 0)).isEqualTo(new JsonText("", true));
  }

  @Test
  void a_look_is_noted_once_in_ten_minutes_for_each_member_and_thing() {
    Noted noted = new Noted();
    WorkspaceId acme = new WorkspaceId("ws_acme");
    MemberId ada = new MemberId("mem_ada");

    assertThat(noted.isDue(acme, ada, "todos", NOW)).isTrue();
    assertThat(noted.isDue(acme, ada, "todos", NOW.plusSeconds(599))).isFalse();
    assertThat(noted.isDue(acme, ada, "files", NOW)).isTrue();
    assertThat(noted.isDue(acme, new MemberId("mem_bo"), "todos", NOW)).isTrue();
    assertThat(noted.isDue(acme, ada, "todos", NOW.plusSeconds(600))).isTrue();
  }

  private static ResourcePage page(List<Thing> things, Optional<Drawing> drawing) {
    Table table = new Table(List.of(resource()));
    List<Row> rows =
        things.stream()
            .map(
                it ->
                    new Row(
                        "name",
                        "/item?item=" + it.id(),
                        table.cells(it, NOW),
                        List.of(new Link("Samples", "/below", false))))
            .toList();
    return new ResourcePage(
        frame(),
        "Fields",
        "/console/data/con_1",
        EVIL + " · trimble-ag",
        "/console/data/con_1/fields",
        List.of(new Link("Organizations", "/organizations", false)),
        List.of(new Link("Table", "/t", false), new Link("Map", "/m", true)),
        List.of(),
        EVIL,
        Map.of("in.organization", EVIL),
        List.of(new ResourcePage.Narrow("in.organization", "Organization", EVIL, List.of(EVIL))),
        Map.of(),
        new Standing(
            false,
            "3 items",
            Optional.of(Words.when(NOW.minusSeconds(90), NOW)),
            "/here",
            "/again",
            Optional.empty(),
            List.of("fields in asia: " + EVIL + " (provider_refused)"),
            List.of(EVIL),
            Optional.empty()),
        List.of(
            new Head("Name", false, Optional.of("/s"), Optional.of("ascending")),
            new Head("Size", true, Optional.of("/s1"), Optional.empty())),
        rows,
        new Empty("There is none", ""),
        Optional.empty(),
        Optional.of("/next"),
        List.of(new Link("CSV", "/export", false)),
        List.of(new ResourcePage.Command("command-curl", "As a request", "curl " + EVIL)),
        Optional.of(new Link("Keep in step", "/keep", false)),
        drawing,
        List.of());
  }

  private static ResourceDefinition resource() {
    return new ResourceDefinition(
        "fields",
        "Fields",
        Optional.empty(),
        Optional.empty(),
        Template.parse("fields"),
        Map.of(),
        Map.of(),
        Optional.empty(),
        "",
        "id",
        Optional.empty(),
        List.of(new Column("name", "Name", "text"), new Column("size", "Size", "number")),
        Optional.of("geometry"),
        Map.of(),
        Optional.empty(),
        Optional.empty(),
        false,
        Map.of(),
        Optional.empty());
  }

  private static Thing field(String id, String name, double east) {
    String points =
        String.join(
            ",",
            IntStream.of(0, 1, 2, 3, 0)
                .mapToObj(
                    i ->
                        "[%s,%s]"
                            .formatted(
                                -93.6 + east + (i == 1 || i == 2 ? 0.01 : 0),
                                42 + (i >= 2 ? 0.01 : 0)))
                .toList());
    return thing(
        "{\"id\":\"%s\",\"name\":\"%s\",\"size\":%s,\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[%s]]}}"
            .formatted(id, name.replace("\"", "\\\""), id, points));
  }

  private static Thing placed(String name, String folder) {
    Thing thing = thing("{\"name\":\"" + name + "\"}");
    return new Thing(
        thing.id(),
        thing.item(),
        Optional.empty(),
        Map.of("folder", folder),
        Map.of(),
        Optional.empty(),
        Map.of(),
        Optional.empty());
  }

  private static Thing thing(String json) {
    var item = new JsonPages().item(json);
    return new Thing(
        item.text("id").orElse(""),
        item,
        Optional.empty(),
        Map.of(),
        Map.of(),
        Optional.empty(),
        Map.of(),
        Optional.empty());
  }

  private static Geometry geometry(String json) {
    return Geometry.read(new dev.tenon.server.http.json.JsonReader(), json).orElseThrow();
  }

  private static Maps.Naming naming() {
    return new Maps.Naming(
        it -> it.item().text("name").orElse(""),
        it -> "/item?item=" + it.id(),
        it -> "/map?zoom=" + it.id(),
        "/map");
  }

  private static List<String> names(List<Thing> things) {
    return things.stream().map(it -> it.item().text("name").orElse("")).toList();
  }

  private static Frame frame() {
    return new Frame(
        new Frame.Head(
            "Page · Tenon", "/style.css", "/icon.svg", "/htmx.js", "/console.js", "/sheet.js"),
        List.of(new Frame.Group("", List.of(new Frame.Item("Data", "/console/data", true)))),
        "Brücke & Söhne",
        "Ada",
        "Admin",
        "/console",
        "/console/account",
        "/console/sign-out",
        "0".repeat(64),
        Optional.empty());
  }

  private static void assertMatches(String html) {
    try {
      if (System.getProperty("golden.update") != null) {
        Files.writeString(GOLDEN, html);
      }
      assertThat(GOLDEN).as("run with -Dgolden.update to write it").exists();
      assertThat(html).isEqualTo(Files.readString(GOLDEN));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
