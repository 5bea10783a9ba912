package dev.tenon.server.outbound.api;

import dev.tenon.resource.PageReader;
import dev.tenon.resource.ResourceItem;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/// Reads pages of JSON. Safe for use by any thread.
public final class JsonPages implements PageReader {
  private static final long MOST_BYTES = 64L * 1024 * 1024;
  private static final int DEEPEST = 64;
  private static final int LONGEST_NUMBER = 256;

  private final JsonMapper mapper =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(DEEPEST)
                          .maxNumberLength(LONGEST_NUMBER)
                          .build())
                  .build())
          .build();

  @Override
  public Page read(InputStream body, String items) throws IOException {
    Limited limited = new Limited(body);
    JsonNode root;
    try {
      root = mapper.readTree(limited);
    } catch (StreamConstraintsException _) {
      throw new UnreadableException(
          "is nested too deeply, or has a name or number that is too long");
    } catch (JacksonException e) {
      if (limited.isTooLarge) {
        throw new UnreadableException("is larger than 64 MB");
      }
      if (limited.failure != null) {
        throw limited.failure;
      }
      throw new UnreadableException(
          "is not JSON (line %d, column %d)"
              .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr()));
    }
    JsonNode list = items.isEmpty() ? root : at(root, items);
    if (list.isMissingNode() || list.isNull()) {
      if (!items.isEmpty() && root.isObject()) {
        return new Page(List.of(), new Node(root));
      }
      throw new UnreadableException("is empty");
    }
    if (!list.isArray()) {
      throw new UnreadableException(
          items.isEmpty() ? "is no list" : "has no list at '" + items + "'");
    }
    List<ResourceItem> found = new ArrayList<>(list.size());
    for (JsonNode item : list) {
      if (!item.isObject()) {
        throw new UnreadableException("has something in its list that is no object");
      }
      found.add(new Node(item));
    }
    return new Page(found, new Node(root.isObject() ? root : mapper.createObjectNode()));
  }

  /// What stands at a dotted path; a whole rest of the path may be one name.
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

  private record Node(JsonNode node) implements ResourceItem {
    @Override
    public Optional<String> text(String path) {
      JsonNode value = at(node, path);
      return value.isValueNode() && !value.isNull() && !value.asString().isEmpty()
          ? Optional.of(value.asString())
          : Optional.empty();
    }

    @Override
    public Optional<String> object(String path) {
      JsonNode value = at(node, path);
      return value.isObject() ? Optional.of(value.toString()) : Optional.empty();
    }

    @Override
    public String json() {
      return node.toString();
    }
  }

  /// Ends a body that is too large, and remembers why a read failed.
  private static final class Limited extends FilterInputStream {
    private long left = MOST_BYTES;
    private boolean isTooLarge;
    private @org.jspecify.annotations.Nullable IOException failure;

    Limited(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int from, int count) throws IOException {
      try {
        int got = super.read(bytes, from, count);
        left -= Math.max(0, got);
        if (left < 0) {
          isTooLarge = true;
          throw new IOException("too large");
        }
        return got;
      } catch (IOException e) {
        failure = e;
        throw e;
      }
    }
  }
}
