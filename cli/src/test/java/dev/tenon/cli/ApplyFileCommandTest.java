package dev.tenon.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenon.cli.terminal.ExitCode;
import dev.tenon.sdk.ConnectRequiredException;
import dev.tenon.sdk.OAuthClient;
import dev.tenon.sdk.Secret;
import dev.tenon.sdk.TenonClient;
import dev.tenon.sdk.json.Json;
import dev.tenon.sdk.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `tenon apply`, with a real hub: the example of the documentation, changed step by step.
final class ApplyFileCommandTest {
  private static final Path EXAMPLE = Path.of("../docs/examples/workspace");
  private static final String SECRET = "planted-client-secret-of-trimble";

  @TempDir private Path directory;
  private HubWithSandbox world;
  private Program tenon;
  private Path file;

  @BeforeEach
  void start() throws IOException {
    world = HubWithSandbox.start(directory.resolve("hub"));
    Path there = directory.resolve("setup");
    copy(EXAMPLE, there);
    Files.createDirectories(there.resolve("keys"));
    Files.writeString(there.resolve("keys/acme.secret"), "planted-client-secret-of-acme\n");
    file = there.resolve("workspace.yaml");
    tenon =
        new Program()
            .in(directory)
            .variable("TENON_URL", world.hub().toString())
            .variable("TENON_API_KEY", world.adminKey())
            .variable("TRIMBLE_CLIENT_ID", "trimble-web")
            .variable("TRIMBLE_CLIENT_SECRET", SECRET);
  }

  @AfterEach
  void stop() {
    tenon.close();
    world.close();
  }

  @Test
  void the_example_is_planned_then_applied_and_then_there_is_nothing_to_do() throws IOException {
    var dry = apply("--dry-run");
    assertThat(dry.code()).as(dry.seen()).isEqualTo(ExitCode.OK);
    assertThat(dry.out())
        .containsPattern("create +connector +acme +from connectors/acme.yaml")
        .containsPattern("create +app +viewer")
        .containsPattern("create +key +viewer/production +written to keys/viewer.key")
        .containsPattern("create +OAuth client +trimble-connect")
        .contains("client_id: env:TRIMBLE_CLIENT_ID", "client_secret: set")
        .containsPattern("create +webhook +https://ops.example/tenon")
        .contains("Nothing was changed");
    try (TenonClient admin = world.admin()) {
      assertThat(admin.apps().list().toList()).isEmpty();
    }

    var first = apply();
    assertThat(first.code()).as(first.seen()).isEqualTo(ExitCode.OK);
    assertThat(first.seen()).doesNotContain("planted");

    try (TenonClient admin = world.admin()) {
      OAuthClient client = admin.oauthClients().get("trimble-connect");
      assertThat(client.apps()).containsExactlyInAnyOrder("viewer", "reports");
      assertThat(client.members().text("client_secret_last4")).contains("mble");
      assertThat(admin.webhooks().list().toList()).hasSize(1);
      assertThat(admin.workspace().linkVerification()).isEqualTo("app");
    }
    Path key = file.resolveSibling("keys/viewer.key");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
        .isEqualTo("rw-------");
    assertThat(Files.readString(file.resolveSibling("keys/webhook.secret"))).startsWith("whsec_");
    try (TenonClient app = TenonClient.of(world.hub(), Secret.of(Files.readString(key).strip()))) {
      assertThatThrownBy(() -> app.accessToken("trimble-connect", "ada"))
          .as("the key works: it is the user's turn")
          .isInstanceOf(ConnectRequiredException.class);
    }

    var second = apply();
    assertThat(second.code()).isEqualTo(ExitCode.OK);
    assertThat(second.out())
        .contains("Nothing to do.")
        .doesNotContainPattern("(?m)^(create|change) ");
    JsonObject json = (JsonObject) Json.parse(apply("--json").out());
    assertThat(json.number("changes")).hasValue(0);
  }

