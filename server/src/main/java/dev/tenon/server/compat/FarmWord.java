package dev.tenon.server.compat;

import dev.tenon.resource.ResourceItem;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/// What Leaf tells of a thing, and where providers keep it: the first of these dotted paths that an
/// item has. None of them is required.
enum FarmWord {
  NAME("name title displayName"),
  FILE_NAME("fileName filename"),
  /// The field that a boundary, an operation or a file is of.
  FIELD("fieldID fieldId field.id"),
  FARM_ID("farmID farmId farm.id"),
  FARM("farmName farm.name"),
  TYPE("operationType operation activityType type"),
  CROP("crop.name cropName crop"),
  START("startTime startDate start"),
  END("endTime endDate end"),
  CREATED("createdTime createdAt createdDate created"),
  CHANGED("updatedTime updatedAt modifiedTime modifiedAt lastModified modified"),
  ACTIVE("active isActive"),
  /// The operation that a file is of.
  OPERATION("equipmentActivityId equipmentActivityID operationId activityId"),
  FORMAT("fileFormat format"),
  SIZE("sizeInBytes fileSize size"),
  UNIT("unit unitOfMeasure");

  private final String paths;

  FarmWord(String paths) {
    this.paths = paths;
  }

  /// All that `item` tells.
  ///
  /// @param changed where the connector says that the time of the last change is
  static Map<FarmWord, String> read(ResourceItem item, Optional<String> changed) {
    Map<FarmWord, String> words = new EnumMap<>(FarmWord.class);
    for (FarmWord word : values()) {
      Arrays.stream(word.paths.split(" ", -1))
          .map(item::text)
          .flatMap(Optional::stream)
          .findFirst()
          .ifPresent(text -> words.put(word, text));
    }
    changed.flatMap(item::text).ifPresent(text -> words.put(CHANGED, text));
    return words;
  }
}
