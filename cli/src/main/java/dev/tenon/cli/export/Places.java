package dev.tenon.cli.export;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/// Where each file goes: under a name that is safe, and its own. What was given out in an earlier
/// run stays whoever's it was. Used by one thread.
final class Places {
  private final Map<String, String> taken = new HashMap<>();

  /// `path` is the file's of that key.
  void reserve(String path, String key) {
    taken.put(same(path), key);
  }

  /// The place of a file below `folder`.
  ///
  /// @param key tells it from all others
  /// @param name as the provider calls it
  /// @param id what it is told apart by from others of its name
  String of(String key, String folder, String name, String id) {
    String below = "files/" + SafeName.of(folder.isEmpty() ? "all" : folder) + "/";
    String safe = SafeName.of(name);
    String place = below + safe;
    for (int more = 1; !isFor(place, key); more++) {
      place = below + SafeName.with(safe, more == 1 ? id : id + more);
    }
    return place;
  }

  private boolean isFor(String place, String key) {
    return taken.computeIfAbsent(same(place), _ -> key).equals(key);
  }

  /// Some file systems know no capitals.
  private static String same(String path) {
    return path.toLowerCase(Locale.ROOT);
  }
}
