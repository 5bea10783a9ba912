package dev.tenon.sandbox.ag;

import dev.tenon.sandbox.http.Json;
import dev.tenon.sandbox.http.Listing;
import dev.tenon.sandbox.sample.Dice;
import dev.tenon.sandbox.sample.Tuning;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Fields, boundaries, machine activities, layers and samples of the farms.
final class FarmData {
  private static final int FIELDS_OF_SMALL_FARMS = 4;
  private static final int ACTIVITIES = 6;
  private static final int LAYERS = 2;
  private static final double FIELD_DEGREES = 0.01;
  private static final Instant FIRST = Instant.parse("2025-04-14T06:00:00Z");
  private static final List<String> CROPS = List.of("Corn", "Soybeans", "Wheat", "Canola");
  private static final List<String> OPERATIONS = List.of("Planting", "Application", "Harvest");

  private final Dice dice;
  private final Supplier<Tuning> tuning;

  FarmData(Dice dice, Supplier<Tuning> tuning) {
    this.dice = dice;
    this.tuning = tuning;
  }

  Listing fields(Organization farm) {
    return new Listing(
        fieldCount(farm),
        number ->
            Json.object()
                .put("id", fieldId(farm, number))
                .put("name", "Field " + (number + 1))
                .put("farmName", farm.name())
                .put("crop", dice.pick("crop " + farm.name(), number, CROPS)));
  }

  Listing boundaries(Organization farm) {
    return new Listing(fieldCount(farm), number -> boundary(farm, number));
  }

  Listing guidanceLines(Organization farm) {
    return new Listing(
        fieldCount(farm),
        number ->
            Json.object()
                .put("id", dice.uuid("guidance line " + farm.name(), number))
                .put("name", "AB " + (number + 1))
                .put("fieldId", fieldId(farm, number)));
  }

  Listing activities(Organization farm) {
    return new Listing(
        ACTIVITIES,
        number ->
            Json.object()
                .put("id", activityId(farm, number))
                .put("fieldID", fieldId(farm, number % fieldCount(farm)))
                .put("operation", OPERATIONS.get((int) (number % OPERATIONS.size())))
                .put("startTime", FIRST.plusSeconds(86_400 * number).toString())
                .put("endTime", FIRST.plusSeconds(86_400 * number + 14_400).toString()));
  }

  boolean isActivity(Organization farm, String id) {
    for (long number = 0; number < ACTIVITIES; number++) {
      if (activityId(farm, number).equals(id)) {
        return true;
      }
    }
    return false;
  }

  Listing layers(Organization farm, String activityId) {
    return new Listing(
        LAYERS,
        number ->
            Json.object()
                .put("id", layerId(activityId, number))
                .put("name", number == 0 ? "Yield" : "Moisture")
                .put("unit", number == 0 ? "t/ha" : "%")
                .put("equipmentActivityId", activityId)
                .put("organizationId", farm.id()));
  }

  boolean isLayer(Organization farm, String id) {
    for (long activity = 0; activity < ACTIVITIES; activity++) {
      for (long number = 0; number < LAYERS; number++) {
        if (layerId(activityId(farm, activity), number).equals(id)) {
          return true;
        }
      }
    }
    return false;
  }

  Listing samples(Organization farm, String layerId) {
    return new Listing(
        tuning.get().samples(),
        number ->
            Json.object()
                .put("time", FIRST.plusSeconds(number).toString())
                .put("longitude", farm.longitude() + number % 1000 * 0.00001)
                .put("latitude", farm.latitude() + Math.floorDiv(number, 1000) * 0.00001)
                .put("value", dice.roll("sample " + layerId, number, 120) / 10.0));
  }

  private ObjectNode boundary(Organization farm, long number) {
    double west = farm.longitude() + number % 100 * FIELD_DEGREES * 2;
    double south = farm.latitude() + Math.floorDiv(number, 100) * FIELD_DEGREES * 2;
    double east = west + FIELD_DEGREES * (5 + dice.roll("width " + farm.name(), number, 5)) / 10;
    double north = south + FIELD_DEGREES;
    ArrayNode ring = Json.array();
    point(ring, west, south);
    point(ring, east, south);
    point(ring, east, north);
    point(ring, west, north);
    point(ring, west, south);
    ObjectNode geometry = Json.object().put("type", "Polygon");
    geometry.set("coordinates", Json.array().add(ring));
    return Json.object()
        .put("id", dice.uuid("boundary " + farm.name(), number))
        .put("fieldID", fieldId(farm, number))
        .put("name", "Field " + (number + 1))
        .set("geometry", geometry);
  }

  private static void point(ArrayNode ring, double longitude, double latitude) {
    ring.add(Json.array().add(longitude).add(latitude));
  }

  private int fieldCount(Organization farm) {
    return farm.bulk() ? Math.max(1, tuning.get().fields()) : FIELDS_OF_SMALL_FARMS;
  }

  private String fieldId(Organization farm, long number) {
    return dice.uuid("field " + farm.name(), number);
  }

  private String activityId(Organization farm, long number) {
    return dice.uuid("activity " + farm.name(), number);
  }

  private String layerId(String activityId, long number) {
    return dice.uuid("layer " + activityId, number);
  }
}
