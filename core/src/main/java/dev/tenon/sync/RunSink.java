package dev.tenon.sync;

import dev.tenon.resource.IdSet;
import dev.tenon.resource.ItemList;
import dev.tenon.resource.ListedItem;
import dev.tenon.resource.Listing;
import dev.tenon.resource.Reading;
import dev.tenon.resource.ResourceItem;
import dev.tenon.resource.Step;
import dev.tenon.sync.SyncRuns.Begun;
import dev.tenon.sync.SyncRuns.Known;
import dev.tenon.sync.SyncRuns.ListCounts;
import dev.tenon.sync.SyncRuns.Place;
import dev.tenon.sync.SyncRuns.Write;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Where the items of a run go: compared, a page at a time, with what is stored; what is equal is
/// not written. An item that came in the very bytes in which it was written is not even read. Used
/// by one thread.
final class RunSink implements Listing.Sink {
  /// Compared at once.
  static final int BATCH = 1_000;

  private static final int MOST_WRITES = 500;

  /// Written at once, in characters: of large items there are fewer.
  private static final long MOST_CHARACTERS = 4_000_000;

  private static final int COMPARED_IDS = 1_000;
  private static final int LONGEST_ID = 512;

  /// The provider's clock may be behind, and what it changed may be listed late.
  private static final Duration OVERLAP = Duration.ofMinutes(10);

  private static final String ORGANIZATION = "organization";

  private final Begun begun;
  private final SyncRuns runs;
  private final Organizations organizations;
  private final Sync sync;
  private final List<Came> batch = new ArrayList<>();
  private final MessageDigest digest = Hashes.digest();
  private final Map<String, Optional<OrganizationStatus>> said = new HashMap<>();
  private final Map<ItemList, Place> ahead = new HashMap<>();
  private final Set<String> notes = new HashSet<>();
  private boolean saidIsRead;
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
    item.item().digest(digest);
    String id = id(item);
    items++;
    seen.add(id);
    batch.add(new Came(id, Hashes.of(digest), item.item()));
    if (batch.size() >= BATCH) {
      compare();
    }
  }

  /// The page's bytes are not held any longer than the page.
  @Override
  public void pageEnded() {
    compare();
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
  private static String id(ListedItem item) {
    String id = item.id();
    if (id.isEmpty()) {
      return "#" + Hashes.of(item.item().sortedJson());
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
    Map<String, Came> came = new LinkedHashMap<>();
    batch.forEach(each -> came.put(each.id(), each));
    batch.clear();
    Map<String, Known> known =
        runs.known(begun.fence(), place.number(), List.copyOf(came.keySet()));
    Writes writes = new Writes();
    for (Came each : came.values()) {
      Known stored = known.get(each.id());
      if (stored != null && !stored.deleted() && stored.raw().equals(Optional.of(each.raw()))) {
        isEqual(stored);
      } else {
        compare(each, stored, writes);
      }
    }
    writes.flush();
  }

  private void compare(Came each, @Nullable Known stored, Writes writes) {
    String json = each.item().sortedJson();
    if (isTooLarge(json)) {
      leftOut++;
      notes.add("an item is larger than max_item_bytes, and was left out");
      return;
    }
    String hash = Hashes.of(json);
    if (stored == null) {
      writes.add(new Write(each.id(), hash, each.raw(), json, 1), 0);
      added++;
    } else if (stored.deleted() || !stored.hash().equals(hash)) {
      writes.add(new Write(each.id(), hash, each.raw(), json, stored.number() + 1), 1);
      added += stored.deleted() ? 1 : 0;
    } else {
      isEqual(stored);
    }
  }

  /// What this very run has written is counted as that.
  private void isEqual(Known stored) {
    unchanged += stored.version() <= begun.firstVersion() ? 1 : 0;
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

  /// An item that waits to be compared.
  private record Came(String id, String raw, ResourceItem item) {}

  /// What is written at once.
  private final class Writes {
    private final List<Write> writes = new ArrayList<>();
    private int changed;
    private long characters;

    void add(Write write, int isChange) {
      writes.add(write);
      changed += isChange;
      characters += write.json().length();
      if (writes.size() >= MOST_WRITES || characters >= MOST_CHARACTERS) {
        flush();
      }
    }

    void flush() {
      if (!writes.isEmpty()) {
        runs.write(
            begun.fence(),
            place.number(),
            List.copyOf(writes),
            changed,
            sync.limits().versionsKept());
        writes.clear();
        changed = 0;
        characters = 0;
      }
    }
  }
}
