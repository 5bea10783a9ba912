package dev.tenon.server.admin.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.connect.Refusal.Reason;
import dev.tenon.oauth.TokenAnswer;
import dev.tenon.server.admin.clients.TestPage.Step;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class VerdictTest {
  @ParameterizedTest
  @EnumSource(Reason.class)
  void every_refusal_has_a_step_a_turn_and_an_advice(Reason reason) {
    Verdict verdict = Verdict.of(reason, "");

    assertThat(verdict.text()).endsWith(".");
    assertThat(verdict.advice()).endsWith(".");
    assertThat(verdict.step()).isBetween(TestSteps.COMPLETE, TestSteps.CONNECTED);
    assertThat(Verdict.reason(reason.auditName())).isEqualTo(reason);
  }

  @Test
  void what_came_before_the_failure_went_well_and_what_comes_after_was_not_reached() {
    TestSteps steps =
        TestSteps.ofUsers().failed(Verdict.of(Reason.CLIENT_REJECTED, "invalid_client"), "x");

    assertThat(steps.all())
        .extracting(Step::state)
        .containsExactly("done", "done", "failed", "later", "later", "later");
    assertThat(steps.all().get(2).turn().orElseThrow().text()).isEqualTo("An admin’s turn");
  }

  @Test
  void a_scope_that_may_not_be_asked_for_is_told_where_it_is_asked_for() {
    assertThat(Verdict.of(Reason.REQUEST_REJECTED, "invalid_scope").step())
        .isEqualTo(TestSteps.CONSENT);
    assertThat(Verdict.of(new TokenAnswer.Refused("invalid_scope", "", 400)).step())
        .isEqualTo(TestSteps.TOKENS);
  }

  @Test
  void a_provider_that_is_away_is_nobodys_turn_and_says_when() {
    Verdict verdict =
        Verdict.of(new TokenAnswer.Unavailable(503, Optional.of(Duration.ofMinutes(3)), "busy"));

    assertThat(verdict.turn().text()).isEqualTo("Nobody’s turn");
    assertThat(verdict.advice()).contains("3 minutes");
  }
}
