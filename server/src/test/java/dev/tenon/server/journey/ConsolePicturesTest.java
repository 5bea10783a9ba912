package dev.tenon.server.journey;

import static dev.tenon.server.journey.HeadlessBrowser.follow;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.tenon.access.UserId;
import dev.tenon.access.WorkspaceId;
import dev.tenon.audit.Actor;
import dev.tenon.audit.AuditEvent;
import dev.tenon.client.IntegrationName;
import dev.tenon.client.OAuthClient;
import dev.tenon.connection.Connection;
import dev.tenon.connection.GrantPlan;
import dev.tenon.connection.Owner;
import dev.tenon.connection.Status;
import dev.tenon.member.Identity;
import dev.tenon.member.Member;
import dev.tenon.member.Passkey;
import dev.tenon.member.PasskeyId;
import dev.tenon.member.Tickets.Spent;
import dev.tenon.overview.Overviews.Tally;
import dev.tenon.secret.Fingerprint;
import dev.tenon.secret.Secret;
import dev.tenon.server.sql.Database;
import dev.tenon.server.sql.DatabaseSettings;
import dev.tenon.server.sql.PostgresServer;
import dev.tenon.server.sql.WithPostgres;
import dev.tenon.stores.Samples;
import dev.tenon.token.RefreshOutcome;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// The console of a workspace that has been at work for a week. With `-Dpictures.update` the
/// pictures of the documentation are made anew.
@ExtendWith(WithPostgres.class)
@Tag("browser")
final class ConsolePicturesTest {
  private static final boolean MAKES_PICTURES = System.getProperty("pictures.update") != null;
  private static final Path PICTURES = Path.of("..", "docs", "pictures", "console");

  /// Of a picture; what is below is more of the same.
  private static final int MOST_HEIGHT = 1400;

  @TempDir Path directory;
  private final DatabaseSettings.Postgres settings;

  ConsolePicturesTest(PostgresServer server) {
    this.settings = server.freshDatabase();
  }

