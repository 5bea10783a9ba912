package dev.tenon.server.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.workspace.Colour;
import dev.tenon.workspace.Scheme;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Leaf's Magic Links on a real hub.
final class MagicLinkTest {
  private static final String MAGIC = "/services/widgets/api/magic-link";
  private static final String ADA = "/services/usermanagement/api/users/ada/trimble-credentials";

  @TempDir Path directory;
  private final Browser browser = new Browser();
  private TestHub world;

  @BeforeEach
  void start() {
    world = TestHub.start(directory, Optional.empty());
    world.registerTrimbleAgriculture("trimble");
  }

  @AfterEach
  void stop() {
    browser.close();
    world.close();
  }

  @Test
  void a_magic_link_connects_its_user_and_counts() {
    Map<String, Object> body =
        Map.of(
            "expiresIn", 3600,
            "allowedProviders", List.of("Trimble"),
            "settings", Map.of("companyName", "Acme Farms", "showLeafUserName", true));
    assertThat(world.app("POST", MAGIC + "/users/ada/provider", body).at("message"))
        .contains("link_verification");
    world.verifyLinksBy("none");
    Reply made = world.app("POST", MAGIC + "/users/ada/provider", body);
    assertThat(made.status()).isEqualTo(201);

    Browser.Page page = browser.open(URI.create(made.at("link")));
    assertThat(page.html()).contains("Acme Farms would like");
    world.connect(browser, URI.create(made.at("link")));

    Reply read = world.app("GET", MAGIC + "/provider/" + made.at("id"));
    assertThat(read.json().path("usageCount").asInt()).isEqualTo(1);
    assertThat(read.json().path("settings").path("showLeafUserName").asBoolean()).isTrue();
    assertThat(read.text()).doesNotContain(made.at("link"));
    assertThat(world.app("GET", MAGIC + "/provider").json()).hasSize(1);
    assertThat(world.app("GET", ADA).at("status")).isEqualTo("OK");
    assertThat(world.app("DELETE", MAGIC + "/provider/" + made.at("id")).status()).isEqualTo(204);
    assertThat(browser.get(URI.create(made.at("link"))).statusCode()).isBetween(400, 499);
  }

  @Test
  void a_magic_link_has_its_own_name_and_readable_background_and_loads_nothing_from_elsewhere() {
    world.verifyLinksBy("none");
    world.admin(
        "PATCH",
        "/api/v1/workspace",
        Map.of("branding", Map.of("name", "Harbour", "light", Map.of("accent", "#0b5cad"))));
    Map<String, Object> settings =
        Map.of(
            "companyName", "Acme <b>Farms",
            "backgroundColor", "#2E7D32",
            "companyLogo", "https://cdn.example/logo.png",
            "headerImage", "https://cdn.example/fields.jpg");

    Browser.Page page = browser.open(magic(settings));

    assertThat(page.html())
        .contains("<p>Acme &lt;b&gt;Farms</p>", " · Acme &lt;b&gt;Farms</title>")
        .doesNotContain("Harbour", "cdn.example", "<b>");
    Matcher look = Pattern.compile("/brand/[^\"]*look-\\w+-2e7d32\\.css").matcher(page.html());
    assertThat(look.find()).isTrue();
    URI css = world.hub.url().resolve(look.group());
    String colours = browser.get(css).body();
    Matcher paper = Pattern.compile("--accent:(#\\w+);.*--paper:(#\\w+)").matcher(colours);
    assertThat(paper.find()).isTrue();
    Colour background = Colour.parse(paper.group(2));
    assertThat(Scheme.LIGHT.carries(background)).isTrue();
    assertThat(Colour.parse(paper.group(1)).contrast(background)).isGreaterThanOrEqualTo(4.5);
    assertThat(browser.get(URI.create(css.toString().replace("2e7d32", "000000"))).statusCode())
        .isEqualTo(404);
    for (Map<String, Object> odd :
        List.<Map<String, Object>>of(
            Map.of("companyName", "x".repeat(61)),
            Map.of("companyName", "Acme\u202e"),
            Map.of("backgroundColor", "red;}body{"))) {
      assertThat(world.app("POST", MAGIC + "/users/ada/provider", Map.of("settings", odd)).status())
          .as(odd.toString())
          .isEqualTo(400);
    }
  }

  @Test
  void of_several_clients_of_one_provider_a_magic_link_offers_those_that_fit_best() {
    world.verifyLinksBy("none");
    world.registerTrimbleConnect("buildings");

    assertThat(browser.open(magic(Map.of())).html())
        .contains("Trimble Agriculture")
        .doesNotContain("Trimble Connect");
  }

  private URI magic(Map<String, Object> settings) {
    Reply made = world.app("POST", MAGIC + "/users/ada/provider", Map.of("settings", settings));
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    return URI.create(made.at("link"));
  }
}
