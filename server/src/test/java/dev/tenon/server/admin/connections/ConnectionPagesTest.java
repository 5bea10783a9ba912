package dev.tenon.server.admin.connections;

import static dev.tenon.server.admin.GoldenPages.EVIL;
import static dev.tenon.server.admin.GoldenPages.NOW;
import static dev.tenon.server.admin.GoldenPages.assertMatches;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.connection.ConnectionEvent;
import dev.tenon.connection.RecordedEvent;
import dev.tenon.server.admin.GoldenPages;
import dev.tenon.server.admin.connections.LifePage.Moment;
import dev.tenon.server.admin.page.Badge;
import dev.tenon.server.admin.page.Pages;
import dev.tenon.server.admin.page.Words;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What the pages about connections look like as HTML, compared with files that people have
/// reviewed.
final class ConnectionPagesTest {
  private static final Words.When AGO = Words.when(NOW.minus(Duration.ofMinutes(12)), NOW);
  private static final Words.When AHEAD = Words.when(NOW.plus(Duration.ofMinutes(40)), NOW);

  @Test
  void the_list() {
    ListPage page =
        new ListPage(
            GoldenPages.frame("Developer"),
            "/console/connections",
            EVIL,
            "active",
            List.of(
                new ListPage.Choice(
                    "integration",
                    "OAuth client",
                    "All OAuth clients",
                    List.of(new ListPage.Option(EVIL, EVIL, true)))),
            Optional.of(new ListPage.Chosen(EVIL, "/console/connections?status=active")),
            List.of(
                new ListPage.Tab("All", "/console/connections", false),
                new ListPage.Tab("Active", "/console/connections?status=active", true)),
            Optional.of("/console/connections"),
            Optional.of("/console/connections/link"),
            List.of(
                new ListPage.Row(
                    "/console/connections/con_1",
                    EVIL,
                    false,
                    "Ada " + EVIL,
                    Optional.of("ada@example.com"),
                    "trimble-connect",
                    "Trimble Connect",
                    Badge.good("Active"),
                    Optional.empty(),
                    Optional.of(AGO),
                    Optional.of(AHEAD)),
                new ListPage.Row(
                    "/console/connections/con_2",
                    "nightly",
                    true,
                    "",
                    Optional.empty(),
                    "",
                    "",
                    Badge.bad("Needs its user"),
                    Optional.of("Its user"),
                    Optional.empty(),
                    Optional.empty())),
            Optional.of("/console/connections?after=con_2"),
            Optional.empty(),
            true);

    assertMatches(
        "connections",
        Pages.html(200, it -> JteconnectionsGenerated.render(it, Pages.none(), page)));
  }

  @Test
  void the_life_of_one() {
    LifePage page =
        new LifePage(
            GoldenPages.frame("Admin"),
            "/console/connections",
            "/console/connections/con_1",
            EVIL,
            "Ada (ada@example.com) at Trimble Connect",
            Badge.wait("Failing"),
            Optional.of("It could not be refreshed. " + EVIL),
            Optional.of(
                new LifePage.Standing(
                    Badge.bad("An admin’s turn"), EVIL, Optional.of("Tokens go on."))),
            true,
            Optional.of("/console/connections/link?user=ada&integration=trimble"),
            Optional.of("/console/data/con_1"),
            true,
            List.of(
                new LifePage.Fact(
                    "User",
                    EVIL,
                    Optional.of("/console/connections?user=ada"),
                    Optional.empty(),
                    false),
                LifePage.Fact.at("Refreshed", AGO),
                LifePage.Fact.of("Token version", "7")),
            List.of(
                new LifePage.Granted("openid", Optional.of("Know which account"), Optional.empty()),
                new LifePage.Granted(
                    "data:write", Optional.empty(), Optional.of(Badge.wait("Asked, not granted")))),
            List.of(
                new LifePage.Chosen(EVIL, EVIL, "selected", Badge.good("Selected"), false),
                new LifePage.Chosen("2", "Acme", "blocked", Badge.bad("Blocked"), true)),
            true,
            false,
            List.of(new LifePage.Handout("7", "viewer", EVIL, AGO)),
            true,
            List.of(
                new LifePage.Kept(
                    "projects",
                    Optional.of("/console/data/con_1/projects"),
                    "every hour",
                    Badge.good("In step"),
                    Optional.of(AGO))),
            List.of(
                new Moment(
                    "wait", "A refresh failed", Optional.of(EVIL), Optional.of("An admin"), AGO),
                new Moment("good", "Connected", Optional.empty(), Optional.empty(), AGO)),
            Optional.of("/console/connections/con_1?before=3#life"),
            Optional.empty());

    assertMatches(
        "connection", Pages.html(200, it -> JteconnectionGenerated.render(it, Pages.none(), page)));
  }

  @Test
  void the_form_of_a_connect_link_with_problems() {
    LinkForm page =
        new LinkForm(
            GoldenPages.frame("Developer"),
            "/console/connections/link",
            "/console/connections",
            false,
            EVIL,
            List.of(new LinkForm.Choice("integration-0", EVIL, "Trimble Connect", true)),
            List.of(new LinkForm.Life("86400", "1 day", true)),
            Map.of("user", "Too long.", "integrations", "Choose one at least."));

    assertMatches(
        "connect-link-form",
        Pages.html(422, it -> JtelinkFormGenerated.render(it, Pages.none(), page)));
  }

  @Test
  void every_event_is_told_in_words() {
    for (String type :
        List.of(
            "pending",
            "connected",
            "confirmed",
            "confirmation_expired",
            "refreshed",
            "refresh_failed",
            "recovered",
            "reauthorization_due",
            "reauthorization_required",
            "reported_invalid",
            "revoked",
            "revoked_at_provider",
            "tokens_forgotten")) {
      assertThat(moment(type, Map.of()).what()).as(type).isNotEqualTo(type.replace('_', ' '));
    }
    assertThat(moment("something_new", Map.of()).what()).isEqualTo("something new");
  }

  @Test
  void a_failure_says_whose_turn_it_was() {
    Moment dead = moment("reauthorization_required", Map.of("reason", "grant_dead"));
    Moment away = moment("refresh_failed", Map.of("reason", "provider_unavailable"));

    assertThat(dead.turn()).contains("Its user");
    assertThat(dead.text()).contains("The provider said that the sign-in is over.");
    assertThat(away.turn()).isEmpty();
    assertThat(away.text()).contains("The provider could not answer. The hub goes on trying.");
    assertThat(moment("refresh_failed", Map.of("reason", "brand_new")).text())
        .hasValueSatisfying(text -> assertThat(text).contains("brand_new"));
  }

  private static Moment moment(String type, Map<String, String> details) {
    return Moments.of(new RecordedEvent(1, new ConnectionEvent(NOW, type, details)), NOW);
  }
}
