package dev.tenon.server.admin.data;

import java.util.List;

/// A rectangle of longitudes and latitudes. Immutable.
record Bounds(double west, double south, double east, double north) {
  private static final double LEAST_DEGREES = 0.0005;

  static Bounds of(List<Geometry> shapes) {
    double west = Double.MAX_VALUE;
    double south = Double.MAX_VALUE;
    double east = -Double.MAX_VALUE;
    double north = -Double.MAX_VALUE;
    for (Geometry shape : shapes) {
      for (double[] part : shape.parts()) {
        for (int i = 0; i + 1 < part.length; i += 2) {
          west = Math.min(west, part[i]);
          east = Math.max(east, part[i]);
          south = Math.min(south, part[i + 1]);
          north = Math.max(north, part[i + 1]);
        }
      }
    }
    return new Bounds(west, south, east, north);
  }

  /// The same with room around it.
  ///
  /// @param share of its size on each side
  Bounds padded(double share) {
    double x = Math.max(LEAST_DEGREES, (east - west) * share);
    double y = Math.max(LEAST_DEGREES, (north - south) * share);
    return new Bounds(west - x, south - y, east + x, north + y);
  }

  boolean meets(Bounds other) {
    return west <= other.east && other.west <= east && south <= other.north && other.south <= north;
  }

  double middle() {
    return (south + north) / 2;
  }
}
