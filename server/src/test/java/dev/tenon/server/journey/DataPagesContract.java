package dev.tenon.server.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpResponse;
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

/// What of the pages of data asks the database: records that are kept, and who may look at an app's
/// page.
abstract class DataPagesContract {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path directory;
  private TestHub world;
  private Visitor ada;

  /// The database to run on; empty: SQLite.
  abstract Optional<String> databaseUrl();

  @BeforeEach
  void start() {
    world = TestHub.start(directory, databaseUrl());
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
  void what_is_kept_is_searched_and_sorted_whole_and_its_sync_is_changed_and_ended() {
    String todos = connected() + "/todos";
    HttpResponse<String> kept =
        ada.submit(
            todos + "/keep",
            todos + "/keep",
            Map.of("every", "3600", "as", "viewer", "in.project", "Thousand bolts"));
    assertThat(kept.statusCode()).as(kept.body()).isEqualTo(303);
    String sync = kept.headers().firstValue("Location").orElseThrow().replaceAll("\\?.*", "");
    assertThat(whenPage(sync, "good\">Complete")).contains("2,500").contains("every hour");

    assertThat(ada.page(todos)).as("records are shown first").contains("2,500 records kept");
    String label = ada.page(todos + "?q=tb-2499");
    assertThat(rows(label)).isEqualTo(1);
    assertThat(first(ada.page(todos + "?sort=0"))).isEqualTo("TB-1");
    assertThat(first(ada.page(todos + "?sort=0&desc=1"))).isEqualTo("TB-999");
    assertThat(rows(ada.page(todos + "?sort=0&page=25"))).isEqualTo(100);
    assertThat(ada.page(todos + "?sort=0&page=25")).doesNotContain("rel=\"next\"");
    assertThat(ada.page(todos + "?q=%25_%27")).contains("Nothing is found");

    Reply invited =
        world.admin(
            "POST",
            "/api/v1/console-links",
            Map.of("email", "bo@example.com", "role", "developer"));
    try (Visitor bo = new Visitor(world.hub.url())) {
      bo.join(URI.create(invited.at("url")), "Bo", "bo@example.com", "");
      for (String look : List.of("", "?page=2", "?q=tb-2499", "?from=live", "?from=live&sort=0")) {
        bo.page(todos + look);
      }
    }
    assertThat(world.admin("/api/v1/audit-events?limit=20").text().split("data\\.read", -1))
        .as("who looks at what is kept, or read already, is named once")
        .hasSize(3);

    assertThat(ada.submit(sync, sync + "/pause", Map.of("paused", "true")).statusCode())
        .isEqualTo(303);
    assertThat(ada.page(sync)).contains("Paused").contains("Go on");
    assertThat(ada.submit(sync, sync + "/schedule", Map.of("every", "7")).statusCode())
        .isEqualTo(422);
    ada.submit(sync, sync + "/schedule", Map.of("every", "86400"));
    assertThat(ada.page(sync)).contains("every day");
    ada.submit(sync, sync + "/run", Map.of());
    assertThat(whenPage(sync, "(?s)good\">Complete.*good\">Complete")).contains("everything");
    assertThat(ada.submit(sync, sync + "/delete", Map.of()).statusCode()).isEqualTo(303);
    assertThat(ada.get(sync).statusCode()).isEqualTo(404);
    assertThat(ada.page("/console/audit?q=sync.deleted")).contains(">Ada<");
  }

  @Test
  void A1_the_page_of_an_app_belongs_to_the_browser_that_opened_it_first() {
    Reply made = world.app("POST", "/api/v1/app-pages", Map.of("user", "bo"));
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    URI link = URI.create(made.at("url"));
    String page = "/apps/" + made.at("id");
    try (Visitor bo = new Visitor(world.hub.url());
        Visitor mallory = new Visitor(world.hub.url())) {
      assertThat(mallory.page(link.toString()))
          .as("looking has no effect")
          .contains("Open my page");
      assertThat(bo.get(link.getPath()).headers().firstValue("Location")).contains(page);
      assertThat(bo.submit(page, page, Map.of()).statusCode()).isEqualTo(303);

      String shown = bo.page(page);
      assertThat(shown).contains("viewer").contains("bo").contains("Connect Trimble Connect");
      assertThat(mallory.submit(page, page, Map.of()).statusCode()).isNotEqualTo(303);
      assertThat(mallory.page(page)).doesNotContain("Connect Trimble Connect");
      assertThat(mallory.get(page + "/connect").statusCode()).isGreaterThanOrEqualTo(400);
      String door = "/connect" + link.getPath().substring(link.getPath().lastIndexOf('/'));
      assertThat(mallory.get(door).statusCode()).as("nor the connect page").isEqualTo(404);
      assertThat(mallory.get(door + "/status").statusCode()).isEqualTo(404);
      assertThat(bo.page(page + "/connect?show=trimble-connect")).contains("Connect</button>");
      bo.cookies().keySet().removeIf(name -> name.contains("browser"));
      assertThat(bo.page(page)).doesNotContain("Connect Trimble Connect");
    }
  }

  @Test
  void the_page_of_an_app_shows_the_tables_of_the_documents() {
    connected();
    URI link = URI.create(world.app("POST", "/api/v1/app-pages", Map.of("user", "ada")).at("url"));
    try (Visitor user = new Visitor(world.hub.url())) {
      String page = user.get(link.getPath()).headers().firstValue("Location").orElseThrow();
      user.submit(page, page, Map.of());

      assertThat(user.page(page))
          .contains("Projects")
          .contains("Harbour bridge")
          .contains("River tunnel")
          .doesNotContain("Connect Trimble Connect</a>");
      assertThat(user.page(page + "?lang=nl"))
          .as("in the reader's language")
          .contains("<h3>Projecten</h3>", "<th scope=\"col\">Gewijzigd</th>")
          .contains("data-label=\"Leden\"");
    }
    assertThat(
            world.admin("POST", "/api/v1/app-pages", Map.of("user", "ada", "app", "none")).status())
        .isEqualTo(400);
    assertThat(world.app("POST", "/api/v1/app-pages", Map.of("user", "a", "app", "x")).status())
        .isEqualTo(400);
  }

  /// The path of the pages of Ada's connection.
  private String connected() {
    try (Browser browser = new Browser()) {
      world.connect(browser, "trimble-connect", "ada");
    }
    Matcher path =
        Pattern.compile("/console/data/con_[0-9A-Za-z]+").matcher(ada.page("/console/data"));
    assertThat(path.find()).isTrue();
    return path.group();
  }

  /// The page at `path` once `words` stand on it.
  private String whenPage(String path, String words) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      String page = ada.page(path);
      if (Pattern.compile(words).matcher(page).find()) {
        return page;
      }
      assertThat(System.nanoTime()).as(page).isLessThan(end);
    }
  }

  private static String first(String page) {
    Matcher row = Pattern.compile("<th scope=\"row\"><a [^>]*>([^<]*)<").matcher(page);
    assertThat(row.find()).as(page).isTrue();
    return row.group(1).strip();
  }

  private static long rows(String page) {
    return Pattern.compile("<th scope=\"row\">").matcher(page).results().count();
  }
}
