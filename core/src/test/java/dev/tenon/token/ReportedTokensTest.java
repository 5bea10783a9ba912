package dev.tenon.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.access.AppName;
import dev.tenon.access.Caller;
import dev.tenon.access.KeyId;
import dev.tenon.client.ClientSecret;
import dev.tenon.connection.ConnectionId;
import dev.tenon.connection.Status;
import dev.tenon.connector.Lifetimes;
import dev.tenon.oauth.RefreshToken;
import dev.tenon.oauth.Scope;
import dev.tenon.oauth.TokenAnswer;
import dev.tenon.stores.Samples;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What an app's word and an admin's order do.
final class ReportedTokensTest {
  private static final ConnectionId ADA = new ConnectionId("con_ada");
  private static final TokenAnswer INVALID_GRANT =
      new TokenAnswer.Refused("invalid_grant", "over", 400);

  private final TokenWorld world = new TokenWorld();
  private final Caller.Admin admin = new Caller.Admin(TokenWorld.WORKSPACE, new KeyId("key_admin"));
  private final Caller.App other =
      new Caller.App(TokenWorld.WORKSPACE, new KeyId("key_2"), new AppName("other"));

  @Test
  void a_connection_that_is_not_there_is_not_found() {
    assertThat(world.reports.report(world.app, ADA, 1)).isEqualTo(new ReportResult.NotFound());
    assertThat(world.reports.refresh(admin, ADA)).isEqualTo(new ReportResult.NotFound());
    assertThat(world.reports.refreshWith(admin, ADA, "sec")).isEqualTo(new ReportResult.NotFound());
  }

  @Test
  void an_app_that_is_not_assigned_finds_nothing() {
    world.connectAda();

    assertThat(world.reports.report(other, ADA, 1)).isEqualTo(new ReportResult.NotFound());
    assertThat(world.reports.refresh(other, ADA)).isEqualTo(new ReportResult.NotFound());
    assertThat(world.provider.requests()).isEmpty();
  }

  @Test
  void another_apps_own_connection_is_not_found_though_both_may_use_the_integration() {
    world
        .stores
        .oauthClients()
        .update(
            world.openToAll(world.client(TokenWorld.ROBOT, "client-credentials", 2)),
            world.event("oauth_client.updated"));
    ConnectionId robot = robot();

    assertThat(world.reports.report(other, robot, 1)).isEqualTo(new ReportResult.NotFound());
    assertThat(world.reports.report(world.app, robot, 1)).isEqualTo(new ReportResult.Replaced(2));
  }

  @Test
  void the_next_report_is_believed_when_its_time_has_come() {
    world.connectAda();
    world.reports.report(world.app, ADA, 1);

    assertThat(world.reports.report(world.app, ADA, 2))
        .isEqualTo(new ReportResult.TooSoon(Duration.ofSeconds(30)));
    world.clock.advance(Duration.ofSeconds(29));
    assertThat(world.reports.report(world.app, ADA, 2))
        .isEqualTo(new ReportResult.TooSoon(Duration.ofSeconds(1)));
    world.clock.advance(Duration.ofSeconds(1));
    assertThat(world.reports.report(world.app, ADA, 2)).isEqualTo(new ReportResult.Replaced(3));
  }

  @Test
  void the_age_of_a_refused_token_is_learned_where_nobody_declares_one() {
    world.connectAda();
    world.clock.advance(Duration.ofMinutes(20));

    world.reports.report(world.app, ADA, 1);

    assertThat(learned()).contains(Duration.ofMinutes(20));
  }

  @Test
  void a_token_that_was_refused_within_five_minutes_was_revoked_and_teaches_nothing() {
    world.connectAda();
    world.clock.advance(Duration.ofMinutes(5));

    world.reports.report(world.app, ADA, 1);

    assertThat(learned()).isEmpty();
  }

  @Test
  void nothing_is_learned_where_the_life_is_declared() {
    declare(Optional.of(Duration.ofHours(1)), false);
    world.connectAda();
    world.clock.advance(Duration.ofMinutes(20));

    world.reports.report(world.app, ADA, 1);

    assertThat(learned()).isEmpty();
  }

  @Test
  void nothing_is_learned_of_tokens_that_are_said_not_to_end() {
    declare(Optional.empty(), true);
    world.connectAda();
    world.clock.advance(Duration.ofMinutes(20));

    world.reports.report(world.app, ADA, 1);

    assertThat(learned()).isEmpty();
  }

  @Test
  void a_reported_token_of_a_dead_grant_is_handed_out_no_more_and_nobody_is_asked() {
    world.connectAda();
    world.provider.next(INVALID_GRANT);
    world.reports.refresh(world.app, ADA);
    assertThat(world.ask()).isInstanceOf(TokenResult.Issued.class);

    ReportResult result = world.reports.report(world.app, ADA, 1);

    assertThat(result).isInstanceOf(ReportResult.Failed.class);
    assertThat(((ReportResult.Failed) result).result())
        .isInstanceOf(TokenResult.ConnectRequired.class);
    assertThat(world.ask()).isInstanceOf(TokenResult.ConnectRequired.class);
    assertThat(world.provider.requests()).hasSize(1);
  }

  @Test
  void who_reports_is_answered_when_every_node_has_heard() {
    world.connectAda();

    world.reports.report(world.app, ADA, 1);
    assertThat(world.stores.changes().awaited()).isEqualTo(1);
    world.reports.report(world.app, ADA, 1);
    assertThat(world.stores.changes().awaited()).isEqualTo(2);
  }

