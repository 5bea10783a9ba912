package dev.tenon.server.compat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tenon.server.http.json.JsonReader;
import dev.tenon.server.http.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LeafGeometryTest {
  private static final String SQUARE = "[[0,0],[0.01,0],[0.01,0.01],[0,0.01],[0,0]]";
  private final JsonReader reader = new JsonReader();

  @Test
  void a_polygon_becomes_a_multipolygon_with_the_numbers_as_they_came() {
    LeafGeometry geometry = read("{\"type\":\"Polygon\",\"coordinates\":[" + SQUARE + "]}");

    assertThat(new String(JsonWriter.value(geometry.shape().orElseThrow()), StandardCharsets.UTF_8))
        .isEqualTo("{\"type\":\"MultiPolygon\",\"coordinates\":[[" + SQUARE + "]]}");
    assertThat(geometry.validity()).isEqualTo("VALID");
    // A hundredth of a degree at the equator is 1.112 km.
    assertThat(geometry.hectares()).isCloseTo(123.6, within(0.1));
  }

  @Test
  void a_hole_takes_its_area_off_and_a_second_polygon_adds_its_own() {
    String hole = "[[0.002,0.002],[0.002,0.004],[0.004,0.004],[0.004,0.002],[0.002,0.002]]";
    LeafGeometry with =
        read("{\"type\":\"Polygon\",\"coordinates\":[" + SQUARE + "," + hole + "]}");
    LeafGeometry twice =
        read(
            "{\"type\":\"MultiPolygon\",\"coordinates\":[["
                + SQUARE
                + "],["
                + SQUARE.replace("0.01", "-0.01")
                + "]]}");

    assertThat(with.hectares()).isCloseTo(123.6 * 0.96, within(0.1));
    assertThat(twice.hectares()).isCloseTo(247.3, within(0.2));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[[0,0],[1,1],[0,0]]|TOO_FEW_POINTS",
        "[[0,0],[1,0],[1,1],[0,1]]|RING_NOT_CLOSED",
        "[[0,0],[1,1],[1,0],[0,1],[0,0]]|SELF_INTERSECTION",
        "[[0,0],[1,0],[1,91],[0,1],[0,0]]|INVALID_COORDINATE",
        "[[0,0],[\"a\",0],[1,1],[0,1],[0,0]]|INVALID_COORDINATE",
        "[[0,0],[1],[1,1],[0,1],[0,0]]|INVALID_COORDINATE",
        "[[0,0],[1,0],[1,1],[0,1],[0,0]]|VALID"
      })
  void what_is_wrong_with_a_ring_is_said_in_leafs_words(String ring, String validity) {
    assertThat(read("{\"type\":\"Polygon\",\"coordinates\":[" + ring + "]}").validity())
        .isEqualTo(validity);
  }

  @Test
  void what_is_no_polygon_has_no_shape() {
    assertThat(read("{\"type\":\"Point\",\"coordinates\":[1,2]}").shape()).isEmpty();
    assertThat(read("{\"type\":\"Polygon\"}").validity()).isEqualTo("NOT_ALLOWED_GEOMETRY_TYPE");
    assertThat(read("").validity()).isEqualTo("NOT_ALLOWED_GEOMETRY_TYPE");
    assertThat(read("no json").hectares()).isZero();
    assertThat(
            read("{\"type\":\"Feature\",\"geometry\":{\"type\":\"Polygon\",\"coordinates\":["
                    + SQUARE
                    + "]}}")
                .validity())
        .isEqualTo("VALID");
  }

  private LeafGeometry read(String json) {
    return LeafGeometry.read(reader, json);
  }
}
