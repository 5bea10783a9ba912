package dev.tenon.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.tenon.server.http.json.JsonWriter;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The OpenAPI document, held against what the API really answers.
final class Contract {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private final JsonNode document;
  private final SchemaRegistry schemas =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
  private final Set<String> seen = ConcurrentHashMap.newKeySet();

  Contract() {
    byte[] json = JsonWriter.value(Description.read().document());
    this.document = MAPPER.readTree(new String(json, StandardCharsets.UTF_8));
  }

  JsonNode document() {
    return document;
  }

  /// The calls that were answered with success: `GET /api/v1/apps`.
  Set<String> seen() {
    return seen;
  }

  /// Every call: `GET /api/v1/apps`.
  List<String> calls() {
    return document.path("paths").propertyNames().stream()
        .flatMap(
            path ->
                document.path("paths").path(path).propertyNames().stream()
                    .filter(method -> !method.equals("parameters"))
                    .map(method -> method.toUpperCase(Locale.ROOT) + " " + path))
        .toList();
  }

  /// Checks an answer against its schema.
  void check(String method, String pattern, HttpResponse<String> response) {
    JsonNode operation = document.path("paths").path(pattern).path(method.toLowerCase(Locale.ROOT));
    if (operation.isMissingNode()) {
      return;
    }
    JsonNode answers = operation.path("responses");
    JsonNode answer = answers.path(Integer.toString(response.statusCode()));
    if (answer.isMissingNode()) {
      answer = answers.path("default");
    } else {
      seen.add(method + " " + pattern);
    }
    assertThat(answer.isMissingNode())
        .as("%s %s has no answer %d", method, pattern, response.statusCode())
        .isFalse();
    String type = response.headers().firstValue("Content-Type").orElse("").split(";", 2)[0];
    JsonNode content = resolved(answer).path("content");
    if (content.isMissingNode()) {
      return;
    }
    assertThat(content.has(type)).as("%s %s answers %s", method, pattern, type).isTrue();
    if (type.endsWith("json")) {
      validate(content.path(type).path("schema"), response.body(), method + " " + pattern);
    }
  }

  /// The parts of the pattern's path parameters are whatever stands there.
  String pattern(String path) {
    String[] segments = path.split("/", -1);
    return document.path("paths").propertyNames().stream()
        .filter(pattern -> matches(pattern.split("/", -1), segments))
        // A fixed segment goes before a parameter.
        .min((one, other) -> Long.compare(parameters(one), parameters(other)))
        .orElse("");
  }

  /// Checks a request against its schema.
  List<String> faults(String schemaName, String json) {
    ObjectNode schema = MAPPER.createObjectNode();
    schema.put("$ref", "#/components/schemas/" + schemaName);
    return errors(schema, json);
  }

  /// Checks a value against a schema of the document.
  List<String> faults(JsonNode schema, String json) {
    return errors(schema, json);
  }

  private static long parameters(String pattern) {
    return pattern.chars().filter(c -> c == '{').count();
  }

  private static boolean matches(String[] pattern, String[] segments) {
    if (pattern.length != segments.length) {
      return false;
    }
    for (int i = 0; i < pattern.length; i++) {
      if (!pattern[i].startsWith("{") && !pattern[i].equals(segments[i])) {
        return false;
      }
    }
    return true;
  }

  private void validate(JsonNode schema, String body, String call) {
    assertThat(errors(schema, body)).as("%s: %s", call, body).isEmpty();
  }

  private List<String> errors(JsonNode schema, String body) {
    ObjectNode whole = schema.deepCopy().asObject();
    whole.set("components", document.path("components"));
    Schema compiled = schemas.getSchema(whole);
    return compiled.validate(MAPPER.readTree(body)).stream().map(Object::toString).toList();
  }

  private JsonNode resolved(JsonNode node) {
    String reference = node.path("$ref").asString("");
    return reference.isEmpty() ? node : document.at(reference.substring(1));
  }
}
