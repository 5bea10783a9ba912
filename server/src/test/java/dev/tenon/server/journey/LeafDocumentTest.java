package dev.tenon.server.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The page "Connect to Trimble API" of Leaf, followed in its three languages: its snippets are run
/// as they are printed, with the hosts replaced and the placeholders filled in as a reader would.
final class LeafDocumentTest {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String CALLBACK = "https://your-app.com/callback";
  private static final Path STAND_INS = Path.of("src/test/resources/leaf/stand-ins");

  @TempDir Path directory;
  private final LeafDocument document = LeafDocument.read();
  private final Browser browser = new Browser();
  private TestHub world;
  private String leafUser = "";

  @BeforeEach
  void start() {
    world = TestHub.start(directory, Optional.empty(), Set.of(URI.create(CALLBACK)));
    world.registerTrimbleAgriculture("trimble");
    Reply user =
        world.admin("POST", "/services/usermanagement/api/users", Map.of("name", "Green Acres"));
    assertThat(user.status()).isEqualTo(201);
    leafUser = user.at("id");
  }

  @AfterEach
  void stop() {
    browser.close();
    world.close();
  }

  @Test
  void the_document_has_the_snippets_that_are_run() {
    assertThat(document.in("bash")).hasSize(4);
    assertThat(document.in("python")).hasSize(3);
    assertThat(document.in("javascript")).hasSize(3);
  }

  @Test
  void its_shell_snippets_attach_a_growers_credentials() {
    List<String> snippets = document.in("bash");
    JsonNode url = shell(snippets.get(0), Map.of());
    JsonNode tokens =
        shell(
            snippets.get(1),
            Map.of("the-code-from-redirect", codeFrom(url.path("url").asString())));
    JsonNode attached =
        shell(
            snippets.get(2),
            Map.of(
                "the-access-token-from-step-2", tokens.path("accessToken").asString(),
                "the-refresh-token-from-step-2", tokens.path("refreshToken").asString()));
    JsonNode confirmed = shell(snippets.get(3), Map.of());

    assertThat(attached.path("status").asString()).isEqualTo("OK");
    assertThat(confirmed.path("id").asString()).isEqualTo(attached.path("id").asString());
    assertThat(confirmed.path("clientId").asString()).isEqualTo("trimble-ag");
    assertKeptFresh(confirmed.path("id").asString());
  }

  @Test
  void its_python_snippets_attach_a_growers_credentials() {
    List<String> snippets = document.in("python");
    String url = python(snippets.get(0) + "\nprint(auth_url)\n", Map.of()).strip();
    String printed =
        python(
            """
            import requests
            leaf_user_id = "%s"
            leaf_token = "%s"
            """
                    .formatted(leafUser, world.adminKey())
                + snippets.get(1)
                + snippets.get(2)
                + "import json\nprint(json.dumps(response.json()))\n",
            Map.of("the-code-from-redirect", codeFrom(url)));

    String[] lines = printed.strip().split("\n", -1);
    JsonNode attached = JSON.readTree(lines[lines.length - 1]);
    assertThat(attached.path("status").asString()).isEqualTo("OK");
    assertKeptFresh(attached.path("id").asString());
  }

  @Test
  void its_javascript_snippets_attach_a_growers_credentials() {
    List<String> snippets = document.in("javascript");
    String url = node(snippets.get(0) + "\nconsole.log(url);\n", Map.of()).strip();
    String printed =
        node(
            """
            const leafUserId = "%s";
            const leafToken = "%s";
            """
                    .formatted(leafUser, world.appKey())
                + snippets.get(1)
                + snippets.get(2),
            Map.of("the-code-from-redirect", codeFrom(url)));

    assertThat(printed).contains("status: 'OK'", "clientId: 'trimble-ag'");
    assertKeptFresh(credentials().at("id"));
  }

  /// "Leaf handles token refresh automatically after this point."
  private void assertKeptFresh(String connection) {
    assertThat(credentials().at("id")).isEqualTo(connection);
    Reply refreshed =
        world.admin("POST", "/api/v1/connections/" + connection + "/refresh", Map.of());
    assertThat(refreshed.status()).isEqualTo(200);
    assertThat(world.token("trimble", leafUser).at("access_token")).startsWith("eyJ");
  }

  private Reply credentials() {
    return world.admin("/services/usermanagement/api/users/" + leafUser + "/trimble-credentials");
  }

  /// The grower signs in, allows, and comes back to the reader's page with a code.
  private String codeFrom(String url) {
    Browser.Page consent = browser.open(URI.create(url));
    HttpResponse<String> allowed =
        browser.press(consent, "Allow", Map.of("user", "ada", "decision", "allow"));
    String back = allowed.headers().firstValue("Location").orElseThrow();
    assertThat(back).startsWith(CALLBACK + "?");
    Matcher code = Pattern.compile("[?&]code=([^&]+)").matcher(back);
    assertThat(code.find()).isTrue();
    return code.group(1);
  }

  private JsonNode shell(String snippet, Map<String, String> more) {
    Map<String, String> values = new LinkedHashMap<>(more);
    values.put("{leafUserId}", leafUser);
    values.put("YOUR_LEAF_TOKEN", world.appKey());
    return JSON.readTree(Program.SHELL.run(directory, filled(snippet, values), Map.of()));
  }

  private String python(String snippet, Map<String, String> more) {
    return Program.PYTHON.run(
        directory,
        filled(snippet, more),
        Map.of("PYTHONPATH", STAND_INS.toAbsolutePath().toString()));
  }

  private String node(String snippet, Map<String, String> more) {
    return Program.NODE.run(directory, filled(snippet, more), Map.of());
  }

  private String filled(String snippet, Map<String, String> values) {
    String text =
        snippet
            .replace(
                "https://trimble-oauth2-helper.withleaf.io",
                world.hub.url() + "/oauth2-helper/trimble")
            .replace("https://api.withleaf.io", world.hub.url().toString())
            .replace("your-trimble-client-id", "trimble-ag")
            .replace("your-trimble-client-secret", "trimble-ag-secret");
    for (Map.Entry<String, String> value : values.entrySet()) {
      text = text.replace(value.getKey(), value.getValue());
    }
    return text;
  }
}
