package dev.tenon.cli.apply;

import java.util.ArrayList;
import java.util.List;
import org.snakeyaml.engine.v2.nodes.Node;

/// What is wrong with a file, with its places. Used by one thread.
final class Faults {
  private final String file;
  private final List<String> lines = new ArrayList<>();

  Faults(String file) {
    this.file = file;
  }

  void add(Node node, String path, String message) {
    String place =
        node.getStartMark()
            .map(mark -> (mark.getLine() + 1) + ":" + (mark.getColumn() + 1))
            .orElse("1:1");
    add(place, (path.isEmpty() ? "the file" : path) + " " + message);
  }

  /// @param place line and column
  void add(String place, String message) {
    lines.add(file + ":" + place + ": " + message);
  }

  List<String> lines() {
    return List.copyOf(lines);
  }
}
