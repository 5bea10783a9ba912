package dev.tenon.server.outbound.api;

import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/// Writes JSON so that what is equal reads the same.
final class SortedJson {
  private static final ObjectWriter SORTED =
      JsonMapper.shared().writer().with(JsonNodeFeature.WRITE_PROPERTIES_SORTED);
  private static final ObjectWriter SORTED_ASCII = SORTED.with(JsonWriteFeature.ESCAPE_NON_ASCII);

  private SortedJson() {}

  static String of(JsonNode node) {
    String json = SORTED.writeValueAsString(node);
    return hasHalfACharacter(json) ? SORTED_ASCII.writeValueAsString(node) : json;
  }

  /// Half of a pair that the provider escaped stands in a text as it is, and no database takes it.
  private static boolean hasHalfACharacter(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
      } else if (Character.isSurrogate(c)) {
        return true;
      }
    }
    return false;
  }
}
