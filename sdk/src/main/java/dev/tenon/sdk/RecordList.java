package dev.tenon.sdk;

import dev.tenon.sdk.json.Json;
import dev.tenon.sdk.json.JsonObject;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.OptionalLong;

/// Records of a sync on their way: a page of them in memory at a time. Gone through once, by one
/// thread.
///
/// Records are the provider's own objects, each with `_tenon` (`id`, `region`, `parents`,
/// `version`, `changed_at`, `deleted_at`). Going on after the last one throws
/// [IncompleteListingException] where no run of the sync has read everything yet: some are missing.
public final class RecordList implements Iterable<JsonObject> {
  private final Transport transport;
  private final ApiPath path;
  private final Deque<JsonObject> page = new ArrayDeque<>();
  private Optional<ApiPath> next;
  private Optional<JsonObject> last = Optional.empty();
  private OptionalLong read = OptionalLong.empty();
  private boolean begun;

  RecordList(Transport transport, ApiPath path) {
    this.transport = transport;
    this.path = path;
    this.next = Optional.of(path);
  }

  /// The records. Can be asked for once.
  @Override
  public Iterator<JsonObject> iterator() {
    if (begun) {
      throw new IllegalStateException("the records have gone by: ask for them again");
    }
    begun = true;
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return fill();
      }

      @Override
      public JsonObject next() {
        if (!fill()) {
          throw new NoSuchElementException();
        }
        return page.remove();
      }
    };
  }

  /// Where to go on: what changes after what has been read, in whole pages, has changed since this.
  /// Empty before the first page has been read to its end.
  public OptionalLong changedSince() {
    return page.isEmpty() && last.isPresent() ? last.get().number("changed_since") : read;
  }

  /// How the sync stood when the last page came: `new`, `running`, `in_step` or `failing`.
  public String status() {
    return last.flatMap(it -> it.text("status")).orElse("");
  }

  /// When its newest run began that read everything, as the last page said; what the provider has
  /// changed since then may be missing.
  public Optional<Instant> completeAt() {
    return last.flatMap(it -> it.time("complete_at"));
  }

  private boolean fill() {
    while (page.isEmpty() && next.isPresent()) {
      read = changedSince();
      JsonObject answer = transport.get(next.get()).orThrow();
      for (Json item : answer.items("items")) {
        if (item instanceof JsonObject object) {
          page.add(object);
        }
      }
      next = answer.text("next_cursor").map(cursor -> path.with("cursor", cursor));
      last = Optional.of(answer);
    }
    if (!page.isEmpty()) {
      return true;
    }
    if (completeAt().isEmpty()) {
      throw new IncompleteListingException(
          "The records are not complete: no run of the sync has come to its end yet.", List.of());
    }
    return false;
  }
}
