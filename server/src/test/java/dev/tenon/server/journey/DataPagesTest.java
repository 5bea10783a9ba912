package dev.tenon.server.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What members see of providers: lists, maps, items and files, from the sandbox.
final class DataPagesTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path directory;
  private TestHub world;
  private Visitor ada;

  @BeforeEach
  void start() {
    world = TestHub.start(directory, Optional.empty());
    world.registerTrimbleConnect("trimble-connect");
    world.verifyLinksBy("none");
    ada = new Visitor(world.hub.url());
    ada.join(world.hub.firstSignInLink().orElseThrow(), "Ada", "ada@example.com", "");
  }

  @AfterEach
  void stop() {
    ada.close();
    world.close();
  }

  @Test
  void a_member_goes_from_a_user_to_a_project_and_to_one_of_its_todos() {
    assertThat(ada.page("/console/data")).contains("Nobody has connected yet");
    String base = connected("trimble-connect");
    assertThat(ada.page("/console/data?q=nobody")).contains("Nobody is found");
    assertThat(ada.page("/console/data?q=AD")).contains(base);
    assertThat(ada.page(base)).contains("To-dos").contains("BCF topics").contains("Nothing yet");

    String projects = whole(base + "/projects");
    assertThat(projects).contains("Harbour bridge").contains("River tunnel").contains(">2512");
    assertThat(order(ada.page(base + "/projects?sort=0"), "Depot east", "Thousand bolts")).isTrue();
    assertThat(order(ada.page(base + "/projects?sort=0&desc=1"), "Thousand bolts", "Depot east"))
        .isTrue();
    assertThat(ada.page(base + "/projects?q=BRIDGE"))
        .contains("Harbour bridge")
        .doesNotContain("River tunnel");

    String todos = link(projects, "To-dos", "Thousand bolts");
    assertThat(todos).contains("in.project=");
    String first = whole(todos);
    assertThat(first).contains("2,500 items").contains("rel=\"next\"").contains("Thousand bolts");
    assertThat(ada.page(todos + "&page=25")).doesNotContain("rel=\"next\"");
    String item = link(ada.page(todos + "&q=TB-77%20"), "<th scope=\"row\"><a href=\"([^\"]+)\"");
    assertThat(ada.page(item)).contains("\"label\": \"TB-").contains("At a glance");
    assertThat(ada.page("/console/audit?q=data.read")).contains("todos").contains(">Ada<");
  }

  @Test
  void what_is_missing_is_said_and_a_wrong_name_is_answered_with_the_right_ones() throws Exception {
    String base = connected("trimble-connect");
    assertThat(whole(base + "/todos?in.project=Harbor%20bridge"))
        .contains("The user sees no project “Harbor bridge”")
        .contains("Harbour bridge");
    tellSandbox(
        "{\"kind\":\"status\",\"status\":404,\"endpoint\":\"api\","
            + "\"provider\":\"connect-asia\",\"times\":9}");

    String short_ = whole(base + "/projects");
    assertThat(short_).contains("This is not all of it").contains("in asia").contains("404");
    assertThat(ada.get(base + "/nothing").statusCode()).isEqualTo(404);
    assertThat(ada.get("/console/data/con_none").statusCode()).isEqualTo(404);
    assertThat(ada.page(base + "/projects?again=1")).contains("Harbour bridge");
  }

  @Test
  void a_list_is_saved_in_every_form_and_no_cell_of_it_is_a_formula() throws Exception {
    String base = connected("trimble-connect");
    HttpResponse<String> csv =
        ada.get(base + "/todos/export?format=csv&in.project=Harbour%20bridge");

    assertThat(csv.statusCode()).as(csv.body()).isEqualTo(200);
    assertThat(csv.body()).startsWith("Region,Project,Label");
    assertThat(header(csv, "Content-Disposition")).startsWith("attachment; filename=\"todos.csv\"");
    assertThat(header(csv, "Content-Security-Policy")).isEqualTo("sandbox");
    HttpResponse<String> lines = ada.get(base + "/projects/export?format=ndjson");
    assertThat(lines.body().lines().toList().getLast()).contains("\"complete\":true");
    assertThat(ada.get(base + "/projects/export?format=xml").statusCode()).isEqualTo(404);

    tune("{\"hostile_names\":true}");
    assertThat(ada.get(base + "/todos/export?format=csv").body()).doesNotContain("\n=cmd");
    assertThat(ada.page("/console/audit?q=data.exported")).contains("todos");
  }

  @Test
  void fields_are_drawn_on_a_map_and_one_is_looked_at() {
    world.registerTrimbleAgriculture("trimble-ag");
    try (Browser browser = new Browser()) {
      world.connect(browser, "trimble-ag", "ada");
      LeafGrower grower = new LeafGrower(world, browser, URI.create("http://localhost/back"));
      browser.submit(
          browser.open(
              URI.create(
                  world.sandbox.url()
                      + "/trimble-ag/ThirdPartyAccess/ThirdPartyAuthorizationRedirect"
                      + "?clientid=trimble-ag&user=ada")),
          "Allow",
          Map.of("decision", "allow", "organization", grower.farm("Green Acres")));
    }
    String boundaries = base("trimble-ag") + "/boundaries";
    whole(boundaries);

    String map = ada.page(boundaries + "?view=map");
    long shapes = Pattern.compile("<path class=\"shape area").matcher(map).results().count();
    assertThat(shapes).isEqualTo(12);
    assertThat(map).contains("Field 1, ").contains(" ha</title>").contains("north is up");
    assertThat(map).containsPattern("Bar: [0-9,]+ k?m\\.");
    String zoomed = ada.page(link(map, "<a href=\"([^\"]*zoom=[^\"]*)\""));
    assertThat(zoomed).contains("shape area chosen").contains("Show all again");
    assertThat(map.substring(map.indexOf("<figure"), map.indexOf("</figure>")))
        .doesNotContain(" style=")
        .doesNotContain("http:")
        .doesNotContain("https:");
  }

  @Test
  void a_file_is_saved_a_picture_is_told_by_its_bytes_and_a_text_is_shown_as_text() {
    String base = connected("trimble-connect");
    String files = whole(base + "/files?in.project=Harbour%20bridge");
    String item = link(files, "<a href=\"([^\"]+)\">readme.txt</a>");
    String page = ada.page(item);
    HttpResponse<String> saved = ada.get(link(page, "href=\"([^\"]+)\"[^>]*>Save the file"));
    assertThat(saved.statusCode()).isEqualTo(200);
    assertThat(saved.headers().allValues("Content-Disposition"))
        .containsExactly("attachment; filename=\"readme.txt\"; filename*=UTF-8''readme.txt");
    assertThat(header(saved, "X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(ada.page(link(page, "href=\"([^\"]+)\"[^>]*>Show as text"))).contains("readme.txt");
    HttpResponse<String> no = ada.get(picture(page));
    assertThat(no.statusCode()).as("a text is no picture").isEqualTo(415);

    String tree = whole(base + "/files?in.project=Harbour%20bridge&view=tree");
    assertThat(tree).contains("class=\"depth-0 folder\"").contains("class=\"depth-1 leaf\"");

    String views = whole(base + "/bcf-viewpoints?in.project=Harbour%20bridge");
    String view =
        Pattern.compile("<th scope=\"row\"><a href=\"([^\"]+)\"")
            .matcher(views)
            .results()
            .map(it -> ada.page(it.group(1).replace("&amp;", "&")))
            .filter(it -> it.contains("/picture?"))
            .findFirst()
            .orElseThrow();
    HttpResponse<String> picture = ada.get(link(view, "<img src=\"([^\"]+/picture[^\"]*)\""));
    assertThat(picture.statusCode()).isEqualTo(200);
    assertThat(header(picture, "Content-Type")).isEqualTo("image/png");
    assertThat(header(picture, "Content-Security-Policy")).isEqualTo("default-src 'none'; sandbox");
  }

  @Test
  void a_viewer_sees_what_there_is_and_nothing_of_it_and_other_workspaces_see_neither() {
    String base = connected("trimble-connect");
    try (Visitor viewer = new Visitor(world.hub.url());
        Visitor other = new Visitor(world.hub.url())) {
      viewer.join(consoleLink(world.adminKey(), "viewer"), "Vi", "vi@example.com", "");
      assertThat(viewer.get(base).statusCode()).isEqualTo(200);
      assertThat(viewer.page(base)).doesNotContain("A page for this user");
      for (String path :
          List.of("/todos", "/todos/item?item=x", "/todos/export?format=csv", "/todos/keep")) {
        assertThat(viewer.get(base + path).statusCode()).as(path).isEqualTo(403);
      }
      assertThat(viewer.submit("/console/account", base + "/page", Map.of()).statusCode())
          .isEqualTo(403);

      Reply made = world.admin("POST", "/api/v1/workspaces", Map.of("name", "Other"));
      String key = made.json().get("admin_key").get("key").asString();
      other.join(consoleLink(key, "admin"), "Eve", "eve@example.com", "");
      assertThat(other.get(base).statusCode()).isEqualTo(404);
      assertThat(other.get(base + "/todos").statusCode()).isEqualTo(404);
      assertThat(other.page("/console/data")).contains("Nobody has connected yet");
    }
    HttpResponse<String> made = ada.submit(base, base + "/page", Map.of("app", "viewer"));
    assertThat(made.body()).contains("A page for ada").contains("/apps/");
  }

  @Test
  void F9_hostile_names_are_shown_as_text_and_saved_under_names_that_lead_nowhere()
      throws Exception {
    String base = connected("trimble-connect");
    tune("{\"hostile_names\":true}");

    String files = whole(base + "/files?in.project=Harbour%20bridge");
    assertThat(files).contains("../../../../etc/passwd").doesNotContain("g<h>i");
    String item = link(files, "<a href=\"([^\"]+)\">[^<]*etc/passwd</a>");
    HttpResponse<String> saved =
        ada.get(link(ada.page(item), "href=\"([^\"]+)\"[^>]*>Save the file"));
    assertThat(header(saved, "Content-Disposition"))
        .startsWith("attachment;")
        .doesNotContain("/")
        .doesNotContain("%2F");
  }

  private URI consoleLink(String key, String role) {
    return URI.create(
        world
            .call("POST", "/api/v1/console-links", Optional.of(Map.of("role", role)), key)
            .at("url"));
  }

  private String connected(String integration) {
    try (Browser browser = new Browser()) {
      world.connect(browser, integration, "ada");
    }
    return base(integration);
  }

  /// The path of the pages of Ada's connection.
  private String base(String integration) {
    return link(
        ada.page("/console/data?integration=" + integration), "(/console/data/con_[0-9A-Za-z]+)");
  }

  /// The page at `path` once all of it has been read.
  private String whole(String path) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      String page = ada.page(path);
      if (!page.contains("aria-busy")) {
        return page;
      }
      assertThat(System.nanoTime()).as(page).isLessThan(end);
    }
  }

  private static String picture(String page) {
    return link(page, "href=\"([^\"]+)\"[^>]*>Show as text").replace("/text?", "/picture?");
  }

  private static String link(String page, String pattern) {
    Matcher found = Pattern.compile(pattern).matcher(page);
    assertThat(found.find()).as(pattern + " on " + page).isTrue();
    return found.group(1).replace("&amp;", "&");
  }

  /// Where `label` leads in the row of `name`.
  private static String link(String page, String label, String name) {
    String row = page.substring(page.indexOf(">" + name + "</a>"));
    return link(row, "<a href=\"([^\"]+)\">" + label + "</a>");
  }

  private static boolean order(String page, String first, String second) {
    return page.indexOf(">" + first + "<") < page.indexOf(">" + second + "<");
  }

  private static String header(HttpResponse<String> answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }

  private void tellSandbox(String fault) throws Exception {
    control("faults", fault);
  }

  private void tune(String tuning) throws Exception {
    control("tuning", tuning);
  }

  private void control(String what, String json) throws Exception {
    try (HttpClient http = HttpClient.newHttpClient()) {
      http.send(
          HttpRequest.newBuilder(URI.create(world.sandbox.url() + "/sandbox/" + what))
              .header("Content-Type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofString(json))
              .build(),
          BodyHandlers.discarding());
    }
  }
}