  @Test
  void every_page_of_a_busy_workspace_is_whole() {
    try (TestHub world = TestHub.start(directory, Optional.of(settings.url().reveal()));
        HeadlessBrowser browser = HeadlessBrowser.start()) {
      world.registerTrimbleConnect("trimble-connect");
      world.registerTrimbleAgriculture("trimble-ag");
      world.admin("PATCH", "/api/v1/workspace", Map.of("name", "Harbour Engineering"));
      world.admin("POST", "/api/v1/keys", Map.of("name", "Terraform"));
      provider(world);
      webhooks(world);
      try (Database database = Database.open(settings)) {
        fill(database);
      }
      for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
        for (int width : List.of(1280, 360)) {
          // Full tables are hardest where it is narrow, and the dark is easily forgotten.
          boolean hardest = scheme == ColorScheme.DARK && width < 1000;
          if (hardest || (MAKES_PICTURES && scheme == ColorScheme.LIGHT && width > 1000)) {
            walk(world, browser, scheme, width);
          }
        }
      }
    }
  }

  private void walk(TestHub world, HeadlessBrowser browser, ColorScheme scheme, int width) {
    String suffix = (scheme == ColorScheme.DARK ? "-dark" : "") + (width < 1000 ? "-phone" : "");
    try (BrowserContext context = browser.window(scheme, width)) {
      Page page = context.newPage();
      page.navigate(world.hub.url() + "/console/sign-in");
      picture(page, width, "sign-in" + suffix);
      URI link =
          URI.create(
              world
                  .admin(
                      "POST",
                      "/api/v1/console-links",
                      Map.of("email", "ada@example.com", "name", "Ada Lovelace"))
                  .at("url"));
      page.navigate(link.toString());
      picture(page, width, "link" + suffix);
      HeadlessBrowser.press(page, "^Sign in");
      passkeys();
      picture(page, width, "overview" + suffix);
      page.navigate(world.hub.url() + "/console?range=7d");
      picture(page, width, "overview-week" + suffix);
      for (String path :
          List.of(
              "connections",
              "connections?q=user-7",
              "connections/link",
              "apps",
              "apps/viewer",
              "data",
              "webhooks",
              "webhooks/new",
              "oauth-clients",
              "oauth-clients/trimble-connect",
              "oauth-clients/trimble-connect/test",
              "oauth-clients/trimble-connect/edit/configuration",
              "oauth-clients/trimble-connect/delete",
              "new/oauth-client",
              "new/oauth-client/autodesk-platform-services",
              "connectors",
              "connectors/trimble-connect",
              "new/connector",
              "audit",
              "settings",
              "settings/members",
              "settings/sign-in",
              "settings/keys",
              "settings/retention",
              "account")) {
        page.navigate(world.hub.url() + "/console/" + path);
        picture(page, width, path.replaceAll("[/?=]", "-") + suffix);
      }
      page.navigate(world.hub.url() + "/console/settings/retention");
      page.fill("#webhook_events_days", "7");
      page.uncheck("#audit_for_ever");
      page.fill("#audit_days", "400");
      HeadlessBrowser.press(page, "^Save");
      picture(page, width, "settings-retention-shorter" + suffix);
      page.navigate(world.hub.url() + "/console/connections");
      follow(page, page.locator("table a").first());
      picture(page, width, "connection" + suffix);
      page.navigate(world.hub.url() + "/console/webhooks");
      follow(page, page.locator("table a").first());
      picture(page, width, "webhook" + suffix);
    }
  }

  private static void picture(Page page, int width, String name) {
    HeadlessBrowser.check(page, width, "console-busy-" + name);
    // Those of connections in the light are made where they are called by people's names.
    if (MAKES_PICTURES && !(name.startsWith("connection") && !name.contains("-dark"))) {
      int whole = (Integer) page.evaluate("document.documentElement.scrollHeight");
      page.screenshot(
          new Page.ScreenshotOptions()
              .setPath(PICTURES.resolve(name + ".png"))
              .setFullPage(true)
              .setClip(0, 0, width, Math.min(whole, MOST_HEIGHT)));
    }
  }

  /// Where the workspace's members sign in.
  private static void provider(TestHub world) {
    world.admin(
        "POST",
        "/api/v1/oauth-clients",
        Map.of(
            "name", "harbour-id",
            "connector", "generic-oidc",
            "client_id", "tenon-console",
            "client_secret", "a-secret-for-pictures",
            "parameters", Map.of("issuer", "https://id.harbour.example")));
    Reply set =
        world.admin(
            "PATCH",
            "/api/v1/workspace",
            Map.of(
                "member_sign_in",
                Map.of(
                    "oauth_client",
                    "harbour-id",
                    "roles",
                    Map.of("claim", "groups", "admin", "platform", "viewer", "engineering"))));
    assertThat(set.status()).as(set.text()).isEqualTo(200);
  }

  /// Ada's, as soon as she is there.
  private void passkeys() {
    try (Database database = Database.open(settings)) {
      Member ada = database.members().list(WorkspaceId.FIRST).getFirst();
      Instant now = database.clock().instant();
      if (database.passkeys().list(ada.workspace(), ada.id()).isEmpty()) {
        for (String name : List.of("Laptop at the harbour", "Phone")) {
          Passkey passkey =
              new Passkey(
                  new PasskeyId("pk_" + name.length()),
                  ada.workspace(),
                  ada.id(),
                  "credential" + name.length(),
                  "key",
                  0,
                  name.equals("Phone"),
                  name,
                  now.minus(Duration.ofDays(name.length())),
                  name.equals("Phone") ? Optional.empty() : Optional.of(now));
          Spent spent = new Spent(Fingerprint.of(Secret.of(name)), now);
          database
              .passkeys()
              .add(passkey, spent, 9, event(ada, now, "passkey.added", passkey.id().value()));
        }
        database
            .identities()
            .connect(
                ada,
                new Identity("https://id.harbour.example", "5f1c2a70-ada"),
                now.minus(Duration.ofDays(3)),
                event(ada, now, "member.provider_connected", ada.id().value()));
      }
    }
  }

  private static AuditEvent event(Member ada, Instant at, String action, String target) {
    return new AuditEvent(
        ada.workspace(), at, new Actor.Member(ada.id()), action, target, Map.of());
  }

  private static void webhooks(TestHub world) {
    world.admin(
        "POST",
        "/api/v1/webhooks",
        Map.of(
            "url",
            "https://hooks.harbour.example/tenon",
            "description",
            "Pager of the platform team"));
    world.admin(
        "POST",
        "/api/v1/webhooks",
        Map.of(
            "url",
            "https://crm.harbour.example/api/connections",
            "events",
            List.of("connection.connected", "connection.revoked"),
            "description",
            "Shows in the CRM who is connected"));
    for (int i = 0; i < 3; i++) {
      String id = world.admin("/api/v1/webhooks").json().get("items").get(0).get("id").asString();
      world.admin("POST", "/api/v1/webhooks/" + id + "/test");
    }
  }

  /// A week of refreshes, and connections that stand as connections do.
  private static void fill(Database database) {
    Random chance = new Random(7);
    WorkspaceId workspace = WorkspaceId.FIRST;
    Instant hour = database.clock().instant().truncatedTo(ChronoUnit.HOURS);
    List<Tally> tallies = new ArrayList<>();
    for (int i = 0; i < 24 * 8; i++) {
      Instant at = hour.minus(Duration.ofHours(i));
      double day = Math.sin(Math.PI * 2 * (at.getEpochSecond() / 3600 % 24 - 8) / 24.0);
      long good = Math.round(240 + 120 * day + chance.nextInt(30));
      tallies.add(new Tally(workspace, at, RefreshOutcome.REFRESHED, good));
      if (i % 41 > 37) {
        tallies.add(
            new Tally(workspace, at, RefreshOutcome.PROVIDER_AWAY, 20 + chance.nextInt(60)));
      }
      if (chance.nextInt(6) == 0) {
        tallies.add(new Tally(workspace, at, RefreshOutcome.GRANT_DEAD, 1 + chance.nextInt(4)));
      }
    }
    database.overviews().addRefreshes(tallies);
    Samples samples = new Samples(chance);
    for (String name : List.of("trimble-connect", "trimble-ag")) {
      OAuthClient client =
          database.oauthClients().find(workspace, new IntegrationName(name)).orElseThrow();
      for (int i = 0; i < 160; i++) {
        connect(database, samples, client, name + "-user-" + i, status(i));
      }
    }
    assertThat(database.overviews().standings(workspace)).hasSizeGreaterThan(4);
  }

  private static Status status(int number) {
    return switch (number % 40) {
      case 7, 21 -> Status.REAUTHORIZATION_REQUIRED;
      case 30 -> Status.FAILING;
      case 39 -> Status.PENDING_VERIFICATION;
      default -> Status.ACTIVE;
    };
  }

  private static void connect(
      Database database, Samples samples, OAuthClient client, String user, Status status) {
    Connection sample = samples.connection(client, new Owner.User(new UserId(user)));
    Instant now = database.clock().instant();
    Connection connection =
        new Connection(
            sample.id(),
            sample.workspace(),
            sample.oauthClient(),
            sample.owner(),
            status,
            sample.account(),
            sample.scopes(),
            List.of(),
            Map.of(),
            now.minus(Duration.ofDays(30)),
            Optional.of(now),
            Optional.empty(),
            Optional.empty());
    database
        .connections()
        .connect(
            connection,
            samples.grant(connection, 1, now.minus(Duration.ofMinutes(20))),
            Optional.empty(),
            samples.connectionEvent(now, "connected"),
            new AuditEvent(
                client.workspace(),
                now,
                new Actor.User(new UserId(user)),
                "connection.connected",
                connection.id().value(),
                Map.of("integration", client.name().value())));
    // Far ahead for most, so that nothing of this is refreshed while pictures are taken.
    Duration end = Duration.ofDays(user.endsWith("-7") ? 5 : user.endsWith("-63") ? 19 : 200);
    database
        .grantPlans()
        .plan(
            client.workspace(),
            connection.id(),
            1,
            new GrantPlan(Optional.of(now.plus(Duration.ofDays(1))), Optional.of(now.plus(end))));
  }
}