  @Test
  void who_reports_a_dead_grants_token_is_answered_when_every_node_has_heard() {
    world.connectAda();
    world.provider.next(INVALID_GRANT);
    world.reports.refresh(world.app, ADA);

    world.reports.report(world.app, ADA, 1);

    assertThat(world.stores.changes().awaited()).isEqualTo(1);
  }

  @Test
  void a_reported_token_that_cannot_be_refreshed_ends_its_connection() {
    world.connectAda(Optional.of(Duration.ofHours(1)), Optional.empty());

    ReportResult result = world.reports.report(world.app, ADA, 1);

    assertThat(((ReportResult.Failed) result).result())
        .isInstanceOf(TokenResult.ConnectRequired.class);
    assertThat(world.status()).isEqualTo(Status.REAUTHORIZATION_REQUIRED);
  }

  @Test
  void app_and_admin_may_order_a_refresh_of_a_valid_token() {
    world.connectAda();

    assertThat(world.reports.refresh(world.app, ADA)).isEqualTo(new ReportResult.Replaced(2));
    assertThat(world.reports.refresh(admin, ADA)).isEqualTo(new ReportResult.Replaced(3));
  }

  @Test
  void what_cannot_be_refreshed_says_so_and_stays() {
    world.connectAda(Optional.of(Duration.ofHours(1)), Optional.empty());

    assertThat(world.reports.refresh(world.app, ADA)).isEqualTo(new ReportResult.NotRefreshable());
    assertThat(world.status()).isEqualTo(Status.ACTIVE);
  }

  @Test
  void an_apps_own_token_is_refreshed_though_it_has_no_refresh_token() {
    ConnectionId robot = robot();

    assertThat(world.reports.refresh(world.app, robot)).isEqualTo(new ReportResult.Replaced(2));
  }

  @Test
  void an_order_that_fails_says_what_asking_for_a_token_would() {
    world.connectAda();
    world.provider.next(new TokenAnswer.Unavailable(503, Optional.empty(), "503"));

    ReportResult result = world.reports.refresh(admin, ADA);

    assertThat(((ReportResult.Failed) result).result())
        .isInstanceOf(TokenResult.ProviderUnavailable.class);
  }

  @Test
  void an_order_during_which_the_user_connects_anew_names_the_newest_version() {
    world.connectAda();
    world.provider.next(
        _ -> {
          world.connect(
              ADA,
              2,
              "access-newer",
              Optional.of(Duration.ofHours(1)),
              Optional.of(RefreshToken.of("refresh-newer")));
          return world.provider.grant();
        });

    assertThat(world.reports.refresh(admin, ADA)).isEqualTo(new ReportResult.Replaced(2));
  }

  @Test
  void one_secret_is_tried_alone_and_its_rejection_is_not_held_against_the_client() {
    world.connectAda();
    ClientSecret secret = new Samples(world.random).secret();
    world
        .stores
        .oauthClients()
        .update(
            world.client(TokenWorld.TRIMBLE, "user-sign-in", 2).withSecrets(List.of(secret)),
            world.event("oauth_client.updated"));
    world.provider.next(new TokenAnswer.Refused("invalid_client", "", 401));

    assertThat(world.reports.refreshWith(admin, ADA, secret.id()))
        .isInstanceOf(ReportResult.Failed.class);
    assertThat(world.reports.refreshWith(admin, ADA, secret.id()))
        .isEqualTo(new ReportResult.Replaced(2));
    assertThat(world.reports.refreshWith(admin, ADA, "another"))
        .isEqualTo(new ReportResult.NotFound());
  }

  @Test
  void one_secret_cannot_be_tried_on_what_cannot_be_refreshed() {
    world.connectAda(Optional.of(Duration.ofHours(1)), Optional.empty());
    ClientSecret secret = new Samples(world.random).secret();
    world
        .stores
        .oauthClients()
        .update(
            world.client(TokenWorld.TRIMBLE, "user-sign-in", 2).withSecrets(List.of(secret)),
            world.event("oauth_client.updated"));

    assertThat(world.reports.refreshWith(admin, ADA, secret.id()))
        .isEqualTo(new ReportResult.NotRefreshable());
  }

  @Test
  void a_trial_joins_nobody_elses_flight() {
    world.connectAda();
    world.threads.keep();
    world.pause.nobodyWaits();
    HeldConnections.Held.Found found = world.found();
    world.reports.refresh(admin, ADA);
    assertThat(world.refresher.underWay()).isEqualTo(1);

    assertThat(world.refresher.refreshAlone(found.client(), found.connection(), found.grant()))
        .isEqualTo(new RefreshResult.Busy(Duration.ofSeconds(1)));
  }

  private ConnectionId robot() {
    TokenAsk ask =
        new TokenAsk(TokenWorld.ROBOT, Optional.empty(), Duration.ofSeconds(60), Scope.none());
    return ((TokenResult.Issued) world.source.token(world.app, ask)).token().connection();
  }

  private Optional<Duration> learned() {
    return world
        .learned
        .find(TokenWorld.WORKSPACE, world.found().client().client().id())
        .accessToken();
  }

  private void declare(Optional<Duration> accessToken, boolean neverExpires) {
    world.connectors.declare(
        new Lifetimes(
            accessToken,
            neverExpires,
            Optional.empty(),
            Optional.empty(),
            Lifetimes.Rotation.ROTATING,
            Duration.ZERO,
            Optional.empty()));
  }
}