  @Test
  void settings_of_the_workspace_are_made_as_the_file_says_and_then_there_is_nothing_to_do()
      throws IOException {
    signInAtTheHouse();
    edit(
        "  link_verification: app\n",
        """
          link_verification: app
          member_sign_in:
            oauth_client: house
            newcomers: viewer
            roles: {claim: groups, admin: platform}
        """);

    var dry = apply("--dry-run");
    assertThat(dry.code()).as(dry.seen()).isEqualTo(ExitCode.OK);
    assertThat(dry.out())
        .contains("member_sign_in.oauth_client: none → house", "branding.name: none → Harbour")
        .containsPattern("change +workspace +retention +webhook_events_days: 30 → 60")
        .contains("audit_days: for_ever → 730");
    assertThat(dry.err()).contains("retention: What is older than that is removed for good");
    try (TenonClient admin = world.admin()) {
      assertThat(admin.retention().number("webhook_events_days")).hasValue(30);
    }

    var first = apply();
    assertThat(first.code()).as(first.seen()).isEqualTo(ExitCode.OK);

    try (TenonClient admin = world.admin()) {
      JsonObject workspace = admin.workspace().members();
      JsonObject branding = workspace.object("branding").orElseThrow();
      assertThat(branding.text("name")).contains("Harbour Engineering");
      assertThat(branding.object("logo").flatMap(it -> it.text("type"))).contains("image/png");
      assertThat(workspace.object("member_sign_in"))
          .hasValueSatisfying(
              it -> {
                assertThat(it.text("oauth_client")).contains("house");
                assertThat(it.text("newcomers")).contains("viewer");
                assertThat(it.object("roles").flatMap(roles -> roles.text("admin")))
                    .contains("platform");
              });
      assertThat(admin.retention().toString())
          .isEqualTo(
              "{\"connection_events_days\":90,\"webhook_events_days\":60,"
                  + "\"statistics_days\":35,\"audit_days\":730}");
    }
    var second = apply();
    assertThat(second.out()).as(second.seen()).contains("Nothing to do.");

    edit("roles: {claim: groups, admin: platform}", "roles: {claim: groups, admin: owners}");
    edit("audit_days: 730", "audit_days: for_ever");
    var third = apply();
    assertThat(third.out())
        .contains("member_sign_in.roles.admin: platform → owners")
        .contains("audit_days: 730 → for_ever")
        .contains("Done: 2 steps.");
    try (TenonClient admin = world.admin()) {
      assertThat(admin.retention().number("audit_days")).isEmpty();
      assertThat(admin.retention().number("webhook_events_days")).hasValue(60);
      assertThat(admin.workspace().members().object("member_sign_in"))
          .hasValueSatisfying(it -> assertThat(it.text("newcomers")).contains("viewer"));
    }
    assertThat(apply().out()).contains("Nothing to do.");
  }

  @Test
  void a_retention_that_cannot_be_is_told_by_the_file_or_by_the_hub() throws IOException {
    edit("webhook_events_days: 60", "webhook_events_days: a while");
    assertThat(apply().err())
        .containsPattern("workspace.retention.webhook_events_days is a number of days");

    edit("webhook_events_days: a while", "webhook_events_days: 366");
    var run = apply();
    assertThat(run.code()).isEqualTo(ExitCode.REFUSED);
    assertThat(run.err()).contains("The workspace retention:", "from 1 to 365");
  }

  /// Adds an OpenID provider's client to the file.
  private void signInAtTheHouse() throws IOException {
    Files.writeString(file.resolveSibling("keys/house.secret"), "planted-client-secret-of-house\n");
    edit(
        "oauth_clients:\n",
        """
        oauth_clients:
          - name: house
            connector: generic-oidc
            client_id: tenon-console
            client_secret: file:keys/house.secret
            scope: openid profile email
            parameters:
              issuer: https://id.harbour.example
        """);
  }

  @Test
  void only_what_differs_is_changed() throws IOException {
    apply();
    tenon.variable("TRIMBLE_CLIENT_SECRET", "planted-second-secret-of-trimble");
    edit("scope: openid harbour-app", "scope: harbour-app openid profile");
    edit("apps: [viewer, reports]", "apps: all");
    edit("Whom to wake", "Whom to call");
    Path connector = file.resolveSibling("connectors/acme.yaml");
    Files.writeString(connector, Files.readString(connector).replace("title: Files", "title: All"));

    var run = apply();

    assertThat(run.code()).as(run.seen()).isEqualTo(ExitCode.OK);
    assertThat(run.out())
        .containsPattern("change +connector +acme")
        .containsPattern("unchanged +app +viewer")
        .contains("scope: openid harbour-app → harbour-app openid profile")
        .contains("apps: reports, viewer → all")
        .contains("client_secret: another")
        .contains("description: Whom to wake → Whom to call")
        .contains("Done: 3 steps.");
    assertThat(run.seen()).doesNotContain("planted");
    assertThat(apply().out()).contains("Nothing to do.");
  }

