package dev.tenon.server.ops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.access.WorkspaceId;
import dev.tenon.call.Urgency;
import dev.tenon.client.ExpiringSecrets.Expiring;
import dev.tenon.client.IntegrationName;
import dev.tenon.client.OAuthClientId;
import dev.tenon.connection.DueGrants;
import dev.tenon.connector.ConnectorName;
import dev.tenon.sync.SyncBacklog;
import dev.tenon.sync.SyncFigures;
import dev.tenon.sync.SyncRun.Counts;
import dev.tenon.sync.SyncRun.State;
import dev.tenon.token.RefreshOutcome;
import dev.tenon.webhook.DeliveryQueue;
import dev.tenon.workspace.StoreUnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

final class MetricsTest {
  private static final Path DOCS = Path.of("../docs");
  private static final Pattern NAME = Pattern.compile("\\btenon_[a-z_]+");
  private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");
  private static final ConnectorName TRIMBLE = new ConnectorName("trimble-connect");

  private final AtomicReference<Instant> now = new AtomicReference<>(NOON);
  private final Meters meters = new Meters();
  private int asked;
  private boolean away;
  private boolean watched;

  @Test
  void what_happens_is_counted() {
    happens();

    assertThat(lines())
        .contains(
            "tenon_refreshes_total{connector=\"trimble-connect\",outcome=\"refreshed\"} 1.0",
            "tenon_refreshes_total{connector=\"trimble-connect\",outcome=\"grant_dead\"} 1.0",
            "tenon_refresh_seconds_bucket{connector=\"trimble-connect\",le=\"0.05\"} 0",
            "tenon_refresh_seconds_bucket{connector=\"trimble-connect\",le=\"0.1\"} 2",
            "tenon_lease_waits_seconds_bucket{le=\"0.5\"} 1",
            "tenon_token_reads_total{from=\"memory\"} 2.0",
            "tenon_token_reads_total{from=\"store\"} 1.0",
            "tenon_journal_failures_total 1.0",
            "tenon_webhook_deliveries_total{outcome=\"delivered\"} 1.0",
            "tenon_webhook_deliveries_total{outcome=\"failed\"} 1.0",
            "tenon_webhook_deliveries_total{outcome=\"given_up\"} 1.0",
            "tenon_webhook_endpoints_disabled_total 1.0",
            "tenon_provider_budget_waits_seconds_count{connector=\"trimble-connect\",urgency=\"background\"} 1",
            "tenon_provider_budget_refused_total{connector=\"trimble-connect\"} 1.0",
            "tenon_provider_budget_turned_away_total{connector=\"trimble-connect\",urgency=\"interactive\"} 1.0",
            "tenon_provider_budget_remaining{connector=\"trimble-connect\"} 7.0",
            "tenon_provider_budget_heard_total 1.0",
            "tenon_sync_runs_seconds_count{outcome=\"complete\"} 1",
            "tenon_sync_runs_seconds_bucket{outcome=\"complete\",le=\"10.0\"} 1",
            "tenon_sync_runs_seconds_count{outcome=\"failed\"} 0",
            "tenon_sync_items_total{change=\"added\"} 1.0",
            "tenon_sync_items_total{change=\"changed\"} 2.0",
            "tenon_sync_items_total{change=\"deleted\"} 3.0",
            "tenon_sync_items_total{change=\"unchanged\"} 4.0",
            "tenon_sync_items_total{change=\"left_out\"} 5.0");
  }

  @Test
  void how_things_stand_is_shown() {
    watch();
    scrapes(6);

    assertThat(lines())
        .contains(
            "tenon_refreshes_due 12.0",
            "tenon_refreshes_oldest_due_seconds 30.0",
            "tenon_webhook_deliveries_pending 3.0",
            "tenon_webhook_deliveries_oldest_pending_seconds 0.0",
            "tenon_oauth_clients_rejected 2.0",
            "tenon_syncs_due 5.0",
            "tenon_syncs_oldest_due_seconds 90.0",
            "tenon_syncs_failing 1.0",
            "tenon_records_kept 4312.0",
            "tenon_secret_expires_seconds{integration=\"acme\"} 86400.0",
            "tenon_secret_expires_seconds{integration=\"gone\"} -60.0",
            "tenon_refreshes_under_way 4.0",
            "tenon_unsaved_grants 5.0",
            "tenon_journal_depth 6.0",
            "tenon_clock_offset_seconds -1.5");
  }

