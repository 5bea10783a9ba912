package dev.tenon.server.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.overview.Overviews.Hour;
import dev.tenon.server.admin.page.Badge;
import dev.tenon.server.admin.page.Frame;
import dev.tenon.server.admin.page.JteproblemGenerated;
import dev.tenon.server.admin.page.Pages;
import dev.tenon.server.admin.page.ProblemPage;
import dev.tenon.server.admin.page.Words;
import dev.tenon.server.http.Answer;
import dev.tenon.token.RefreshOutcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What pages look like as HTML, compared with files that people have reviewed. `-Dgolden.update`
/// rewrites them.
final class ConsolePagesTest {
  private static final Path DIRECTORY = Path.of("src/test/resources/golden/console");
  private static final Instant NOW = Instant.parse("2026-03-04T12:34:56Z");
  private static final Frame.Head HEAD =
      new Frame.Head(
          "Page · Tenon", "/style.css", "/icon.svg", "/htmx.js", "/console.js", "/sheet.js");

  @Test
  void overview() {
    List<Hour> hours = new ArrayList<>();
    Instant from = RefreshChart.from(NOW, Duration.ofHours(1), 24);
    for (int i = 0; i < 24; i++) {
      hours.add(new Hour(from.plus(Duration.ofHours(i)), RefreshOutcome.REFRESHED, 40 + 3 * i));
    }
    hours.add(new Hour(from.plus(Duration.ofHours(5)), RefreshOutcome.PROVIDER_AWAY, 12));
    hours.add(new Hour(from.plus(Duration.ofHours(6)), RefreshOutcome.GRANT_DEAD, 2));
    OverviewPage page =
        new OverviewPage(
            frame(),
            true,
            "1,204",
            List.of(
                new OverviewPage.Health("good", "Active", "1,190", "98.8 %", "/c?status=active"),
                new OverviewPage.Health("bad", "Needs its user", "14", "1.2 %", "/c?status=x")),
            List.of(
                new OverviewPage.Part("good", "0.00", "98.84"),
                new OverviewPage.Part("bad", "98.84", "1.16")),
            RefreshChart.of(hours, from, Duration.ofHours(1), 24),
            List.of(
                new OverviewPage.Range("24 hours", "/console", true),
                new OverviewPage.Range("7 days", "/console?range=7d", false)),
            List.of(
                new OverviewPage.Need(
                    Badge.bad("Their users"), "14 connections are over.", "/c", "Show them")),
            List.of(
                new OverviewPage.Ending(
                    "Client secret of “trimble”",
                    "/c/trimble",
                    Badge.bad("3 days"),
                    Words.when(NOW.plus(Duration.ofDays(3)), NOW),
                    "An admin")),
            List.of(),
            "/console/connections",
            Optional.empty());

    assertMatches(
        "overview", Pages.html(200, it -> JteoverviewGenerated.render(it, Pages.none(), page)));
  }

  @Test
  void sign_in_with_a_problem() {
    SignInPage page =
        new SignInPage(
            HEAD,
            "/console/sign-in",
            "0".repeat(64),
            "/console/audit",
            "ada@example.com",
            Optional.of("ws_1"),
            Optional.of(
                new PasskeyAsk(
                    "/console/sign-in/passkey", "A".repeat(76), "tenon.example", "/passkey.js")),
            Optional.of("/console/sign-in/provider?workspace=ws_1"),
            false,
            Optional.of("E-mail address or passphrase are wrong."),
            Optional.empty(),
            false);

    assertMatches(
        "sign-in", Pages.html(422, it -> JtesignInGenerated.render(it, Pages.none(), page)));
  }

