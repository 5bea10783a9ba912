package dev.tenon.server.admin.data;

import dev.tenon.server.http.ProblemException;
import dev.tenon.server.http.json.Json;
import dev.tenon.server.http.json.Json.JsonList;
import dev.tenon.server.http.json.Json.JsonNumber;
import dev.tenon.server.http.json.Json.JsonObject;
import dev.tenon.server.http.json.Json.JsonText;
import dev.tenon.server.http.json.JsonReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A GeoJSON geometry (RFC 7946) as lists of points. Immutable.
///
/// @param parts rings, lines or single points: longitude and latitude in turn, in degrees
record Geometry(Kind kind, List<double[]> parts) {
  private static final double EARTH_METRES = 6_371_007.181;

  /// What is drawn.
  enum Kind {
    AREA,
    WAY,
    SPOT
  }

  /// Of a geometry or a Feature with one; empty where it is none of longitudes and latitudes.
  static Optional<Geometry> read(JsonReader reader, String geoJson) {
    try {
      JsonObject object = reader.readObject(geoJson.getBytes(StandardCharsets.UTF_8));
      if (object.members().get("geometry") instanceof JsonObject inner) {
        object = inner;
      }
      Json coordinates = object.members().get("coordinates");
      String type = object.members().get("type") instanceof JsonText(String text) ? text : "";
      return coordinates == null ? Optional.empty() : of(type, coordinates);
    } catch (ProblemException | IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static Optional<Geometry> of(String type, Json coordinates) {
    return switch (type) {
      case "Polygon" -> some(Kind.AREA, polygon(coordinates));
      case "MultiPolygon" ->
          some(Kind.AREA, list(coordinates).stream().flatMap(it -> polygon(it).stream()).toList());
      case "LineString" -> some(Kind.WAY, parts(coordinates, 0));
      case "MultiLineString" -> some(Kind.WAY, parts(coordinates, 1));
      case "Point" -> some(Kind.SPOT, List.of(points(List.of(coordinates))));
      case "MultiPoint" -> some(Kind.SPOT, parts(coordinates, 0));
      default -> Optional.empty();
    };
  }

  /// Its rings, the outer one turning one way and holes the other, however they came: then holes
  /// are left out where it is drawn, and taken off where it is measured.
  private static List<double[]> polygon(Json json) {
    List<double[]> rings = parts(json, 1);
    for (int i = 0; i < rings.size(); i++) {
      boolean isOuter = i == 0;
      if (squareMetres(rings.get(i)) > 0 != isOuter) {
        turn(rings.get(i));
      }
    }
    return rings;
  }

  private static void turn(double[] ring) {
    for (int i = 0, j = ring.length - 2; i < j; i += 2, j -= 2) {
      double x = ring[i];
      double y = ring[i + 1];
      ring[i] = ring[j];
      ring[i + 1] = ring[j + 1];
      ring[j] = x;
      ring[j + 1] = y;
    }
  }

  private static Optional<Geometry> some(Kind kind, List<double[]> parts) {
    List<double[]> drawn = parts.stream().filter(it -> it.length > 0).toList();
    return drawn.isEmpty() ? Optional.empty() : Optional.of(new Geometry(kind, drawn));
  }

  /// @param depth how many lists are around a list of points
  private static List<double[]> parts(Json json, int depth) {
    if (depth == 0) {
      return List.of(points(list(json)));
    }
    List<double[]> parts = new ArrayList<>();
    for (Json each : list(json)) {
      parts.addAll(parts(each, depth - 1));
    }
    return parts;
  }

  private static double[] points(List<Json> positions) {
    double[] points = new double[positions.size() * 2];
    for (int i = 0; i < positions.size(); i++) {
      List<Json> position = list(positions.get(i));
      if (position.size() < 2) {
        throw new IllegalArgumentException("a position has two numbers");
      }
      points[2 * i] = degrees(position.get(0), 360);
      points[2 * i + 1] = degrees(position.get(1), 90);
    }
    return points;
  }

  private static List<Json> list(Json json) {
    if (json instanceof JsonList(List<Json> items)) {
      return items;
    }
    throw new IllegalArgumentException("a list is expected");
  }

  private static double degrees(Json json, double most) {
    if (json instanceof JsonNumber(String literal)) {
      double value = Double.parseDouble(literal);
      if (Math.abs(value) <= most) {
        return value;
      }
    }
    throw new IllegalArgumentException("no degrees");
  }

  /// Hectares on a sphere of the earth's area.
  double hectares() {
    double sum = 0;
    for (double[] ring : parts) {
      sum += squareMetres(ring);
    }
    return Math.abs(sum) / 10_000;
  }

  private static double squareMetres(double[] ring) {
    double sum = 0;
    for (int i = 0; i + 3 < ring.length; i += 2) {
      sum +=
          Math.toRadians(ring[i + 2] - ring[i])
              * (2 + Math.sin(Math.toRadians(ring[i + 1])) + Math.sin(Math.toRadians(ring[i + 3])));
    }
    return sum * EARTH_METRES * EARTH_METRES / 2;
  }
}
