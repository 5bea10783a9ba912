package dev.tenon.server.compat;

import dev.tenon.resource.ListedItem.Ancestor;
import dev.tenon.server.compat.FarmDesk.Found;
import dev.tenon.server.http.json.JsonWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What an operation's layers and their samples come to: of each layer the least, the greatest and
/// the average value, as the provider sent them, in the provider's units.
final class OperationSummary {
  /// What a sample's value is called.
  private static final List<String> VALUES = List.of("value", "measurement.value");

  /// Samples of one layer beyond which it is left out, and named.
  private static final long MOST_SAMPLES = 200_000;

  private final FarmDesk farms;

  OperationSummary(FarmDesk farms) {
    this.farms = farms;
  }

  /// The units of an operation's layers by their names.
  Map<String, String> units(Found found) {
    Map<String, String> units = new LinkedHashMap<>();
    layers(found)
        .forEach(layer -> units.put(name(layer), layer.text(FarmWord.UNIT).orElse("unknown")));
    return units;
  }

  /// A GeoJSON Feature (RFC 7946 §3.2); where the operation took place is not worked out.
  byte[] summary(Found found) {
    List<FarmThing> layers =
        farms.reader().declared(found.subject(), FarmKind.LAYERS).isPresent()
            ? layers(found)
            : List.of();
    Map<String, Figures> figures = new LinkedHashMap<>();
    List<String> tooLarge = new ArrayList<>();
    for (FarmThing layer : layers) {
      Optional<Figures> of = figures(found, layer);
      of.ifPresent(it -> figures.put(name(layer), it));
      if (of.isEmpty()) {
        tooLarge.add(name(layer));
      }
    }
    return JsonWriter.object(
        json ->
            json.text("type", "Feature")
                .object(
                    "properties",
                    properties -> {
                      words(properties, found);
                      figures.forEach((name, it) -> properties.object(name, it::write));
                      if (!tooLarge.isEmpty()) {
                        properties.texts("notSummarized", tooLarge);
                      }
                    })
                .nothing("geometry"));
  }

  private static void words(JsonWriter json, Found found) {
    FarmThing operation = found.thing();
    Optional<FarmThing> field =
        operation
            .text(FarmWord.FIELD)
            .flatMap(
                id ->
                    found.lot().things(FarmKind.FIELDS).stream()
                        .filter(it -> it.id().equals(id))
                        .findFirst());
    List<String> crop =
        operation.text(FarmWord.CROP).or(() -> field.flatMap(it -> it.text(FarmWord.CROP))).stream()
            .map(it -> it.toLowerCase(Locale.ROOT))
            .toList();
    json.text("operationType", FarmNames.operation(operation))
        .text("startTime", operation.time(FarmWord.START).map(Instant::toString))
        .text("endTime", operation.time(FarmWord.END).map(Instant::toString))
        .texts("crop", crop)
        .text("originalOperationType", operation.text(FarmWord.TYPE))
        .object(
            "originalOperationData",
            it ->
                it.text("originalOperationType", operation.text(FarmWord.TYPE))
                    .text("originalOperationField", field.flatMap(f -> f.text(FarmWord.NAME)))
                    .text(
                        "originalOperationFarm",
                        field
                            .flatMap(f -> f.text(FarmWord.FARM))
                            .or(() -> operation.organization().map(Ancestor::name)))
                    .text("originalOperationGrower", operation.organization().map(Ancestor::name)));
  }

  private List<FarmThing> layers(Found found) {
    List<FarmThing> layers = new ArrayList<>();
    FarmReading reading =
        farms
            .reader()
            .show(found.subject(), FarmKind.LAYERS, within(found), (thing, _) -> layers.add(thing));
    farms.check(found.subject(), FarmKind.LAYERS, reading);
    return layers;
  }

  /// Empty where there are too many samples.
  private Optional<Figures> figures(Found found, FarmThing layer) {
    List<String> within = new ArrayList<>(within(found));
    within.add(layer.id());
    Figures figures = new Figures(layer.text(FarmWord.UNIT));
    FarmReading reading =
        farms
            .reader()
            .show(
                found.subject(),
                FarmKind.SAMPLES,
                within,
                (_, item) -> {
                  VALUES.stream()
                      .flatMap(path -> item.item().text(path).stream())
                      .findFirst()
                      .ifPresent(figures::add);
                  return figures.seen <= MOST_SAMPLES;
                });
    farms.check(found.subject(), FarmKind.SAMPLES, reading);
    return figures.seen > MOST_SAMPLES ? Optional.empty() : Optional.of(figures);
  }

  private static List<String> within(Found found) {
    List<String> within =
        new ArrayList<>(found.thing().above().stream().map(Ancestor::id).toList());
    within.add(found.thing().id());
    return within;
  }

  /// The layer's name as a member's: `Yield Mass` becomes `yieldMass`.
  private static String name(FarmThing layer) {
    StringBuilder name = new StringBuilder();
    for (String word : layer.text(FarmWord.NAME).orElse(layer.id()).split("[^\\p{L}\\p{N}]+", -1)) {
      if (!word.isEmpty()) {
        char first = word.charAt(0);
        name.append(name.isEmpty() ? Character.toLowerCase(first) : Character.toUpperCase(first))
            .append(word.substring(1));
      }
    }
    return name.isEmpty() ? "layer" : name.toString();
  }

  /// Of one layer. Used by one thread.
  private static final class Figures {
    private final Optional<String> unit;
    private long seen;
    private long numbers;
    private double least = Double.POSITIVE_INFINITY;
    private double greatest = Double.NEGATIVE_INFINITY;
    private double sum;

    Figures(Optional<String> unit) {
      this.unit = unit;
    }

    void add(String text) {
      seen++;
      try {
        double value = Double.parseDouble(text);
        if (Double.isFinite(value)) {
          numbers++;
          least = Math.min(least, value);
          greatest = Math.max(greatest, value);
          sum += value;
        }
      } catch (NumberFormatException _) {
        // No number: it counts for nothing.
      }
    }

    void write(JsonWriter json) {
      if (numbers > 0) {
        json.any("avg", sum / numbers).any("min", least).any("max", greatest);
      }
      json.text("unit", unit);
    }
  }
}