  @Test
  void what_the_file_does_not_have_goes_only_when_it_is_asked_for_and_agreed_to()
      throws IOException {
    apply();
    String text = Files.readString(file);
    int from = text.indexOf("  - name: reports");
    int to = text.indexOf("oauth_clients:");
    Files.writeString(
        file,
        (text.substring(0, from) + text.substring(to))
            .replace("apps: [viewer, reports]", "apps: [viewer]"));

    assertThat(apply().out()).doesNotContain("delete");
    tenon.agreeing(false);
    var refused = apply("--prune");
    assertThat(refused.code()).isEqualTo(ExitCode.REFUSED);
    assertThat(refused.out()).containsPattern("delete +app +reports +with its keys");
    assertThat(refused.err()).contains("Nothing was changed");
    assertThat(apply("--prune", "--dry-run").out()).contains("this would be 1 steps");
    tenon.agreeing(true);
    assertThat(apply("--prune").code()).isEqualTo(ExitCode.OK);

    try (TenonClient admin = world.admin()) {
      assertThat(admin.apps().find("reports")).isEmpty();
      assertThat(admin.apps().find("viewer")).isPresent();
    }
  }

  @Test
  void faults_of_the_file_are_told_all_at_once_with_their_places_and_nothing_is_changed()
      throws IOException {
    tenon.without("TRIMBLE_CLIENT_ID");
    edit("client_secret: env:TRIMBLE_CLIENT_SECRET", "client_secret: written-in-the-open");
    edit("  - connectors/acme.yaml", "  - connectors/nowhere.yaml");
    edit("return_urls:", "return_url:");

    var run = apply();

    assertThat(run.code()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err())
        .containsPattern("workspace.yaml:\\d+:\\d+: apps\\[0\\].return_url is not known; there are")
        .contains("oauth_clients[0].client_secret is never written here: say env:NAME or file:PATH")
        .contains("oauth_clients[0].client_id is not there: env:TRIMBLE_CLIENT_ID")
        .contains("names a file that cannot be read: connectors/nowhere.yaml")
        .contains("has 4 faults. Nothing was changed.")
        .doesNotContain("written-in-the-open");
    try (TenonClient admin = world.admin()) {
      assertThat(admin.apps().list().toList()).isEmpty();
    }
  }

  @Test
  void a_run_that_the_hub_stops_goes_on_when_the_file_is_mended() throws IOException {
    edit("connection_definition: user-sign-in", "connection_definition: no-such-way");

    var stopped = apply();

    assertThat(stopped.code()).isEqualTo(ExitCode.REFUSED);
    assertThat(stopped.err())
        .contains("The OAuth client trimble-connect:")
        .contains("steps are done");
    edit("connection_definition: no-such-way", "connection_definition: user-sign-in");
    var run = apply();
    assertThat(run.code()).as(run.seen()).isEqualTo(ExitCode.OK);
    assertThat(run.out()).containsPattern("unchanged +key +viewer/production");
  }

  @Test
  void a_key_that_cannot_be_kept_is_not_made() throws IOException {
    Files.writeString(file.resolveSibling("keys/viewer.key"), "another key\n");

    var run = apply();

    assertThat(run.code()).isEqualTo(ExitCode.REFUSED);
    assertThat(run.err()).contains("keys/viewer.key is there already");
    try (TenonClient admin = world.admin()) {
      assertThat(admin.apps().keys("viewer").toList()).isEmpty();
    }
    assertThat(Files.readString(file.resolveSibling("keys/viewer.key"))).isEqualTo("another key\n");
  }

  private Program.Run apply(String... more) {
    return tenon.run(
        Stream.concat(Stream.of("apply", "setup/workspace.yaml"), Stream.of(more)).toList());
  }

  private void edit(String from, String to) throws IOException {
    String text = Files.readString(file);
    assertThat(text).contains(from);
    Files.writeString(file, text.replace(from, to));
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path each : List.copyOf(all.toList())) {
        Path target = to.resolve(from.relativize(each).toString());
        if (Files.isDirectory(each)) {
          Files.createDirectories(target);
        } else {
          Files.copy(each, target, StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
  }
}
