package dev.tenon.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/// The settings in `tenon.yaml`: one flat map. A list becomes its items with commas between.
record SettingsFile(Map<String, String> values, List<String> problems) {

  /// Reads `file`; nothing when there is none.
  static SettingsFile read(Path file, List<String> known) {
    if (!Files.exists(file)) {
      return new SettingsFile(Map.of(), List.of());
    }
    try {
      Object content =
          new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
      if (content == null) {
        return new SettingsFile(Map.of(), List.of());
      }
      return content instanceof Map<?, ?> map
          ? of(file, map, known)
          : broken(file, "must be a map of settings");
    } catch (IOException e) {
      return broken(file, "cannot be read: " + e.getMessage());
    } catch (YamlEngineException e) {
      return broken(
          file, "is not YAML: " + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
    }
  }

  private static SettingsFile of(Path file, Map<?, ?> map, List<String> known) {
    Map<String, String> values = new HashMap<>();
    List<String> problems = new ArrayList<>();
    map.forEach(
        (name, value) -> {
          if (!known.contains(String.valueOf(name))) {
            problems.add(
                "%s: %s is not a setting; known are: %s"
                    .formatted(file.getFileName(), name, String.join(", ", known)));
          } else if (value instanceof List<?> list) {
            values.put(
                String.valueOf(name),
                String.join(",", list.stream().map(String::valueOf).toList()));
          } else if (value != null) {
            values.put(String.valueOf(name), String.valueOf(value));
          }
        });
    return new SettingsFile(values, problems);
  }

  private static SettingsFile broken(Path file, String problem) {
    return new SettingsFile(Map.of(), List.of(file.getFileName() + " " + problem));
  }
}
