package dev.tenon.server.admin.data;

import java.util.Locale;

/// A part of the round earth laid flat: an equidistant cylindrical projection, true to scale at the
/// latitude in its middle. Good enough for fields and counties; the text beside the map says so.
/// Immutable.
final class Flat {
  static final int WIDTH = 960;

  private static final int LOWEST = 320;
  private static final int HIGHEST = 640;
  private static final double METRES_A_DEGREE = 111_195.08;

  /// Nearer points are drawn as one.
  private static final double NEAR = 0.4;

  private final Bounds bounds;
  private final double stretch;
  private final double scale;
  private final int height;
  private final double left;
  private final double top;

  Flat(Bounds bounds) {
    this.bounds = bounds;
    this.stretch = Math.max(0.05, Math.cos(Math.toRadians(bounds.middle())));
    double across = (bounds.east() - bounds.west()) * stretch;
    double up = bounds.north() - bounds.south();
    this.height = Math.clamp(Math.round(WIDTH * up / across), LOWEST, HIGHEST);
    this.scale = Math.min(WIDTH / across, height / up);
    this.left = (WIDTH - across * scale) / 2;
    this.top = (height - up * scale) / 2;
  }

  int height() {
    return height;
  }

  double x(double longitude) {
    return left + (longitude - bounds.west()) * stretch * scale;
  }

  double y(double latitude) {
    return top + (bounds.north() - latitude) * scale;
  }

  double metresAUnit() {
    return METRES_A_DEGREE / scale;
  }

  /// What is seen, also beside the bounds.
  Bounds seen() {
    double x = left / (stretch * scale);
    double y = top / scale;
    return new Bounds(bounds.west() - x, bounds.south() - y, bounds.east() + x, bounds.north() + y);
  }

  String words() {
    double middle = bounds.middle();
    return String.format(
        Locale.ROOT,
        "Equidistant cylindrical projection, true to scale at %.2f° %s; north is up. Drawn by the hub"
            + " from the items alone.",
        Math.abs(middle),
        middle < 0 ? "S" : "N");
  }

  /// SVG path data.
  String path(Geometry shape) {
    StringBuilder path = new StringBuilder();
    for (double[] part : shape.parts()) {
      if (shape.kind() == Geometry.Kind.SPOT) {
        spots(path, part);
      } else {
        part(path, part);
        if (shape.kind() == Geometry.Kind.AREA) {
          path.append('Z');
        }
      }
    }
    return path.toString();
  }

  /// A line of no length has round ends, and so is a dot of any size.
  private void spots(StringBuilder path, double[] part) {
    for (int i = 0; i + 1 < part.length; i += 2) {
      point(path, 'M', x(part[i]), y(part[i + 1]));
      path.append("h0");
    }
  }

  private void part(StringBuilder path, double[] part) {
    double lastX = 0;
    double lastY = 0;
    for (int i = 0; i + 1 < part.length; i += 2) {
      double x = x(part[i]);
      double y = y(part[i + 1]);
      boolean isEnd = i == 0 || i + 3 >= part.length;
      if (isEnd || Math.abs(x - lastX) + Math.abs(y - lastY) >= NEAR) {
        point(path, i == 0 ? 'M' : 'L', x, y);
        lastX = x;
        lastY = y;
      }
    }
  }

  private static void point(StringBuilder path, char command, double x, double y) {
    path.append(command).append(tenths(x)).append(' ').append(tenths(y));
  }

  /// A number with one digit behind its point.
  static String tenths(double value) {
    long all = Math.round(value * 10);
    String sign = all < 0 ? "-" : "";
    long size = Math.abs(all);
    return size % 10 == 0 ? sign + size / 10 : sign + size / 10 + "." + size % 10;
  }
}
