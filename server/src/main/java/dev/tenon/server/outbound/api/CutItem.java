package dev.tenon.server.outbound.api;

import dev.tenon.resource.ResourceItem;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/// An item as it stands in its page. Most items are passed on as they came, so it is read once more
/// only where something else is asked for than what was found by the way. Safe for use by any
/// thread that was given it safely.
final class CutItem implements ResourceItem {
  private final JsonMapper mapper;
  private final PageBytes page;
  private final long from;
  private final long to;
  private final List<String> often;
  private final @Nullable String[] found;
  private @Nullable JsonNode tree;

  /// @param often names of its members, of which `found` has the values
  CutItem(
      JsonMapper mapper,
      PageBytes page,
      long from,
      long to,
      List<String> often,
      @Nullable String[] found) {
    this.mapper = mapper;
    this.page = page;
    this.from = from;
    this.to = to;
    this.often = often;
    this.found = found;
  }

  @Override
  public Optional<String> text(String path) {
    int place = often.indexOf(path);
    String known = place < 0 ? null : found[place];
    if (known != null) {
      return known.isEmpty() ? Optional.empty() : Optional.of(known);
    }
    boolean lookedFor = place >= 0 && path.indexOf('.') < 0;
    return lookedFor ? Optional.empty() : JsonPaths.text(tree(), path);
  }

  @Override
  public Optional<String> object(String path) {
    return JsonPaths.object(tree(), path);
  }

  @Override
  public String json() {
    String own = page.text(from, to);
    // Within a text a line break is escaped: these only lay it out.
    return own.indexOf('\n') < 0 && own.indexOf('\r') < 0 ? own : tree().toString();
  }

  /// As it came where every byte of it is a printing ASCII character: then it is on one line, and
  /// sound UTF-8.
  @Override
  public boolean writeMembers(OutputStream out) throws IOException {
    if (!page.isPlain(from, to)) {
      return ResourceItem.super.writeMembers(out);
    }
    page.writeTo(out, from + 1, to - 1);
    return page.firstBesidesSpaces(from + 1) == '"';
  }

  @Override
  public void digest(MessageDigest digest) {
    page.digest(digest, from, to);
  }

  @Override
  public String sortedJson() {
    return SortedJson.of(tree());
  }

  private JsonNode tree() {
    JsonNode known = tree;
    if (known == null) {
      try {
        known = mapper.readTree(page.text(from, to));
      } catch (JacksonException _) {
        // It is JSON, or its page would not be; but not everything that is can be held.
        known = MissingNode.getInstance();
      }
      tree = known;
    }
    return known;
  }
}
