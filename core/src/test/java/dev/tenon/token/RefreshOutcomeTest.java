package dev.tenon.token;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class RefreshOutcomeTest {
  @Test
  void metrics_call_an_outcome_by_its_name_in_small_letters() {
    assertThat(RefreshOutcome.CLIENT_REJECTED.metricName()).isEqualTo("client_rejected");
  }
}
