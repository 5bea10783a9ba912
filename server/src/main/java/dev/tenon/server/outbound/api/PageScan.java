package dev.tenon.server.outbound.api;

import dev.tenon.resource.PageReader.UnreadableException;
import dev.tenon.resource.ResourceItem;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Goes through a page once: notes where each item of its list stands, and reads what is around the
/// list. Used once, by one thread.
final class PageScan {
  private final JsonMapper mapper;
  private final JsonParser parser;
  private final PageBytes bytes;
  private final List<String> often;
  private final List<ResourceItem> items = new ArrayList<>();
  private ListIs list = ListIs.NOWHERE;

  PageScan(JsonMapper mapper, JsonParser parser, PageBytes bytes, List<String> often) {
    this.mapper = mapper;
    this.parser = parser;
    this.bytes = bytes;
    this.often = often;
  }

  /// What the list turned out to be.
  enum ListIs {
    NOWHERE,
    NOTHING,
    SOMETHING_ELSE,
    A_LIST
  }

  ListIs list() {
    return list;
  }

  List<ResourceItem> items() {
    return items;
  }

  /// Reads the value that begins at the current token; what stands in it, without the list that is
  /// at `path` below.
  JsonNode around(String path) throws UnreadableException {
    if (path.isEmpty()) {
      readList();
      return mapper.missingNode();
    }
    if (parser.currentToken() == JsonToken.START_OBJECT) {
      ObjectNode node = mapper.createObjectNode();
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String name = parser.currentName();
        parser.nextToken();
        JsonNode value = below(name, path);
        if (!value.isMissingNode()) {
          node.set(name, value);
        }
      }
      return node;
    }
    if (parser.currentToken() == JsonToken.START_ARRAY) {
      ArrayNode node = mapper.createArrayNode();
      for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
        JsonNode value = below(Integer.toString(i), path);
        node.add(value.isMissingNode() ? mapper.nullNode() : value);
      }
      return node;
    }
    return mapper.readTree(parser);
  }

  private JsonNode below(String name, String path) throws UnreadableException {
    if (path.equals(name)) {
      return around("");
    }
    return path.startsWith(name) && path.startsWith(".", name.length())
        ? around(path.substring(name.length() + 1))
        : mapper.readTree(parser);
  }

  private void readList() throws UnreadableException {
    items.clear();
    JsonToken token = parser.currentToken();
    if (token != JsonToken.START_ARRAY) {
      list = token == JsonToken.VALUE_NULL ? ListIs.NOTHING : ListIs.SOMETHING_ELSE;
      parser.skipChildren();
      return;
    }
    list = ListIs.A_LIST;
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (parser.currentToken() != JsonToken.START_OBJECT) {
        throw new UnreadableException("has something in its list that is no object");
      }
      items.add(item());
    }
  }

  private ResourceItem item() throws UnreadableException {
    long from = parser.currentTokenLocation().getByteOffset();
    if (from < 0) {
      throw new UnreadableException("is not in UTF-8");
    }
    @Nullable String[] found = new @Nullable String[often.size()];
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      int place = often.indexOf(parser.currentName());
      JsonToken value = parser.nextToken();
      if (place >= 0) {
        boolean isText = value.isScalarValue() && value != JsonToken.VALUE_NULL;
        found[place] = isText ? parser.getString() : null;
      }
      parser.skipChildren();
    }
    long to = parser.currentLocation().getByteOffset();
    return new CutItem(mapper, bytes, from, to, often, found);
  }
}
