package dev.tenon.server.admin.data;

import dev.tenon.server.admin.data.Drawing.Label;
import dev.tenon.server.admin.data.Drawing.Shape;
import dev.tenon.server.admin.page.Words;
import dev.tenon.server.http.json.JsonReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/// Draws the geometries of things. Safe for use by any thread.
final class Maps {
  private static final int MOST_SHAPES = 3_000;
  private static final int MOST_CHARACTERS = 1_500_000;
  private static final int MOST_LABELS = 60;
  private static final int LONGEST_LABEL = 24;

  /// Narrower shapes have no room for a name.
  private static final double LABEL_UNITS = 54;

  private static final double UNITS_A_LETTER = 8;

  private final JsonReader reader = new JsonReader();

  /// The drawing; empty where nothing can be drawn.
  ///
  /// @param path where the geometry is in an item
  /// @param chosen the id of what is looked at
  Optional<Drawing> draw(List<Thing> things, String path, Optional<String> chosen, Naming naming) {
    List<Placed> placed = new ArrayList<>();
    for (Thing thing : things) {
      thing
          .item()
          .object(path)
          .flatMap(it -> Geometry.read(reader, it))
          .ifPresent(it -> placed.add(new Placed(thing, it)));
    }
    if (placed.isEmpty()) {
      return Optional.empty();
    }
    List<Geometry> looked =
        placed.stream()
            .filter(it -> chosen.filter(it.thing().id()::equals).isPresent())
            .map(Placed::geometry)
            .toList();
    Bounds bounds =
        looked.isEmpty()
            ? Bounds.of(placed.stream().map(Placed::geometry).toList()).padded(0.04)
            : Bounds.of(looked).padded(0.35);
    Flat flat = new Flat(bounds);
    List<Shape> shapes = shapes(placed, flat, looked.isEmpty() ? Optional.empty() : chosen, naming);
    Bar bar = Bar.of(flat.metresAUnit());
    int missing = things.size() - placed.size();
    return Optional.of(
        new Drawing(
            Flat.WIDTH,
            flat.height(),
            shapes,
            Flat.tenths(bar.units()),
            bar.words(),
            flat.words(),
            looked.isEmpty() ? Optional.empty() : Optional.of(naming.whole()),
            undrawn(missing, looked.isEmpty() ? placed.size() - shapes.size() : 0)));
  }

  private static Optional<String> undrawn(int shapeless, int left) {
    List<String> said = new ArrayList<>();
    if (shapeless > 0) {
      said.add(Words.count(shapeless, "item has", "items have") + " no shape that can be drawn");
    }
    if (left > 0) {
      said.add(Words.count(left, "more is", "more are") + " not drawn: narrow the list");
    }
    return said.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", said) + ".");
  }

  private static List<Shape> shapes(
      List<Placed> placed, Flat flat, Optional<String> chosen, Naming naming) {
    Bounds seen = flat.seen();
    List<Shape> shapes = new ArrayList<>();
    long characters = 0;
    int labels = 0;
    for (Placed each : placed) {
      Bounds own = Bounds.of(List.of(each.geometry()));
      if (!own.meets(seen)) {
        continue;
      }
      String path = flat.path(each.geometry());
      characters += path.length();
      if (shapes.size() >= MOST_SHAPES || characters > MOST_CHARACTERS) {
        break;
      }
      String name = naming.name().apply(each.thing());
      Optional<Label> label =
          labels < MOST_LABELS ? label(name, own, flat, each.geometry()) : Optional.empty();
      labels += label.isPresent() ? 1 : 0;
      shapes.add(
          new Shape(
              name,
              path,
              each.geometry().kind().name().toLowerCase(Locale.ROOT),
              chosen.filter(each.thing().id()::equals).isPresent(),
              naming.href().apply(each.thing()),
              naming.zoom().apply(each.thing()),
              label,
              size(each.geometry())));
    }
    return shapes;
  }

  private static Optional<Label> label(String name, Bounds own, Flat flat, Geometry geometry) {
    double room = flat.x(own.east()) - flat.x(own.west());
    double middle = flat.x((own.west() + own.east()) / 2);
    boolean isSeen = middle > 0 && middle < Flat.WIDTH;
    if (geometry.kind() != Geometry.Kind.AREA || room < LABEL_UNITS || !isSeen) {
      return Optional.empty();
    }
    int letters = (int) Math.min(LONGEST_LABEL, room / UNITS_A_LETTER);
    String text = name.length() <= letters ? name : name.substring(0, letters - 1) + "…";
    return Optional.of(new Label(Flat.tenths(middle), Flat.tenths(flat.y(own.middle())), text));
  }

  private static String size(Geometry geometry) {
    return geometry.kind() == Geometry.Kind.AREA
        ? String.format(Locale.ENGLISH, "%,.1f ha", geometry.hectares())
        : "";
  }

  private record Placed(Thing thing, Geometry geometry) {}

  /// What shapes are called, and where they lead.
  ///
  /// @param whole path that shows all
  record Naming(
      Function<Thing, String> name,
      Function<Thing, String> href,
      Function<Thing, String> zoom,
      String whole) {}

  /// A bar of a round length.
  private record Bar(double units, String words) {
    static Bar of(double metresAUnit) {
      double most = metresAUnit * Flat.WIDTH / 4;
      double power = Math.pow(10, Math.floor(Math.log10(most)));
      double first = most / power;
      double metres = power * (first >= 5 ? 5 : first >= 2 ? 2 : 1);
      String words =
          metres >= 1000
              ? Words.number(Math.round(metres / 1000)) + " km"
              : Words.number(Math.round(metres)) + " m";
      return new Bar(metres / metresAUnit, words);
    }
  }
}
