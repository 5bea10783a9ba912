package dev.tenon.server.journey;

import static dev.tenon.server.journey.HeadlessBrowser.check;
import static dev.tenon.server.journey.HeadlessBrowser.follow;
import static dev.tenon.server.journey.HeadlessBrowser.press;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.tenon.access.UserId;
import dev.tenon.access.WorkspaceId;
import dev.tenon.audit.Actor;
import dev.tenon.audit.AuditEvent;
import dev.tenon.client.IntegrationName;
import dev.tenon.client.OAuthClient;
import dev.tenon.connection.Connection;
import dev.tenon.connection.Owner;
import dev.tenon.connection.Status;
import dev.tenon.oauth.Account;
import dev.tenon.oauth.Scope;
import dev.tenon.sandbox.fault.Fault;
import dev.tenon.sandbox.fault.FaultRule;
import dev.tenon.server.sql.Database;
import dev.tenon.server.sql.DatabaseSettings;
import dev.tenon.server.sql.PostgresServer;
import dev.tenon.server.sql.WithPostgres;
import dev.tenon.stores.Samples;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// Connections and apps in a real browser. With `-Dpictures.update` the pictures of the
/// documentation are made anew.
@ExtendWith(WithPostgres.class)
@Tag("browser")
final class ConsoleConnectionsBrowserTest {
  private static final boolean MAKES_PICTURES = System.getProperty("pictures.update") != null;
  private static final Path PICTURES = Path.of("..", "docs", "pictures", "console");
  private static final String TRIMBLE = "trimble-connect";
  private static final String ADA = "ada.lovelace@harbour.example";
  private static final List<String> NAMES =
      List.of(
          "Grace Hopper",
          "Emmy Noether",
          "Zoë Özdemir",
          "Hedy Lamarr",
          "Lise Meitner",
          "Sofia Kowalewskaja",
          "Maryam Mirzakhani",
          "Katherine Johnson",
          "Radia Perlman");

  @TempDir Path directory;
  private final DatabaseSettings.Postgres settings;
  private final List<String> complaints = new CopyOnWriteArrayList<>();
  private TestHub world;
  private HeadlessBrowser browser;
  private String life = "";

  ConsoleConnectionsBrowserTest(PostgresServer server) {
    this.settings = server.freshDatabase();
  }

  @BeforeEach
  void start() {
    browser = HeadlessBrowser.start();
    world = TestHub.start(directory, Optional.of(settings.url().reveal()));
    world.registerTrimbleConnect(TRIMBLE);
    world.registerTrimbleAgriculture("trimble-ag");
    world.admin("PATCH", "/api/v1/workspace", Map.of("name", "Harbour Engineering"));
    world.verifyLinksBy("none");
    life = live();
    world.verifyLinksBy("app");
    try (Database database = Database.open(settings)) {
      fill(database);
    }
  }

  @AfterEach
  void stop() {
    browser.close();
    world.close();
  }

