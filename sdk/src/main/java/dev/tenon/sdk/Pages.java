package dev.tenon.sdk;

import dev.tenon.sdk.json.Json;
import dev.tenon.sdk.json.JsonObject;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// A list of the hub that may be longer than one answer: each iteration asks for page after page,
/// as far as it is read. Iterating may throw any [TenonException].
///
/// @param <T> what is listed
public final class Pages<T> implements Iterable<T> {
  private final Transport transport;
  private final ApiPath path;
  private final Function<JsonObject, T> reader;

  Pages(Transport transport, ApiPath path, Function<JsonObject, T> reader) {
    this.transport = transport;
    this.path = path;
    this.reader = reader;
  }

  /// The items, fetched as they are consumed.
  public Stream<T> stream() {
    return StreamSupport.stream(spliterator(), false);
  }

  /// All items at once.
  public List<T> toList() {
    return stream().toList();
  }

  @Override
  public Iterator<T> iterator() {
    return new Cursor();
  }

  private final class Cursor implements Iterator<T> {
    private final Deque<T> page = new ArrayDeque<>();
    private Optional<ApiPath> next = Optional.of(path);

    @Override
    public boolean hasNext() {
      while (page.isEmpty() && next.isPresent()) {
        fetch(next.get());
      }
      return !page.isEmpty();
    }

    @Override
    public T next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      return page.remove();
    }

    private void fetch(ApiPath wanted) {
      JsonObject answer = transport.get(wanted).orThrow();
      for (Json item : answer.items("items")) {
        if (item instanceof JsonObject object) {
          page.add(reader.apply(object));
        }
      }
      next = answer.text("next_cursor").map(cursor -> path.with("cursor", cursor));
    }
  }
}
