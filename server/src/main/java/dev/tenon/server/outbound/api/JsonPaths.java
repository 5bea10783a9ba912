package dev.tenon.server.outbound.api;

import dev.tenon.resource.ResourceItem;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/// What stands at a dotted path of a JSON tree; a whole rest of the path may be one name. Pure;
/// safe for use by any thread.
final class JsonPaths {
  private JsonPaths() {}

  static Optional<String> text(JsonNode node, String path) {
    JsonNode value = at(node, path);
    return value.isValueNode() && !value.isNull() && !value.asString().isEmpty()
        ? Optional.of(value.asString())
        : Optional.empty();
  }

  static Optional<String> object(JsonNode node, String path) {
    JsonNode value = at(node, path);
    return value.isObject() ? Optional.of(value.toString()) : Optional.empty();
  }

  private static JsonNode at(JsonNode node, String path) {
    JsonNode whole = node.path(path);
    int dot = path.indexOf('.');
    if (!whole.isMissingNode() || dot < 0) {
      return whole.isMissingNode() && node.isArray() && path.matches("[0-9]{1,6}")
          ? node.path(Integer.parseInt(path))
          : whole;
    }
    JsonNode first = at(node, path.substring(0, dot));
    return first.isMissingNode() ? MissingNode.getInstance() : at(first, path.substring(dot + 1));
  }

  /// A tree as an item.
  record Tree(JsonNode node) implements ResourceItem {
    @Override
    public Optional<String> text(String path) {
      return JsonPaths.text(node, path);
    }

    @Override
    public Optional<String> object(String path) {
      return JsonPaths.object(node, path);
    }

    @Override
    public String json() {
      return node.toString();
    }

    @Override
    public String sortedJson() {
      return SortedJson.of(node);
    }
  }
}
