package dev.tenon.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NearestTest {
  private static final List<String> NAMES =
      List.of(
          "trimble-connect", "trimble-agriculture", "github", "google", "my-viktor-integration");

  @ParameterizedTest
  @CsvSource({
    "trimble-conect, trimble-connect",
    "Trimble-Connect, trimble-connect",
    "trimbleconnect, trimble-connect",
    "githbu, github",
    "googel, google",
    "viktor, my-viktor-integration",
    "trimble, trimble-connect",
  })
  void near_name_is_found(String wanted, String nearest) {
    assertThat(Nearest.of(wanted, NAMES)).contains(nearest);
  }

  @ParameterizedTest
  @CsvSource({"salesforce", "x", "''"})
  void nothing_is_near_to_a_foreign_name(String wanted) {
    assertThat(Nearest.of(wanted, NAMES)).isEmpty();
    assertThat(Nearest.hint(wanted, NAMES)).isEmpty();
  }

  @Test
  void hint_asks_a_question() {
    assertThat(Nearest.hint("githb", NAMES)).isEqualTo(" (did you mean 'github'?)");
  }

  @Test
  void huge_name_costs_nothing() {
    assertThat(Nearest.of("a".repeat(10_000_000), NAMES)).isEmpty();
  }
}
