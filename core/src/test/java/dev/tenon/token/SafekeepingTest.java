package dev.tenon.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenon.connection.ConnectionEvent;
import dev.tenon.connection.ConnectionId;
import dev.tenon.connection.Status;
import dev.tenon.oauth.Account;
import dev.tenon.oauth.RefreshToken;
import dev.tenon.oauth.TokenAnswer;
import dev.tenon.stores.InMemoryJournal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class SafekeepingTest {
  private static final ConnectionId ADA = new ConnectionId("con_ada");

  private final TokenWorld world = new TokenWorld();

  @BeforeEach
  void an_expired_token() {
    world.connectAda();
    world.clock.advance(Duration.ofHours(2));
  }

  @Test
  void an_answer_is_in_the_journal_before_the_store_has_it_and_settled_after() {
    world.ask();

    assertThat(world.journal.appended())
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.connection()).isEqualTo(ADA);
              assertThat(entry.version()).isEqualTo(2);
              assertThat(entry.attempt()).startsWith("att_");
              assertThat(entry.tokens()).isEqualTo(world.grant().tokens());
              assertThat(entry.plan().nextRefreshAt()).isEqualTo(world.grant().nextRefreshAt());
            });
    assertThat(world.journal.unsettled()).isEmpty();
    assertThat(world.observer.outcomes()).containsExactly(RefreshOutcome.REFRESHED);
  }

  @Test
  void an_answer_stays_in_the_journal_until_the_store_takes_it() {
    storeGoesAwayDuringTheCall();
    refresh();
    assertThat(world.journal.unsettled()).hasSize(1);
    assertThat(world.observer.outcomes()).containsExactly(RefreshOutcome.UNSAVED);
    assertThat(world.refresher.unsaved()).isEqualTo(1);

    world.stores.comeBack();

    assertThat(world.refresher.saveUnsaved()).isZero();
    assertThat(world.journal.unsettled()).isEmpty();
    assertThat(world.grant().version()).isEqualTo(2);
  }

  @Test
  void nothing_is_read_from_the_store_between_the_answer_and_the_journal() {
    world.provider.next(
        _ -> {
          world.stores.goAway();
          world.learned.goAway();
          return world.provider.grant();
        });

    refresh();

    assertThat(world.journal.unsettled()).hasSize(1);
  }

  @Test
  void after_a_restart_the_journals_answer_is_saved_and_nothing_is_asked() {
    storeGoesAwayDuringTheCall();
    refresh();
    world.stores.comeBack();

    TokenEngine restarted = world.node(RefreshPolicy.of("node-1"), world.journal);

    assertThat(restarted.refresher().recover(List.of("node-1"))).isEqualTo(1);
    assertThat(world.journal.unsettled()).isEmpty();
    assertThat(world.grant().version()).isEqualTo(2);
    assertThat(token(restarted.source().token(world.app, TokenWorld.ask(Duration.ZERO))))
        .isEqualTo("access-2");
    assertThat(world.provider.requests()).hasSize(1);
  }

  @Test
  void after_a_restart_leases_of_the_life_before_keep_nobody_out() {
    world.provider.next(
        _ -> {
          throw new IllegalStateException("the process died here");
        });
    assertThat(org.assertj.core.api.Assertions.catchThrowable(world::ask)).isNotNull();

    TokenEngine restarted = world.node(RefreshPolicy.of("node-1"), world.journal);
    world.clock.advance(Duration.ofSeconds(5));
    restarted.refresher().recover(List.of("node-1"));

    assertThat(token(restarted.source().token(world.app, TokenWorld.ask(Duration.ZERO))))
        .isEqualTo("access-2");
  }

  @Test
  void a_journal_that_fails_does_not_keep_an_answer_from_the_store() {
    world.journal.breakDown();

    assertThat(token(world.ask())).isEqualTo("access-2");

    assertThat(world.grant().version()).isEqualTo(2);
    assertThat(world.observer.journalFailures()).isEqualTo(1);
  }

  @Test
  void whatever_goes_wrong_after_the_answer_came_it_is_not_lost() {
    Journal broken =
        new Journal() {
          @Override
          public void append(JournalEntry entry) {
            world.journal.append(entry);
          }

          @Override
          public void settle(JournalEntry entry) {
            throw new IllegalStateException("a bug");
          }

          @Override
          public List<JournalEntry> unsettled() {
            return world.journal.unsettled();
          }
        };
    TokenEngine node = world.node(RefreshPolicy.of("node-1"), broken);

    assertThatThrownBy(() -> node.source().token(world.app, TokenWorld.ask(Duration.ZERO)))
        .isInstanceOf(IllegalStateException.class);

    assertThat(node.refresher().unsaved()).isEqualTo(1);
  }

  @Test
  void what_comes_late_for_a_connection_that_was_connected_anew_is_not_revoked() {
    world.provider.next(
        _ -> {
          world.connect(
              ADA,
              2,
              "access-anew",
              Optional.of(Duration.ofHours(1)),
              Optional.of(RefreshToken.of("refresh-anew")));
          return world.provider.grant();
        });

    assertThat(token(world.ask())).isEqualTo("access-anew");

    assertThat(world.provider.revoked()).isEmpty();
    assertThat(world.journal.unsettled()).isEmpty();
    assertThat(world.observer.outcomes()).containsExactly(RefreshOutcome.MOVED);
  }

  @Test
  void with_journal_and_store_away_the_answer_is_kept_in_memory() {
    world.journal.breakDown();
    storeGoesAwayDuringTheCall();
    refresh();
    world.stores.comeBack();

    assertThat(token(world.ask())).isEqualTo("access-2");
    assertThat(world.refresher.saveUnsaved()).isZero();
    assertThat(world.provider.requests()).hasSize(1);
  }

  @Test
  void what_comes_for_a_connection_that_was_revoked_meanwhile_is_revoked_at_the_provider() {
    world.provider.next(
        _ -> {
          world
              .stores
              .connections()
              .revoke(
                  TokenWorld.WORKSPACE,
                  ADA,
                  "by hand",
                  new ConnectionEvent(world.clock.instant(), "revoked", Map.of()),
                  world.event("connection.revoked"));
          return world.provider.grant();
        });

    assertThat(world.ask()).isInstanceOf(TokenResult.ConnectRequired.class);

    assertThat(world.provider.revoked()).containsExactly("refresh-2");
    assertThat(world.journal.unsettled()).isEmpty();
  }

  @Test
  void another_accounts_tokens_are_refused_and_kept_nowhere() {
    world.connectAs(Account.unknown(), "ada-at-provider");
    world.provider.claims(
        new Account(Optional.of("somebody-else"), Optional.empty(), Optional.empty()));

    assertThat(world.ask()).isInstanceOf(TokenResult.ConnectRequired.class);

    assertThat(world.lastError()).contains("other_account");
    assertThat(world.journal.appended()).isEmpty();
  }

  @Test
  void a_connection_that_two_nodes_killed_lives_again_when_the_lost_answer_is_found() {
    storeGoesAwayDuringTheCall();
    refresh();
    world.stores.comeBack();
    // Another node has waited long enough, tries the spent token, and is told that it is dead.
    TokenEngine other = world.node(RefreshPolicy.of("node-2"), new InMemoryJournal());
    world.clock.advance(Duration.ofMinutes(10));
    world.provider.next(new TokenAnswer.Refused("invalid_grant", "reused", 400));
    other.source().token(world.app, TokenWorld.ask(Duration.ZERO));
    assertThat(world.status()).isEqualTo(Status.REAUTHORIZATION_REQUIRED);
    assertThat(world.lastError()).contains("answer_lost");

    assertThat(world.refresher.saveUnsaved()).isZero();

    assertThat(world.status()).isEqualTo(Status.ACTIVE);
    assertThat(world.grant().version()).isEqualTo(2);
  }

  private void storeGoesAwayDuringTheCall() {
    world.provider.next(
        _ -> {
          world.stores.goAway();
          return world.provider.grant();
        });
  }

  private void refresh() {
    var held =
        (HeldConnections.Held.Found) world.held().find(world.app, TokenWorld.ask(Duration.ZERO));
    RefreshResult result =
        world.refresher.refresh(
            held.client(), held.connection(), held.grant(), Refresher.Reason.ASKED);
    assertThat(result).isInstanceOf(RefreshResult.Refreshed.class);
  }

  private static String token(TokenResult result) {
    assertThat(result).isInstanceOf(TokenResult.Issued.class);
    return ((TokenResult.Issued) result).token().accessToken().secret().reveal();
  }
}
