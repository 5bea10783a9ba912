package dev.tenon.server.admin.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.connect.Refusal.Reason;
import dev.tenon.server.admin.clients.FieldView.Choice;
import dev.tenon.server.admin.clients.FieldView.Kind;
import dev.tenon.server.admin.page.Badge;
import dev.tenon.server.admin.page.Frame;
import dev.tenon.server.admin.page.Pages;
import dev.tenon.server.admin.page.Words;
import dev.tenon.server.http.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What the pages of OAuth clients and connectors look like as HTML, compared with files that
/// people have reviewed. `-Dgolden.update` rewrites them.
final class ClientPagesTest {
  private static final Path DIRECTORY = Path.of("src/test/resources/golden/console/clients");
  private static final Instant NOW = Instant.parse("2026-03-04T12:34:56Z");
  private static final String EVIL = "<img src=x onerror=alert(1)>";
  private static final String REDIRECT = "https://hub.example/api/integrations/oauth2/callback/";

  @Test
  void list() {
    ClientListPage page =
        new ClientListPage(
            frame(),
            "/console/oauth-clients",
            "",
            "name",
            List.of(
                new ClientListPage.Head("Name", "?sort=-name", "ascending"),
                new ClientListPage.Head("Connections", "?sort=connections", "none")),
            List.of(
                new ClientListPage.Row(
                    "pier " + EVIL,
                    "/c/pier",
                    EVIL,
                    "/k/acme",
                    "User sign-in",
                    "",
                    Badge.wait("Public"),
                    Badge.bad("Ends in 3 days"),
                    "1,204",
                    "/connections?integration=pier",
                    false,
                    "/c/pier/edit",
                    "/c/pier/delete"),
                new ClientListPage.Row(
                    "Harbour",
                    "/new?uses=ws_1%2FHarbour",
                    "Acme",
                    "/k/acme?owner=ws_1",
                    "User sign-in",
                    "Harbour Works",
                    Badge.plain("Offered"),
                    Badge.plain("Not used yet"),
                    "",
                    "",
                    true,
                    "",
                    "")),
            "2 OAuth clients",
            "/console/new/oauth-client",
            true,
            false,
            Optional.empty(),
            Optional.of("?page=2"));

    assertMatches(
        "list", Pages.html(200, it -> JteclientListGenerated.render(it, Pages.none(), page)));
  }

  @Test
  void configuration_with_problems() {
    ClientFormPage page =
        new ClientFormPage(
            frame(),
            "Create an OAuth client",
            "Acme " + EVIL,
            Steps.at(2),
            List.of(),
            "/console/new/oauth-client/acme",
            "registration",
            "/console/oauth-clients",
            true,
            List.of("issuer is another one."),
            true,
            Optional.empty(),
            Optional.of(
                new ClientFormPage.Registration(
                    "“pier”, User sign-in, for all apps",
                    Optional.of(REDIRECT),
                    List.of(new ClientFormPage.Need("An app there.", "https://acme.example/")),
                    Optional.of("https://acme.example/guide"),
                    List.of(
                        field(Kind.TEXT, "client_id", "Client ID", "<b>", "Client ID is missing."),
                        field(Kind.SECRET_LINES, "client_secret", "Client secret", "", ""),
                        field(Kind.DATE, "client_secret_expires_at", "Ends", "2027-01-31", ""),
                        new FieldView(
                            Kind.BOXES,
                            "scope",
                            "Scope",
                            false,
                            "",
                            "What your users are asked to allow.",
                            "files.read",
                            List.of(
                                new Choice("files.read", "files.read", "Read files", "", true),
                                new Choice(
                                    "files.write",
                                    "files.write",
                                    "Change files",
                                    "more than reading needs",
                                    false)),
                            "x y",
                            Optional.empty(),
                            Optional.empty()),
                        new FieldView(
                            Kind.SELECT,
                            "client_authentication",
                            "Client authentication",
                            false,
                            "",
                            "How the hub proves who it is.",
                            "",
                            List.of(new Choice("", "Default: Basic auth header", "", "", true)),
                            "",
                            Optional.empty(),
                            Optional.empty()),
                        field(Kind.FLAG, "public", "Public", "", "")))),
            List.of(new ClientFormPage.Hidden("name", "pier " + EVIL)),
            "Save");

    assertMatches(
        "configuration",
        Pages.html(422, it -> JteclientFormGenerated.render(it, Pages.none(), page)));
  }

  private static FieldView field(
      Kind kind, String name, String title, String value, String problem) {
    return new FieldView(
        kind,
        name,
        title,
        kind == Kind.TEXT,
        value,
        "About " + title + ".",
        "",
        List.of(),
        "",
        Optional.empty(),
        Optional.of(problem).filter(it -> !it.isEmpty()));
  }

