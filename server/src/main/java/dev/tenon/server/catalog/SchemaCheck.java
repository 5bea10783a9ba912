package dev.tenon.server.catalog;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.path.NodePath;
import dev.tenon.client.Nearest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Checks a tree against the published schema and says what is wrong in words, with places. Safe
/// for use by any thread.
final class SchemaCheck {
  static final String RESOURCE = "/connectors/connector.schema.json";

  private final Schema schema;

  SchemaCheck() {
    try (InputStream stream = SchemaCheck.class.getResourceAsStream(RESOURCE)) {
      this.schema =
          SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
              .getSchema(Objects.requireNonNull(stream, RESOURCE));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Everything about `file` that the schema refuses.
  List<CatalogueProblem> problems(Yaml.Mapping file) {
    return schema.validate(json(file)).stream().map(error -> problem(error, file)).toList();
  }

  private CatalogueProblem problem(Error error, Yaml.Mapping file) {
    Found found = find(file, error.getInstanceLocation());
    String keyword = error.getKeyword();
    String property = Objects.requireNonNullElse(error.getProperty(), "");
    boolean ofKey = keyword.equals("additionalProperties") || keyword.equals("propertyNames");
    if (keyword.equals("additionalProperties")) {
      List<String> known = names(rules(error).path("properties"));
      return key(
          found,
          property,
          "is not a field here"
              + Nearest.hint(property, known)
              + "; there are "
              + String.join(", ", known));
    }
    if (ofKey) {
      return key(found, property, "is not a name here; must be " + allowed(error));
    }
    return CatalogueProblem.at(found.place, found.path, message(error, found));
  }

  private static CatalogueProblem key(Found found, String name, String message) {
    Place place =
        found.node instanceof Yaml.Mapping mapping && mapping.entries().containsKey(name)
            ? mapping.entries().get(name).key()
            : found.place;
    return CatalogueProblem.at(place, Paths.field(found.path, name), message);
  }

  private String message(Error error, Found found) {
    String given =
        found.node instanceof Yaml.Scalar scalar && !scalar.isNothing()
            ? "'" + brief(scalar.text()) + "'"
            : found.node.kind();
    return switch (error.getKeyword()) {
      case "required" -> "lacks the field '" + error.getProperty() + "'";
      case "type" -> "must be " + types(error.getSchemaNode()) + ", not " + kind(found.node);
      case "enum" -> {
        List<String> choices = texts(error.getSchemaNode());
        String hint =
            found.node instanceof Yaml.Scalar scalar ? Nearest.hint(scalar.text(), choices) : "";
        yield "must be one of %s; not %s%s".formatted(String.join(", ", choices), given, hint);
      }
      case "pattern" ->
          "must be %s; not %s".formatted(rules(error).path("title").asString(), given);
      case "minLength", "minItems", "minProperties" -> "must not be empty";
      case "maxLength" -> "is longer than " + error.getSchemaNode().asInt() + " characters";
      case "minimum" -> "must be at least " + error.getSchemaNode().asInt() + ", not " + given;
      case "maximum" -> "must be at most " + error.getSchemaNode().asInt() + ", not " + given;
      default -> error.getMessage();
    };
  }

  /// What the rule for names allows, found through its reference.
  private String allowed(Error error) {
    JsonNode names = rules(error).path("propertyNames");
    String reference = names.path("$ref").asString("");
    JsonNode rule =
        reference.isEmpty()
            ? names
            : schema.getSchemaNode().path("$defs").path(reference.replace("#/$defs/", ""));
    return rule.has("enum")
        ? "one of " + String.join(", ", texts(rule.path("enum")))
        : rule.path("title").asString(error.getMessage());
  }

  /// The schema object in which the failing keyword stands.
  private JsonNode rules(Error error) {
    NodePath path = error.getSchemaLocation().getFragment();
    JsonNode node = schema.getSchemaNode();
    for (int i = 0; i < path.getNameCount() - 1; i++) {
      node = node.path(path.getName(i));
    }
    return node;
  }

  private static String kind(Yaml node) {
    return node instanceof Yaml.Scalar scalar && !scalar.isNothing()
        ? scalar.kind() + " '" + brief(scalar.text()) + "'"
        : node.kind();
  }

  private static String types(JsonNode types) {
    List<String> words = types.isArray() ? texts(types) : List.of(types.asString());
    return words.stream()
        .map(
            word ->
                switch (word) {
                  case "string" -> "a text";
                  case "object" -> "a mapping";
                  case "array" -> "a list";
                  case "boolean" -> "true or false";
                  case "integer" -> "a whole number";
                  default -> "a " + word;
                })
        .collect(Collectors.joining(" or "));
  }

  private static List<String> texts(JsonNode array) {
    return array.valueStream().map(JsonNode::asString).toList();
  }

  private static List<String> names(JsonNode object) {
    return List.copyOf(object.propertyNames());
  }

  private static String brief(String text) {
    return text.length() <= 60 ? text : text.substring(0, 60) + "…";
  }

  private static JsonNode json(Yaml node) {
    JsonNodeFactory factory = JsonNodeFactory.instance;
    return switch (node) {
      case Yaml.Mapping mapping -> {
        ObjectNode object = factory.objectNode();
        mapping.entries().forEach((key, entry) -> object.set(key, json(entry.value())));
        yield object;
      }
      case Yaml.Sequence sequence -> {
        ArrayNode array = factory.arrayNode();
        sequence.items().forEach(item -> array.add(json(item)));
        yield array;
      }
      case Yaml.Scalar scalar ->
          switch (scalar.type()) {
            case TEXT -> factory.stringNode(scalar.text());
            case NUMBER -> number(factory, new BigDecimal(scalar.text()));
            case BOOLEAN -> factory.booleanNode(Boolean.parseBoolean(scalar.text()));
            case NOTHING -> factory.nullNode();
          };
    };
  }

  private static JsonNode number(JsonNodeFactory factory, BigDecimal number) {
    return number.scale() <= 0
        ? factory.numberNode(number.toBigInteger())
        : factory.numberNode(number);
  }

  private static Found find(Yaml.Mapping file, NodePath location) {
    Yaml node = file;
    Place place = file.place();
    String path = "";
    for (int i = 0; i < location.getNameCount(); i++) {
      Object step = location.getElement(i);
      Optional<Yaml> next = Paths.step(node, step);
      if (next.isEmpty()) {
        break;
      }
      boolean isItem = node instanceof Yaml.Sequence;
      path = isItem ? Paths.item(path, (Integer) step) : Paths.field(path, step.toString());
      node = next.get();
      place = node.place();
    }
    return new Found(node, place, path);
  }

  private record Found(Yaml node, Place place, String path) {}
}