  @Test
  void connections_and_apps_are_walked_in_light_and_dark_wide_and_narrow() {
    for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      for (int width : List.of(1280, 360)) {
        boolean crossed = (scheme == ColorScheme.DARK) == width < 1000;
        if (crossed || (MAKES_PICTURES && scheme == ColorScheme.LIGHT)) {
          walk(scheme, width);
        }
      }
    }
    assertThat(complaints).isEmpty();
  }

  @Test
  void connections_are_found_while_somebody_types() {
    try (BrowserContext context = browser.window(ColorScheme.LIGHT, 1280)) {
      Page page = join(context);
      page.navigate(world.hub.url() + "/console/connections");
      assertThat(page.locator("#list tbody tr").count()).isEqualTo(50);

      page.getByLabel("User, account, e-mail address or id").pressSequentially("ozdem");
      page.waitForURL("**/console/connections?q=ozdem");

      assertThat(page.locator("#list").textContent())
          .contains("Zoë Özdemir")
          .doesNotContain("Hedy");
      assertThat(page.locator("#q").evaluate("it => it === document.activeElement"))
          .as("the focus stays in the field")
          .isEqualTo(true);
      page.getByLabel("OAuth client").selectOption("trimble-ag");
      page.waitForURL("**/console/connections?q=ozdem&integration=trimble-ag");
      assertThat(page.locator("#list tbody").textContent()).doesNotContain(TRIMBLE);

      page.navigate(world.hub.url() + "/console/connections");
      page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Older")).click();
      page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Newest")).waitFor();
    }
  }

  private void walk(ColorScheme scheme, int width) {
    String suffix = (scheme == ColorScheme.DARK ? "-dark" : "") + (width < 1000 ? "-phone" : "");
    try (BrowserContext context = browser.window(scheme, width)) {
      Page page = join(context);
      page.onConsoleMessage(
          message -> {
            // A form with problems is answered with 422, which browsers note.
            if (message.type().equals("error") && !message.text().contains("422")) {
              complaints.add(message.text());
            }
          });
      page.navigate(world.hub.url() + "/console/connections");
      picture(page, width, "connections" + suffix);
      page.navigate(world.hub.url() + "/console/connections?q=nobody");
      check(page, width, "connections-none" + suffix);
      page.navigate(world.hub.url() + "/console/connections/" + life);
      picture(page, width, "connection" + suffix);
      page.getByText("Revoke", new Page.GetByTextOptions().setExact(true)).click();
      assertThat(page.getByText("This cannot be undone").isVisible()).isTrue();
      check(page, width, "connection-question" + suffix);
      page.navigate(world.hub.url() + "/console/connections/link?user=ada&integration=" + TRIMBLE);
      picture(page, width, "connections-link" + suffix);
      press(page, "^Make the link");
      check(page, width, "connections-link-made" + suffix);
      follow(
          page,
          page.getByRole(
              AriaRole.LINK,
              new Page.GetByRoleOptions().setName("I have copied it: type the code")));
      check(page, width, "connections-link-status" + suffix);

      page.navigate(world.hub.url() + "/console/apps");
      picture(page, width, "apps" + suffix);
      page.getByLabel("Name").fill("viewer");
      press(page, "^Make the app");
      assertThat(page.content()).contains("There is an app of that name already");
      check(page, width, "apps-wrong" + suffix);
      page.navigate(world.hub.url() + "/console/apps/viewer");
      picture(page, width, "app" + suffix);
      page.getByLabel("Kinds of calls, one a line").fill("nonsense");
      press(page, "^Save what it may call");
      assertThat(page.content()).contains("Line 1:");
      check(page, width, "app-wrong" + suffix);
    }
  }

  private Page join(BrowserContext context) {
    Page page = context.newPage();
    URI link =
        URI.create(
            world
                .admin(
                    "POST",
                    "/api/v1/console-links",
                    Map.of("email", "ada@example.com", "name", "Ada Lovelace"))
                .at("url"));
    page.navigate(link.toString());
    press(page, "^Sign in");
    return page;
  }

  private static void picture(Page page, int width, String name) {
    check(page, width, "console-busy-" + name);
    if (MAKES_PICTURES && !name.contains("-dark")) {
      page.screenshot(
          new Page.ScreenshotOptions()
              .setPath(PICTURES.resolve(name + ".png"))
              .setFullPage(true)
              .setClip(0, 0, width, width < 1000 ? 1400 : 1100));
    }
  }

  /// A connection that has been through something: connected, refreshed, handed out, and failing
  /// now.
  private String live() {
    try (Browser other = new Browser()) {
      world.connect(other, TRIMBLE, ADA);
    }
    String id = world.admin("/api/v1/connections").json().get("items").get(0).get("id").asString();
    String refresh = "/api/v1/connections/" + id + "/refresh";
    world.token(TRIMBLE, ADA);
    world.admin("POST", refresh);
    world.token(TRIMBLE, ADA);
    world.admin("POST", refresh);
    world.sandbox.controls().fail(FaultRule.nextTokenCall(new Fault.Closes()));
    world.admin("POST", refresh);
    return id;
  }

  private static void fill(Database database) {
    Samples samples = new Samples(new Random(7));
    List<OAuthClient> clients = new ArrayList<>();
    for (String name : List.of(TRIMBLE, "trimble-ag")) {
      clients.add(
          database.oauthClients().find(WorkspaceId.FIRST, new IntegrationName(name)).orElseThrow());
    }
    Instant now = database.clock().instant();
    for (int i = 0; i < 70; i++) {
      String name = NAMES.get(i % NAMES.size());
      String user = "u-%04d".formatted(4800 + 7 * i);
      connect(database, samples, clients.get(i / 3 % 2), user, name, i, now);
    }
  }

  private static void connect(
      Database database,
      Samples samples,
      OAuthClient client,
      String user,
      String name,
      int number,
      Instant now) {
    Connection sample = samples.connection(client, new Owner.User(new UserId(user)));
    String email = name.toLowerCase(Locale.ROOT).replace(' ', '.') + "@harbour.example";
    Instant then = now.minus(Duration.ofMinutes(37L * (number + 1)));
    Connection connection =
        new Connection(
            sample.id(),
            sample.workspace(),
            sample.oauthClient(),
            sample.owner(),
            status(number),
            new Account(Optional.of("s" + number), Optional.of(name), Optional.of(email)),
            Scope.parse("openid harbour-app"),
            List.of(),
            Map.of(),
            then,
            Optional.of(then),
            Optional.empty(),
            Optional.empty());
    database
        .connections()
        .connect(
            connection,
            samples.grant(connection, 1, then),
            Optional.empty(),
            samples.connectionEvent(then, "connected"),
            new AuditEvent(
                client.workspace(),
                then,
                new Actor.User(new UserId(user)),
                "connection.connected",
                connection.id().value(),
                Map.of("integration", client.name().value())));
  }

  private static Status status(int number) {
    return switch (number % 20) {
      case 3 -> Status.REAUTHORIZATION_REQUIRED;
      case 8 -> Status.PENDING_VERIFICATION;
      default -> Status.ACTIVE;
    };
  }
}
