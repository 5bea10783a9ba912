package dev.tenon.server.admin.data;

import dev.tenon.server.admin.data.ResourcePage.Leaf;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/// Things that lie in folders, as a tree. Pure.
final class Trees {
  static final int DEEPEST = 9;

  private Trees() {}

  /// The lines of the tree, folders first, each by name.
  ///
  /// @param word of what they lie in; its text is the path of the folder
  static List<Leaf> of(
      List<Thing> things, String word, Function<Thing, String> name, Function<Thing, String> href) {
    Node root = new Node();
    for (Thing thing : things) {
      Node node = root;
      String path = thing.above().getOrDefault(word, "");
      for (String part : path.isEmpty() ? new String[0] : path.split("/", -1)) {
        node = node.inside.computeIfAbsent(part, _ -> new Node());
      }
      node.own.add(new Leaf(0, name.apply(thing), href.apply(thing), false));
    }
    List<Leaf> leaves = new ArrayList<>();
    write(root, 0, leaves);
    return leaves;
  }

  private static void write(Node node, int depth, List<Leaf> leaves) {
    int shown = Math.min(depth, DEEPEST);
    for (Map.Entry<String, Node> each : node.inside.entrySet()) {
      // A folder that is listed itself leads to its own page.
      Leaf own =
          node.own.stream()
              .filter(it -> it.name().equals(each.getKey()))
              .findFirst()
              .orElse(new Leaf(0, each.getKey(), "", true));
      leaves.add(new Leaf(shown, own.name(), own.href(), true));
      write(each.getValue(), depth + 1, leaves);
    }
    for (Leaf each : node.own) {
      if (!node.inside.containsKey(each.name())) {
        leaves.add(new Leaf(shown, each.name(), each.href(), false));
      }
    }
  }

  private static final class Node {
    private final Map<String, Node> inside = new TreeMap<>();
    private final List<Leaf> own = new ArrayList<>();
  }
}
