package dev.tenon.server.admin.data;

import java.util.List;
import java.util.Optional;

/// Shapes on a map, ready to be drawn: vectors alone, no tiles of anybody.
///
/// @param width of the drawing in its own units
/// @param scale the bar's length in those units
/// @param bar what it stands for
/// @param projection how the round earth is laid flat, for people
/// @param whole path that shows all again, where one is looked at
/// @param undrawn how many have no shape that can be drawn
record Drawing(
    int width,
    int height,
    List<Shape> shapes,
    String scale,
    String bar,
    String projection,
    Optional<String> whole,
    Optional<String> undrawn) {

  /// @param path SVG path data
  /// @param kind `area`, `way` or `spot`
  /// @param chosen whether it is looked at
  /// @param label where there is room for its name
  record Shape(
      String name,
      String path,
      String kind,
      boolean chosen,
      String href,
      String zoom,
      Optional<Label> label,
      String size) {}

  /// @param x where its middle is
  record Label(String x, String y, String text) {}
}
