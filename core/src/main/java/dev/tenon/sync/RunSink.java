package dev.tenon.sync;

import dev.tenon.resource.IdSet;
import dev.tenon.resource.ItemList;
import dev.tenon.resource.ListedItem;
import dev.tenon.resource.Listing;
import dev.tenon.resource.Reading;
import dev.tenon.resource.Step;
import dev.tenon.sync.SyncRuns.Begun;
import dev.tenon.sync.SyncRuns.Known;
import dev.tenon.sync.SyncRuns.ListCounts;
import dev.tenon.sync.SyncRuns.Place;
import dev.tenon.sync.SyncRuns.Write;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/// Where the items of a run go: compared, some hundred at a time, with what is stored; what is
/// equal is not written. Used by one thread.
final class RunSink implements Listing.Sink {
  /// Compared at once.
  static final int BATCH = 500;

  /// Written at once, in characters: a batch of large items is smaller.
  private static final long BATCH_CHARACTERS = 4_000_000;

  private static final int COMPARED_IDS = 1_000;
  private static final int LONGEST_ID = 512;

  /// The provider's clock may be behind, and what it changed may be listed late.
  private static final Duration OVERLAP = Duration.ofMinutes(10);

  private static final String ORGANIZATION = "organization";

  private final Begun begun;
  private final SyncRuns runs;
  private final Organizations organizations;
  private final Sync sync;
  private final List<Write> batch = new ArrayList<>();
  private final Map<String, Optional<OrganizationStatus>> said = new HashMap<>();
  private final Map<ItemList, Place> ahead = new HashMap<>();
  private final Set<String> notes = new HashSet<>();
  private boolean saidIsRead;
  private long batchCharacters;
  private Place place = new Place(0, 0, Optional.empty(), 0);
  private IdSet seen = new IdSet();
  private boolean whole;
  private long items;
  private long added;
  private long unchanged;
  private long leftOut;

  RunSink(Begun begun, SyncRuns runs, Organizations organizations) {
    this.begun = begun;
    this.runs = runs;
    this.organizations = organizations;
    this.sync = begun.kept().sync();
  }

  List<String> notes() {
    return List.copyOf(notes);
  }

  @Override
  public boolean enters(Step step) {
    if (!step.word().equals(ORGANIZATION)) {
      return true;
    }
    if (!saidIsRead) {
      organizations
          .list(sync.workspace(), sync.connection())
          .forEach(it -> said.put(it.id(), it.status()));
      saidIsRead = true;
    }
    String id = printable(step.id());
    Optional<OrganizationStatus> status = said.get(id);
    if (status == null) {
      organizations.seen(sync.workspace(), sync.connection(), id, printable(step.name()));
      status = Optional.empty();
      said.put(id, status);
    }
    if (!sync.organizations().takesIn(status)) {
      notes.add("an organization is not selected, and what is under it was left out");
      return false;
    }
    return true;
  }

  @Override
  public Reading reads(ItemList list) {
    Place known = runs.open(begun.fence(), list);
    if (known.run() == begun.fence().run()) {
      return new Reading.Skip();
    }
    ahead.put(list, known);
    return isWhole(known)
        ? new Reading.Whole()
        : new Reading.Since(known.listedAt().orElseThrow().minus(OVERLAP));
  }

  /// A list that was never read whole is, also where the others are only asked for their news.
  private boolean isWhole(Place list) {
    return begun.full() || list.listedAt().isEmpty();
  }

  @Override
  public void begins(ItemList list) {
    Place known = ahead.remove(list);
    place = known == null ? runs.open(begun.fence(), list) : known;
    whole = isWhole(place);
    seen = new IdSet();
    items = 0;
    added = 0;
    unchanged = 0;
    leftOut = 0;
  }

  @Override
  public void item(ListedItem item) {
    String json = item.item().sortedJson();
    String hash = Hashes.of(json);
    String id = id(item.id(), hash);
    items++;
    seen.add(id);
    if (isTooLarge(json)) {
      leftOut++;
      notes.add("an item is larger than max_item_bytes, and was left out");
      return;
    }
    batch.add(new Write(id, hash, json, 0));
    batchCharacters += json.length();
    if (batch.size() >= BATCH || batchCharacters >= BATCH_CHARACTERS) {
      compare();
    }
  }

  private boolean isTooLarge(String json) {
    long most = sync.limits().maxItemBytes();
    // What was too large to be held reads as nothing. A character takes three bytes at most.
    return json.isEmpty()
        || json.length() > most
        || (json.length() * 3L > most && json.getBytes(StandardCharsets.UTF_8).length > most);
  }

  @Override
  public void ends(ItemList list, boolean isWhole) {
    compare();
    if (!isWhole) {
      return;
    }
    long kept = lookForMissing().orElse(place.kept() + added);
    runs.close(begun.fence(), place.number(), new ListCounts(items, kept, unchanged, leftOut));
  }

  /// An id that can be stored and is not endless; an item without one is what it says.
  private static String id(String id, String hash) {
    if (id.isEmpty()) {
      return "#" + hash;
    }
    return id.length() > LONGEST_ID || !printable(id).equals(id) ? "#" + Hashes.of(id) : id;
  }

  /// `text` without what no database stores.
  private static String printable(String text) {
    byte[] bytes = text.replace("\0", "\uFFFD").getBytes(StandardCharsets.UTF_8);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private void compare() {
    if (batch.isEmpty()) {
      return;
    }
    Map<String, Write> read = new HashMap<>();
    batch.forEach(each -> read.put(each.id(), each));
    Map<String, Known> known =
        runs.known(begun.fence(), place.number(), List.copyOf(read.keySet()));
    List<Write> writes = new ArrayList<>();
    int changed = 0;
    for (Write each : read.values()) {
      Known stored = known.get(each.id());
      if (stored == null) {
        writes.add(new Write(each.id(), each.hash(), each.json(), 1));
        added++;
      } else if (stored.deleted() || !stored.hash().equals(each.hash())) {
        writes.add(new Write(each.id(), each.hash(), each.json(), stored.number() + 1));
        changed++;
        added += stored.deleted() ? 1 : 0;
      } else if (stored.version() <= begun.firstVersion()) {
        // What this very run has written is counted as that.
        unchanged++;
      }
    }
    if (!writes.isEmpty()) {
      runs.write(begun.fence(), place.number(), writes, changed, sync.limits().versionsKept());
    }
    batch.clear();
    batchCharacters = 0;
  }

  /// How many records the list has, where all of them were looked at.
  private OptionalLong lookForMissing() {
    if (!whole || seen.isFull()) {
      return OptionalLong.empty();
    }
    long kept = 0;
    String after = "";
    List<String> ids;
    do {
      ids = runs.ids(begun.fence(), place.number(), after, COMPARED_IDS);
      List<String> missing = ids.stream().filter(id -> !seen.contains(id)).toList();
      if (!missing.isEmpty()) {
        runs.missing(begun.fence(), place.number(), missing);
      }
      kept += ids.size();
      after = ids.isEmpty() ? after : ids.getLast();
    } while (ids.size() == COMPARED_IDS);
    return OptionalLong.of(kept);
  }
}