  @Test
  void scrape_asks_the_store_at_most_once_and_remembers() {
    watch();
    for (int scrape = 1; scrape <= 6; scrape++) {
      meters.scrape();
      assertThat(asked).isEqualTo(scrape);
    }
    scrapes(10);
    assertThat(asked).isEqualTo(6);

    now.updateAndGet(it -> it.plusSeconds(10));
    scrapes(10);
    assertThat(asked).isEqualTo(9);
  }

  @Test
  void what_the_store_does_not_say_is_not_known() {
    watch();
    scrapes(6);
    away = true;
    now.updateAndGet(it -> it.plusSeconds(60));
    scrapes(6);

    assertThat(lines())
        .contains(
            "tenon_refreshes_due NaN",
            "tenon_refreshes_oldest_due_seconds NaN",
            "tenon_oauth_clients_rejected NaN",
            "tenon_unsaved_grants 5.0")
        .noneMatch(line -> line.startsWith("tenon_secret_expires_seconds{"));
  }

  @Test
  void posted_connectors_do_not_make_ever_more_labels() {
    IntStream.range(0, 300)
        .mapToObj(number -> new ConnectorName("posted-" + number))
        .forEach(
            connector ->
                meters
                    .refreshes()
                    .refreshed(
                        WorkspaceId.FIRST,
                        connector,
                        RefreshOutcome.REFRESHED,
                        Duration.ofMillis(1)));

    assertThat(lines().stream().filter(line -> line.startsWith("tenon_refreshes_total{")))
        .hasSize(ConnectorLabels.MOST + 1)
        .contains("tenon_refreshes_total{connector=\"other\",outcome=\"refreshed\"} 100.0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"grafana/tenon.json", "grafana/alerts.yaml", "operating.md"})
  void every_metric_that_documents_name_exists(String file) throws IOException {
    String text = Files.readString(DOCS.resolve(file));
    Set<String> named =
        NAME.matcher(text).results().map(it -> it.group()).collect(Collectors.toSet());

    assertThat(named).hasSizeGreaterThan(8).isSubsetOf(existing());
  }

  @Test
  void every_metric_is_explained_and_drawn() throws IOException {
    String explained = Files.readString(DOCS.resolve("operating.md"));
    String drawn = Files.readString(DOCS.resolve("grafana/tenon.json"));

    assertThat(families())
        .allSatisfy(
            name -> {
              assertThat(explained).contains("`" + name);
              assertThat(drawn).contains(name);
            });
  }

  @Test
  void dashboard_has_panels_with_units_of_one_data_source_variable() throws IOException {
    JsonNode dashboard =
        new ObjectMapper().readTree(Files.readString(DOCS.resolve("grafana/tenon.json")));
    List<JsonNode> panels =
        dashboard
            .path("panels")
            .valueStream()
            .filter(panel -> !panel.path("type").asString().equals("row"))
            .toList();

    assertThat(dashboard.path("panels").path(0).path("title").asString())
        .isEqualTo("What needs whom");
    assertThat(panels)
        .hasSizeGreaterThan(20)
        .allSatisfy(
            panel -> {
              assertThat(panel.path("datasource").path("uid").asString())
                  .isEqualTo("${datasource}");
              assertThat(panel.at("/fieldConfig/defaults/unit").asString()).isNotEmpty();
              assertThat(panel.path("targets").valueStream())
                  .isNotEmpty()
                  .allSatisfy(
                      target -> assertThat(target.path("expr").asString()).contains("tenon_"));
            });
    Set<Integer> ids = new HashSet<>();
    assertThat(dashboard.path("panels").valueStream())
        .allMatch(panel -> ids.add(panel.path("id").asInt()));
  }

  @Test
  void every_alert_says_whose_turn_it_is() throws IOException {
    Object yaml =
        new Load(LoadSettings.builder().build())
            .loadFromString(Files.readString(DOCS.resolve("grafana/alerts.yaml")));
    JsonNode rules = new ObjectMapper().valueToTree(yaml).at("/groups/0/rules");

    assertThat(rules.valueStream())
        .hasSizeGreaterThan(8)
        .allSatisfy(
            rule -> {
              assertThat(rule.path("alert").asString()).startsWith("Tenon");
              assertThat(rule.path("expr").asString()).contains("tenon_");
              assertThat(rule.at("/labels/turn").asString()).isIn("admin", "operator", "nobody");
              assertThat(rule.at("/annotations/description").asString()).isNotEmpty();
            });
  }

  private void happens() {
    meters
        .refreshes()
        .refreshed(WorkspaceId.FIRST, TRIMBLE, RefreshOutcome.REFRESHED, Duration.ofMillis(80));
    meters
        .refreshes()
        .refreshed(WorkspaceId.FIRST, TRIMBLE, RefreshOutcome.GRANT_DEAD, Duration.ofMillis(90));
    meters.refreshes().waitedForLease(Duration.ofMillis(300));
    meters.refreshes().looked(true);
    meters.refreshes().looked(true);
    meters.refreshes().looked(false);
    meters.refreshes().journalFailed();
    meters.webhooks().delivered();
    meters.webhooks().failed();
    meters.webhooks().givenUp();
    meters.webhooks().disabled();
    meters.budgets().waited(TRIMBLE, Urgency.BACKGROUND, Duration.ofSeconds(2));
    meters.budgets().refused(TRIMBLE);
    meters.budgets().turnedAway(TRIMBLE, Urgency.INTERACTIVE);
    meters.budgets().remaining(TRIMBLE, 7);
    meters.budgets().heard();
    meters.syncs().ended(State.COMPLETE, new Counts(1, 2, 3, 4, 5), Duration.ofSeconds(7));
  }

  /// Every name in a scrape after everything has happened once.
  private Set<String> existing() {
    Set<String> families = families();
    Set<String> names =
        lines().stream()
            .filter(line -> !line.startsWith("#"))
            .map(line -> line.split("[{ ]", 2)[0])
            .collect(Collectors.toCollection(TreeSet::new));
    names.addAll(families);
    return names;
  }

  /// Every metric's own name, without what a histogram adds to it.
  private Set<String> families() {
    everything();
    return lines().stream()
        .filter(line -> line.startsWith("# TYPE "))
        .map(line -> line.split(" ", -1)[2])
        .filter(name -> !name.endsWith("_max"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private void everything() {
    happens();
    watchOnce();
    scrapes(6);
    meters.requestAnswered("GET", "/health/live", 200, 1_000);
    meters.tokenAnswered("issued");
  }

  private void watchOnce() {
    if (!watched) {
      watch();
    }
  }

  private void watch() {
    watched = true;
    meters.watch(
        new EngineFigures(
            () -> read(new DueGrants.Backlog(12, Optional.of(NOON.minusSeconds(30)))),
            () -> read(new DeliveryQueue.Backlog(3, Optional.empty())),
            () -> read(2L),
            () ->
                read(
                    List.of(
                        expiring("gone", NOON.minusSeconds(60)),
                        expiring("acme", NOON.plus(Duration.ofDays(1))),
                        expiring("acme", NOON.plus(Duration.ofDays(2))))),
            () -> read(new SyncBacklog(5, Optional.of(NOON.minusSeconds(90)))),
            () -> read(new SyncFigures(1, 4312)),
            () -> 4,
            () -> 5,
            () -> 6,
            () -> Duration.ofMillis(-1500)),
        now::get);
  }

  private <T> T read(T answer) {
    asked++;
    if (away) {
      throw new StoreUnavailableException("the store is away", new IOException("made so"));
    }
    return answer;
  }

  private static Expiring expiring(String integration, Instant end) {
    return new Expiring(
        new WorkspaceId("ws_1"),
        new OAuthClientId("oac_1"),
        new IntegrationName(integration),
        "sec_1",
        "abcd",
        end);
  }

  private void scrapes(int count) {
    IntStream.range(0, count).forEach(_ -> meters.scrape());
  }

  private List<String> lines() {
    return meters.scrape().lines().toList();
  }
}
