package dev.tenon.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.sdk.json.Json;
import dev.tenon.sdk.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// What editors show of the properties is written by hand, and is all of them.
final class PropertiesMetadataTest {
  @Test
  void every_property_is_described_and_no_other() throws IOException {
    try (var file =
        TenonProperties.class.getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
      var text = new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
      var described =
          ((JsonObject) Json.parse(text))
              .items("properties").stream()
                  .map(it -> ((JsonObject) it).requiredText("name"))
                  .toList();

      assertThat(described)
          .containsExactlyInAnyOrderElementsOf(
              Arrays.stream(TenonProperties.class.getRecordComponents())
                  .map(it -> "tenon." + it.getName().replaceAll("([A-Z])", "-$1"))
                  .map(it -> it.toLowerCase(Locale.ROOT))
                  .toList());
    }
  }
}
