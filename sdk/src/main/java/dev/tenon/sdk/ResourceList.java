package dev.tenon.sdk;

import dev.tenon.sdk.json.Json;
import dev.tenon.sdk.json.JsonException;
import dev.tenon.sdk.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;

/// A list on its way: one item in memory at a time. Gone through once, by one thread; closing gives
/// the rest up.
///
/// Items are the provider's own objects, each with `_tenon` (`id`, `region`, `parents`). Going on
/// after the last one throws [IncompleteListingException] where anything is missing.
public final class ResourceList implements Iterable<JsonObject>, AutoCloseable {
  private final InputStream stream;
  private final BufferedReader lines;
  private Optional<JsonObject> summary = Optional.empty();
  private Optional<JsonObject> next = Optional.empty();
  private boolean begun;

  ResourceList(InputStream stream) {
    this.stream = stream;
    this.lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
  }

  /// The items. Can be asked for once.
  @Override
  public Iterator<JsonObject> iterator() {
    if (begun) {
      throw new IllegalStateException("the list has gone by: list it again");
    }
    begun = true;
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        if (next.isEmpty() && summary.isEmpty()) {
          read();
        }
        return next.isPresent();
      }

      @Override
      public JsonObject next() {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        JsonObject item = next.orElseThrow();
        next = Optional.empty();
        return item;
      }
    };
  }

  /// What was odd and lost nothing; empty before the end.
  public List<String> notes() {
    return summary.map(it -> it.texts("notes")).orElse(List.of());
  }

  private void read() {
    try {
      String line = lines.readLine();
      if (line == null) {
        throw IncompleteListingException.cut();
      }
      JsonObject read = Json.parse(line) instanceof JsonObject object ? object : JsonObject.empty();
      Optional<JsonObject> end =
          read.members().size() == 1 ? read.object("listing") : Optional.empty();
      if (end.isEmpty()) {
        next = Optional.of(read);
        return;
      }
      summary = end;
      if (!end.get().flag("complete")) {
        throw IncompleteListingException.of(end.get());
      }
    } catch (IOException | JsonException e) {
      throw IncompleteListingException.cut();
    }
  }

  @Override
  public void close() {
    try {
      stream.close();
    } catch (IOException ignored) {
      // It is given up in any case.
    }
  }
}
