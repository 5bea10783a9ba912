package dev.tenon.server.outbound;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What an answer says, by dotted path: a JSON body whatever its content type claims, or a form
/// body. `header:Name` and `cookie:name` read those of the answer. Immutable; it may hold tokens,
/// so it prints nothing.
///
/// Read leniently: of a field that comes twice the last one counts, as with most parsers, and what
/// follows the JSON value is ignored. Nesting is limited, so that no answer costs more than its
/// size.
public final class Fields {
  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(64).build())
                  .build())
          .disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  private final HttpAnswer answer;
  private final JsonNode root;

  private Fields(HttpAnswer answer, JsonNode root) {
    this.answer = answer;
    this.root = root;
  }

  /// The fields of `answer`; empty when its body is neither JSON nor a form. A body that was cut
  /// counts when the JSON in it is whole.
  public static Optional<Fields> of(HttpAnswer answer) {
    return tree(answer).map(root -> new Fields(answer, root));
  }

  /// `answer` without a body that can be read: only its headers and cookies.
  public static Fields headersOf(HttpAnswer answer) {
    return new Fields(answer, JSON.createObjectNode());
  }

  /// The text, number or truth value at `path` as text; the elements of a list of those, joined by
  /// spaces. Empty when there is nothing, null, or an object.
  public Optional<String> text(String path) {
    if (path.startsWith("header:")) {
      return answer.header(path.substring("header:".length()));
    }
    if (path.startsWith("cookie:")) {
      return answer.cookie(path.substring("cookie:".length()));
    }
    return scalar(at(path));
  }

  /// The objects in the list at `path`, in its order; none where there is no list.
  public List<Fields> items(String path) {
    JsonNode node = at(path);
    return node == null || !node.isArray()
        ? List.of()
        : node.valueStream().filter(JsonNode::isObject).map(it -> new Fields(answer, it)).toList();
  }

  /// Whether there is a list at `path`.
  public boolean hasList(String path) {
    JsonNode node = at(path);
    return node != null && node.isArray();
  }

  /// Whether there is an object at `path`.
  public boolean hasObject(String path) {
    JsonNode node = at(path);
    return node != null && node.isObject();
  }

  @Override
  public String toString() {
    return "Fields of " + answer;
  }

  private @Nullable JsonNode at(String path) {
    JsonNode node = root;
    for (String name : path.isEmpty() ? new String[0] : path.split("\\.", -1)) {
      node =
          node.isArray() && name.matches("[0-9]{1,4}")
              ? node.get(Integer.parseInt(name))
              : node.get(name);
      if (node == null) {
        return null;
      }
    }
    return node;
  }

  private static Optional<String> scalar(@Nullable JsonNode node) {
    if (node == null || node.isNull() || node.isObject()) {
      return Optional.empty();
    }
    if (node.isArray()) {
      return Optional.of(
          node.valueStream()
              .flatMap(element -> scalar(element).stream())
              .collect(Collectors.joining(" ")));
    }
    return Optional.of(node.asString());
  }

  private static Optional<JsonNode> tree(HttpAnswer answer) {
    String text = answer.text().strip();
    if (text.startsWith("{") || text.startsWith("[") || text.startsWith("\"")) {
      return json(text);
    }
    boolean form = text.matches("(?s)[A-Za-z0-9_.%+-]+=[^<>{}\\s]*");
    return form && answer.flaw().isEmpty()
        ? Optional.of(object(FormText.decode(text)))
        : Optional.empty();
  }

  private static Optional<JsonNode> json(String text) {
    try {
      return Optional.of(JSON.readTree(text));
    } catch (JacksonException _) {
      return Optional.empty();
    }
  }

  private static JsonNode object(Map<String, String> fields) {
    var object = JSON.createObjectNode();
    fields.forEach(object::put);
    return object;
  }
}
