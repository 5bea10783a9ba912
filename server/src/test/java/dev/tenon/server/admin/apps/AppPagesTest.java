package dev.tenon.server.admin.apps;

import static dev.tenon.server.admin.GoldenPages.EVIL;
import static dev.tenon.server.admin.GoldenPages.NOW;
import static dev.tenon.server.admin.GoldenPages.assertMatches;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.server.admin.GoldenPages;
import dev.tenon.server.admin.page.Badge;
import dev.tenon.server.admin.page.Pages;
import dev.tenon.server.admin.page.Words;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What the pages about apps look like as HTML, compared with files that people have reviewed.
final class AppPagesTest {
  private static final Words.When AGO = Words.when(NOW.minus(Duration.ofDays(3)), NOW);

  @Test
  void the_list() {
    ListPage page =
        new ListPage(
            GoldenPages.frame("Developer"),
            "/console/apps",
            true,
            List.of(
                new ListPage.Row(
                    EVIL,
                    "/console/apps/x",
                    "trimble-connect, aps and 2 more",
                    "Everything",
                    "/console/connections?app=x",
                    AGO)),
            EVIL,
            Optional.of("There is an app of that name already."));

    assertMatches("apps", Pages.html(422, it -> JteappsGenerated.render(it, Pages.none(), page)));
  }

  @Test
  void one_app() {
    OnePage page =
        new OnePage(
            GoldenPages.frame("Admin"),
            "/console/apps",
            "/console/apps/viewer",
            EVIL,
            EVIL,
            true,
            true,
            "/console/connections?app=viewer",
            List.of(
                new OnePage.Key(
                    "key_1", EVIL, "a1b2", AGO, Optional.of(AGO), Badge.good("Valid"), true),
                new OnePage.Key(
                    "key_2", "old", "c3d4", AGO, Optional.empty(), Badge.plain("Revoked"), false)),
            EVIL,
            List.of(
                new OnePage.Use("use-0", EVIL, "/c/x", "Trimble Connect", true, false),
                new OnePage.Use("use-1", "aps", "/c/aps", "Autodesk", true, true)),
            "https://app.example.com/</textarea>" + EVIL,
            "GET /projects/**",
            List.of(new OnePage.Own("nightly", "/console/connections/con_1", Badge.good("Active"))),
            List.of("1 key of it: whatever uses it is refused at once."),
            Snippets.of("https://tenon.example.com", EVIL, true),
            Map.of("calls", "Line 1: a rule is a method and a path.", "key", "The name is taken."));

    assertMatches("app", Pages.html(422, it -> JteappGenerated.render(it, Pages.none(), page)));
  }

  @Test
  void a_name_ends_no_text_in_what_is_pasted() {
    String odd = "it's \"quoted\" $HOME `id`";
    String all =
        Snippets.of("https://hub.example", odd, true).stream()
            .map(OnePage.Snippet::text)
            .reduce("", String::concat);

    assertThat(all)
        .contains(
            "-d '{\"integration\": \"it'\\''s \\\"quoted\\\" $HOME `id`\", \"user\": \"ada\"}'")
        .contains("hub.token(\"it's \\\"quoted\\\" $HOME `id`\", \"ada\")");
  }
}