  @Test
  void audit() {
    AuditPage page =
        new AuditPage(
            frame(),
            "/console/audit",
            "<b>\"'",
            List.of("member.joined"),
            List.of(
                new AuditPage.Row(
                    7,
                    Words.when(NOW.minusSeconds(600), NOW),
                    "<script>alert(1)</script>",
                    Optional.of("/console/audit?q=mem_1"),
                    "member.joined",
                    "/console/audit?q=member.joined",
                    "mem_1",
                    "/console/audit?q=mem_1",
                    Map.of("role", "admin"),
                    "0".repeat(64))),
            Optional.of("/console/audit?before=7"),
            Optional.empty(),
            Optional.of(Badge.good("Checked just now: the log is whole")),
            "/console/audit?check=1");

    assertMatches("audit", Pages.html(200, it -> JteauditGenerated.render(it, Pages.none(), page)));
  }

  @Test
  void a_problem() {
    ProblemPage page = new ProblemPage(frame(), "There is no such webhook", "Gone.", "/console");

    assertMatches(
        "problem", Pages.html(404, it -> JteproblemGenerated.render(it, Pages.none(), page)));
  }

  @Test
  void times_are_told_as_people_say_them() {
    assertThat(Words.when(NOW, NOW).relative()).isEqualTo("in a moment");
    assertThat(Words.when(NOW.minusSeconds(20), NOW).relative()).isEqualTo("just now");
    assertThat(Words.when(NOW.minusSeconds(60), NOW).relative()).isEqualTo("1 minute ago");
    assertThat(Words.when(NOW.minus(Duration.ofHours(5)), NOW).relative()).isEqualTo("5 hours ago");
    assertThat(Words.when(NOW.plus(Duration.ofDays(12)), NOW).relative()).isEqualTo("in 12 days");
    assertThat(Words.when(NOW, NOW).exact()).isEqualTo("4 Mar 2026, 12:34:56 UTC");
    assertThat(Words.number(1_234_567)).isEqualTo("1,234,567");
  }

  @Test
  void a_chart_says_100_percent_only_where_nothing_failed() {
    Instant from = RefreshChart.from(NOW, Duration.ofHours(1), 24);
    List<Hour> one =
        List.of(
            new Hour(from, RefreshOutcome.REFRESHED, 99_999),
            new Hour(from, RefreshOutcome.FAULT, 1));

    assertThat(RefreshChart.of(one, from, Duration.ofHours(1), 24).summary())
        .isEqualTo("100,000 refreshes, of which 99.9 % brought new tokens.");
    assertThat(RefreshChart.of(one.subList(0, 1), from, Duration.ofHours(1), 24).summary())
        .contains("100 %");
    assertThat(RefreshChart.of(List.of(), from, Duration.ofHours(1), 24).empty()).isTrue();
  }

  @Test
  void the_last_bar_has_now_in_it_and_flights_that_asked_nobody_are_not_counted() {
    Instant from = RefreshChart.from(NOW, Duration.ofHours(7), 24);
    Instant thisHour = Instant.parse("2026-03-04T12:00:00Z");
    RefreshChart chart =
        RefreshChart.of(
            List.of(
                new Hour(thisHour, RefreshOutcome.REFRESHED, 5),
                new Hour(thisHour, RefreshOutcome.MOVED, 50),
                new Hour(thisHour, RefreshOutcome.NOT_TRIED, 50)),
            from,
            Duration.ofHours(7),
            24);

    assertThat(chart.bars()).hasSize(24);
    assertThat(chart.bars().getLast().pieces()).hasSize(1);
    assertThat(chart.summary()).startsWith("5 refreshes");
    assertThat(chart.rows()).hasSize(1);
  }

  private static Frame frame() {
    return new Frame(
        HEAD,
        List.of(
            new Frame.Group("", List.of(new Frame.Item("Overview", "/console", true))),
            new Frame.Group(
                "Workspace", List.of(new Frame.Item("Audit", "/console/audit", false)))),
        "Brücke & Söhne",
        "Ada <Lovelace>",
        "Admin",
        "/console",
        "/console/account",
        "/console/sign-out",
        "0".repeat(64),
        Optional.of("The settings are saved."));
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
}
