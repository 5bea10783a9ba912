package dev.tenon.server.admin;

import dev.tenon.server.admin.RetentionPage.Loss;
import dev.tenon.server.admin.RetentionPage.Other;
import dev.tenon.server.admin.RetentionPage.Question;
import dev.tenon.server.admin.RetentionPage.Row;
import dev.tenon.server.admin.page.Pages;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What the settings of the retention look like as HTML.
final class RetentionPagesTest {
  @Test
  void a_question_stands_above_what_was_typed_and_what_is_wrong_beside_it() {
    RetentionPage page =
        new RetentionPage(
            GoldenPages.frame("Admin"),
            List.of(new SettingsTab("Retention", "/console/settings/retention", true)),
            "/console/settings/retention",
            true,
            true,
            List.of(
                row("connection_events_days", "90", ""),
                row("webhook_events_days", GoldenPages.EVIL, "A whole number is needed.")),
            row("audit_days", "400", ""),
            false,
            Optional.of(
                new Question(
                    List.of(
                        new Loss("Audit log", "for ever → 400 days", "more than 10,000 entries")),
                    "90,30,35,->90,30,35,400",
                    "/console/settings/retention")),
            List.of(new Other("Console sessions", "7 days, or 8 hours without a request")));

    GoldenPages.assertMatches(
        "retention", Pages.html(200, it -> JteretentionGenerated.render(it, Pages.none(), page)));
  }

  private static Row row(String field, String text, String problem) {
    return new Row(
        field,
        "Label of " + field,
        text,
        1,
        365,
        "What it is.",
        "1 to 365 days.",
        "The oldest is of 3 Feb 2026, 29 days ago.",
        problem);
  }
}
