package dev.tenon.server.compat;

import dev.tenon.server.http.ProblemException;
import dev.tenon.server.http.json.Json;
import dev.tenon.server.http.json.Json.JsonList;
import dev.tenon.server.http.json.Json.JsonNumber;
import dev.tenon.server.http.json.Json.JsonObject;
import dev.tenon.server.http.json.Json.JsonText;
import dev.tenon.server.http.json.JsonReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The shape of a boundary as Leaf answers it: a MultiPolygon (RFC 7946), its area and whether it
/// is a proper one.
///
/// @param shape empty where the provider's geometry is no polygon
/// @param hectares of the shape on a sphere of the earth's area, holes taken off; 0 where there is
///   no shape
/// @param validity Leaf's word: `VALID`, or the first thing that is wrong
record LeafGeometry(Optional<Json> shape, double hectares, String validity) {
  private static final String VALID = "VALID";
  private static final LeafGeometry NONE =
      new LeafGeometry(Optional.empty(), 0, "NOT_ALLOWED_GEOMETRY_TYPE");

  /// Of a GeoJSON Polygon or MultiPolygon, or a Feature of one.
  static LeafGeometry read(JsonReader reader, String geoJson) {
    try {
      JsonObject object = reader.readObject(geoJson.getBytes(StandardCharsets.UTF_8));
      if (object.members().get("geometry") instanceof JsonObject inner) {
        object = inner;
      }
      return of(object);
    } catch (ProblemException _) {
      return NONE;
    }
  }

  private static LeafGeometry of(JsonObject object) {
    String type = object.members().get("type") instanceof JsonText(String text) ? text : "";
    Optional<JsonList> coordinates =
        Optional.ofNullable(object.members().get("coordinates"))
            .filter(JsonList.class::isInstance)
            .map(JsonList.class::cast)
            .map(list -> type.equals("Polygon") ? new JsonList(List.of(list)) : list);
    if (!type.matches("Polygon|MultiPolygon") || coordinates.isEmpty()) {
      return NONE;
    }
    Map<String, Json> members = new LinkedHashMap<>();
    members.put("type", new JsonText("MultiPolygon"));
    members.put("coordinates", coordinates.get());
    Optional<Json> shape = Optional.of(new JsonObject(members));
    try {
      List<List<Ring>> polygons = new ArrayList<>();
      for (Json polygon : coordinates.get().items()) {
        List<Ring> rings = new ArrayList<>();
        for (Json ring : list(polygon)) {
          rings.add(ring(ring));
        }
        polygons.add(rings);
      }
      return new LeafGeometry(shape, hectares(polygons), validity(polygons));
    } catch (IllegalArgumentException _) {
      return new LeafGeometry(shape, 0, "INVALID_COORDINATE");
    }
  }

  private static List<Json> list(Json json) {
    if (json instanceof JsonList(List<Json> items)) {
      return items;
    }
    throw new IllegalArgumentException("a list is expected");
  }

  private static Ring ring(Json json) {
    List<Json> points = list(json);
    double[] x = new double[points.size()];
    double[] y = new double[points.size()];
    for (int i = 0; i < x.length; i++) {
      List<Json> point = list(points.get(i));
      if (point.size() < 2) {
        throw new IllegalArgumentException("a position has two numbers");
      }
      x[i] = number(point.get(0), 180);
      y[i] = number(point.get(1), 90);
    }
    return new Ring(x, y);
  }

  private static double number(Json json, double most) {
    if (json instanceof JsonNumber(String literal)) {
      double value = Double.parseDouble(literal);
      if (Math.abs(value) <= most) {
        return value;
      }
    }
    throw new IllegalArgumentException("no degrees");
  }

  private static double hectares(List<List<Ring>> polygons) {
    double area = 0;
    for (List<Ring> rings : polygons) {
      for (int i = 0; i < rings.size(); i++) {
        area += i == 0 ? rings.get(i).squareMetres() : -rings.get(i).squareMetres();
      }
    }
    return Math.max(0, area) / 10_000;
  }

  private static String validity(List<List<Ring>> polygons) {
    return polygons.stream()
        .flatMap(List::stream)
        .map(Ring::validity)
        .filter(it -> !it.equals(VALID))
        .findFirst()
        .orElse(polygons.isEmpty() ? "TOO_FEW_POINTS" : VALID);
  }

  /// One ring, in degrees.
  private static final class Ring {
    private static final double EARTH_METRES = 6_371_007.181;

    /// Above it, crossings are not looked for: it takes the square of the number.
    private static final int MOST_POINTS = 2_000;

    private final double[] x;
    private final double[] y;

    Ring(double[] x, double[] y) {
      this.x = x;
      this.y = y;
    }

    double squareMetres() {
      double sum = 0;
      for (int i = 0; i + 1 < x.length; i++) {
        sum +=
            Math.toRadians(x[i + 1] - x[i])
                * (2 + Math.sin(Math.toRadians(y[i])) + Math.sin(Math.toRadians(y[i + 1])));
      }
      return Math.abs(sum) * EARTH_METRES * EARTH_METRES / 2;
    }

    String validity() {
      int last = x.length - 1;
      if (x.length < 4) {
        return "TOO_FEW_POINTS";
      }
      if (x[0] != x[last] || y[0] != y[last]) {
        return "RING_NOT_CLOSED";
      }
      return x.length <= MOST_POINTS && crossesItself() ? "SELF_INTERSECTION" : VALID;
    }

    private boolean crossesItself() {
      int lines = x.length - 1;
      for (int i = 0; i < lines; i++) {
        for (int j = i + 2; j < lines; j++) {
          boolean neighbours = i == 0 && j == lines - 1;
          if (!neighbours && cross(i, j)) {
            return true;
          }
        }
      }
      return false;
    }

    private boolean cross(int i, int j) {
      return side(i, j) * side(i, j + 1) < 0 && side(j, i) * side(j, i + 1) < 0;
    }

    /// On which side of the line that begins at `line` the point is.
    private double side(int line, int point) {
      return (x[line + 1] - x[line]) * (y[point] - y[line])
          - (y[line + 1] - y[line]) * (x[point] - x[line]);
    }
  }
}
