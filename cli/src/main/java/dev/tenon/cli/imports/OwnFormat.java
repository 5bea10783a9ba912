package dev.tenon.cli.imports;

import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The fields of the API's import. In CSV `account.subject`, `values.NAME` and
/// `credentials.api_key` are what is nested elsewhere, and the hub judges the rest.
final class OwnFormat {
  private static final List<String> NESTED = List.of("account", "values", "credentials");

  private OwnFormat() {}

  static void read(Draft draft) {
    ObjectNode whole = ((ObjectNode) draft.row()).objectNode();
    for (Map.Entry<String, JsonNode> field : draft.row().properties()) {
      String name = field.getKey();
      int dot = name.indexOf('.');
      if (dot > 0 && NESTED.contains(name.substring(0, dot))) {
        String group = name.substring(0, dot);
        ObjectNode nested = Export.object(whole, group).orElseGet(() -> whole.putObject(group));
        nested.set(name.substring(dot + 1), field.getValue());
      } else if (name.equals("expires_in") && field.getValue().isString()) {
        whole.set(name, number(draft, field.getValue()));
      } else {
        whole.set(name, field.getValue());
      }
    }
    draft.take(whole);
    draft
        .choices()
        .userField()
        .ifPresent(
            field -> draft.wrong(field, "cannot be the user: the format has a field 'user'"));
  }

  /// CSV knows texts only.
  private static JsonNode number(Draft draft, JsonNode text) {
    ObjectNode row = (ObjectNode) draft.row();
    return text.asString().matches("[0-9]{1,12}")
        ? row.numberNode(Long.parseLong(text.asString()))
        : text;
  }
}