  @Test
  void one_client() {
    String registered = "http://hub.example/api/integrations/oauth2/callback";
    ClientPage page =
        new ClientPage(
            frame(),
            "/console/oauth-clients",
            "/console/oauth-clients/pier",
            "pier " + EVIL,
            "Acme · User sign-in",
            List.of(Badge.bad("Rejected by the provider")),
            true,
            Optional.of(
                new ClientPage.Alarm(
                    Badge.bad("An admin’s turn"),
                    "The provider does not accept the secret.",
                    Optional.of(Words.when(NOW.minus(Duration.ofHours(3)), NOW)))),
            List.of("scope asks for more than reading needs: files.write"),
            Optional.of(REDIRECT),
            registered,
            Optional.of(RedirectDifference.of(REDIRECT, registered)),
            List.of(
                new ClientPage.Fact("Connector", "Acme", false, "/k/acme", ""),
                new ClientPage.Fact(
                    "Token URL", "https://acme.example/token", true, "", "the default")),
            List.of(new ClientPage.Count(Badge.good("Active"), "12", "/connections?x=1")),
            true,
            List.of(
                secret("sec_1", "1st, in use", "…t123", true),
                secret("sec_2", "2nd", "…t456", false)),
            List.of(new ClientPage.Choice("con_1", "ada")),
            Optional.of(
                new ClientPage.Trial(Badge.good("Accepted"), "…t456", "The provider took it.")),
            Optional.of("The secret is missing."),
            true);

    assertMatches(
        "client", Pages.html(200, it -> JteclientGenerated.render(it, Pages.none(), page)));
  }

  private static ClientPage.Secret secret(String id, String place, String last, boolean first) {
    return new ClientPage.Secret(
        id,
        place,
        last,
        "0a1b2c3d",
        Badge.good("No end known"),
        Words.when(NOW.minus(Duration.ofDays(3)), NOW),
        first);
  }

  @Test
  void a_test_that_failed() {
    TestPage page =
        new TestPage(
            frame(),
            "pier",
            "Test “pier”",
            "/console/oauth-clients/pier",
            true,
            Badge.bad("It fails"),
            "No token comes by this OAuth client yet.",
            TestSteps.ofUsers()
                .failed(Verdict.of(Reason.CLIENT_REJECTED, "invalid_client"), "client_rejected")
                .all(),
            "Test again",
            true,
            "ada " + EVIL,
            Optional.empty(),
            false,
            true,
            "1772627696000",
            "/console/oauth-clients/pier#redirect");

    assertMatches("test", Pages.html(200, it -> JtetestGenerated.render(it, Pages.none(), page)));
  }

  @Test
  void a_connector_file_with_faults() {
    ConnectorFormPage page =
        new ConnectorFormPage(
            frame(),
            "Post a connector",
            "/console/new/connector",
            "/console/connectors",
            "name: acme\ntitel: </textarea><script>alert(1)</script>\n",
            List.of("1 OAuth client of yours uses it: what you save holds at the next request."),
            List.of(
                new ConnectorFormPage.Fault(
                    "Line 2, column 1", "titel", "is not a field", "titel: <script>")),
            Optional.empty());

    assertMatches(
        "connector-form",
        Pages.html(422, it -> JteconnectorFormGenerated.render(it, Pages.none(), page)));
  }

  @Test
  void no_text_of_somebody_elses_becomes_markup() {
    for (String name : List.of("list", "configuration", "client", "test", "connector-form")) {
      assertThat(read(DIRECTORY.resolve(name + ".html")))
          .as(name)
          .doesNotContain("<img src=x")
          .doesNotContain("<script>alert");
    }
  }

  private static Frame frame() {
    return new Frame(
        new Frame.Head(
            "Page · Tenon", "/style.css", "/icon.svg", "/htmx.js", "/console.js", "/sheet.js"),
        List.of(
            new Frame.Group(
                "Connectivity",
                List.of(new Frame.Item("OAuth clients", "/console/oauth-clients", true)))),
        "Brücke & Söhne",
        "Ada <Lovelace>",
        "Admin",
        "/console",
        "/console/account",
        "/console/sign-out",
        "0".repeat(64),
        Optional.empty());
  }

  private static void assertMatches(String name, Answer answer) {
    String html = new String(answer.body(), StandardCharsets.UTF_8);
    Path file = DIRECTORY.resolve(name + ".html");
    try {
      if (System.getProperty("golden.update") != null) {
        Files.createDirectories(DIRECTORY);
        Files.writeString(file, html);
      }
      assertThat(file).as("run with -Dgolden.update to write it").exists();
      assertThat(html).isEqualTo(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
