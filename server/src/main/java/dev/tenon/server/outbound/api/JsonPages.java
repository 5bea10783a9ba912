package dev.tenon.server.outbound.api;

import dev.tenon.resource.PageReader;
import dev.tenon.resource.ResourceItem;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads pages of JSON. Safe for use by any thread.
public final class JsonPages implements PageReader {
  private static final long MEGABYTE = 1024L * 1024;

  /// A hub with little memory takes less: several pages are held at once.
  private static final long MOST_BYTES =
      Math.min(64 * MEGABYTE, Runtime.getRuntime().maxMemory() / 8);

  /// All pages that are held at once, those too that are only about to come.
  private static final long ALL_BYTES = Runtime.getRuntime().maxMemory() / 4;

  private static final int DEEPEST = 64;
  private static final int LONGEST_NUMBER = 256;

  private final PageRoom room;
  private final JsonMapper mapper =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(DEEPEST)
                          .maxNumberLength(LONGEST_NUMBER)
                          .build())
                  .build())
          // A page is read piece by piece: what follows one of them is the next.
          .disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /// Pages that together take up to a quarter of the heap.
  public JsonPages() {
    this(new PageRoom(Math.toIntExact(Math.min(Integer.MAX_VALUE, ALL_BYTES / PageBytes.CHUNK))));
  }

  JsonPages(PageRoom room) {
    this.room = room;
  }

  @Override
  public boolean hasRoom() {
    return room.isHalfFree();
  }

  @Override
  public ResourceItem item(String json) {
    try {
      JsonNode node = mapper.readTree(json);
      if (node.isObject()) {
        return new JsonPaths.Tree(node);
      }
    } catch (JacksonException _) {
      // Said below, without what it is.
    }
    throw new IllegalArgumentException("not a JSON object");
  }

  @Override
  public Page read(InputStream body, String items, List<String> often) throws IOException {
    PageBytes bytes = new PageBytes(body, MOST_BYTES, room);
    boolean isRead = false;
    try (JsonParser parser = mapper.createParser(bytes)) {
      Page page = read(parser, bytes, items, List.copyOf(often));
      isRead = true;
      return page;
    } catch (StreamConstraintsException _) {
      throw new UnreadableException(
          "is nested too deeply, or has a name or number that is too long");
    } catch (JacksonException e) {
      if (bytes.isTooLarge()) {
        throw new UnreadableException("is larger than %d MB".formatted(MOST_BYTES / MEGABYTE));
      }
      if (bytes.failure().isPresent()) {
        throw bytes.failure().get();
      }
      throw new UnreadableException(
          "is not JSON (line %d, column %d)"
              .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr()));
    } finally {
      if (!isRead) {
        bytes.release();
      }
    }
  }

  private Page read(JsonParser parser, PageBytes bytes, String items, List<String> often)
      throws IOException {
    if (parser.nextToken() == null) {
      throw new UnreadableException("is empty");
    }
    boolean isObject = parser.currentToken() == JsonToken.START_OBJECT;
    PageScan scan = new PageScan(mapper, parser, bytes, often);
    JsonNode around = scan.around(items);
    if (parser.nextToken() != null) {
      throw new UnreadableException("goes on after its end");
    }
    return switch (scan.list()) {
      case A_LIST ->
          new Page(
              scan.items(),
              new JsonPaths.Tree(around.isObject() ? around : mapper.createObjectNode()),
              bytes::release);
      case NOWHERE, NOTHING -> {
        if (items.isEmpty() || !isObject) {
          throw new UnreadableException("is empty");
        }
        yield new Page(List.of(), new JsonPaths.Tree(around), bytes::release);
      }
      case SOMETHING_ELSE ->
          throw new UnreadableException(
              items.isEmpty() ? "is no list" : "has no list at '" + items + "'");
    };
  }
}
