package dev.tenon.bench.mutation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The survivors that somebody has looked at: the rows of `core/mutants.md`.
///
/// @param rows how many there are of each kind
record Explained(Map<String, Integer> rows) {
  static Explained read(Path file) throws IOException {
    Map<String, Integer> rows = new HashMap<>();
    for (String line : Files.readAllLines(file)) {
      String[] cells = line.split("\\|", -1);
      if (cells.length > 3 && cells[1].contains("`")) {
        rows.merge(cells[1].replace("`", "").strip() + " | " + cells[2].strip(), 1, Integer::sum);
      }
    }
    return new Explained(Map.copyOf(rows));
  }

  /// Those of `survivors` for which there is no row left.
  List<Mutant> missing(List<Mutant> survivors) {
    Map<String, Integer> left = new HashMap<>(rows);
    return survivors.stream().filter(it -> left.merge(it.key(), -1, Integer::sum) < 0).toList();
  }
}
