package dev.tenon.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The words of a connection that the API uses.
final class StatusTest {
  @ParameterizedTest
  @EnumSource
  void a_status_is_read_by_the_name_that_it_has_in_the_api(Status status) {
    assertThat(Status.parse(status.apiName())).contains(status);
  }

  @Test
  void names_are_small_and_another_is_no_status() {
    assertThat(Status.REAUTHORIZATION_REQUIRED.apiName()).isEqualTo("reauthorization_required");
    assertThat(Turn.OPERATOR.apiName()).isEqualTo("operator");
    assertThat(Status.parse("ACTIVE")).isEmpty();
  }

  @Test
  void a_connections_id_says_that_it_is_one() {
    assertThat(new ConnectionId("con_1")).hasToString("con_1");
    assertThatThrownBy(() -> new ConnectionId("oac_1"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
