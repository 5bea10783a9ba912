package dev.tenon.resource;

import dev.tenon.connector.ResourceDefinition;
import dev.tenon.connector.ResourceDefinition.Children;
import dev.tenon.resource.ListedItem.Ancestor;
import dev.tenon.resource.PageCalls.Got;
import dev.tenon.resource.Turning.Turned;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/// One listing: every page of every list of every region, below every parent. One page is in memory
/// at a time for each resource in the line, and of the innermost lists the next two. Runs once, on
/// one thread; an interrupt ends it soon.
///
/// What cannot be had is in the summary, and the rest goes on.
public final class Listing {
  private final PageCalls calls;
  private final List<ResourceDefinition> line;
  private final ListingWish wish;
  private final Wanting wanting;
  private final Losses losses = new Losses();
  private final PageObserver observer;
  private long count;
  private boolean anyPage;
  private boolean over;

  /// @param observer is told how each page was understood
  Listing(PageCalls calls, List<ResourceDefinition> line, ListingWish wish, PageObserver observer) {
    this.calls = calls;
    this.line = List.copyOf(line);
    this.wish = wish;
    this.wanting = new Wanting(wish);
    this.observer = observer;
  }

  /// The same, ended after `most` items.
  public Listing limitedTo(long most) {
    return new Listing(
        calls,
        line,
        new ListingWish(wish.resource(), wish.within(), OptionalLong.of(most)),
        observer);
  }

  /// Tells every item to `sink`.
  ///
  /// @throws ResourceListings.RefusedException when nothing can be asked for: before the first item
  /// @throws NothingFitsException when an ancestor that is wished for is not there
  /// @throws IOException what `sink` throws
  public ListingSummary run(Sink sink) throws IOException {
    Roots roots = Roots.of(calls, line.getFirst(), losses::note);
    anyPage = roots.anyPage();
    for (Place root : roots.places()) {
      walk(0, root, sink);
    }
    wanting.check(losses.isNothing());
    return losses.summary(count, roots.regionsKnown());
  }

  private void walk(int level, Place place, Sink sink) throws IOException {
    walk(level, place, Nest.root(), sink);
  }

  private void walk(int level, Place place, Nest nest, Sink sink) throws IOException {
    if (level < line.size() - 1 || !nest.isRoot()) {
      walk(
          level,
          place,
          nest,
          Optional.empty(),
          () -> first(level, place, nest, Optional.empty()),
          sink);
      return;
    }
    Reading reading = sink.reads(place.list());
    if (reading instanceof Reading.Skip) {
      anyPage = true;
    } else {
      Optional<Instant> since = since(reading);
      walk(place, since, () -> first(level, place, nest, since), sink);
    }
  }

  /// One list of the resource itself, with those that nest in it.
  private void walk(Place place, Optional<Instant> since, FirstPage first, Sink sink)
      throws IOException {
    long lostBefore = losses.count();
    sink.begins(place.list());
    walk(line.size() - 1, place, Nest.root(), since, first, sink);
    sink.ends(place.list(), losses.count() == lostBefore && !over);
  }

  /// What lies in something that has not changed may have.
  private Optional<Instant> since(Reading reading) {
    return reading instanceof Reading.Since(Instant then) && line.getLast().children().isEmpty()
        ? Optional.of(then)
        : Optional.empty();
  }

  private Got first(int level, Place place, Nest nest, Optional<Instant> since) {
    ResourceDefinition resource = line.get(level);
    PageAsk ask = new Turning(calls.paging(resource), _ -> {}).first();
    return calls.page(asked(level, nest), place.values(calls, resource), ask, since, _ -> false);
  }

  private ResourceDefinition asked(int level, Nest nest) {
    return nest.isRoot() ? line.get(level) : line.get(level).below();
  }

  /// One list, and below each of its items what is wished for of it.
  private void walk(
      int level, Place place, Nest nest, Optional<Instant> since, FirstPage first, Sink sink)
      throws IOException {
    Turning turning = new Turning(calls.paging(line.get(level)), losses::note);
    ListWalk list = new ListWalk(level, place, nest, since, turning);
    Got got = first.get();
    try (PageAhead ahead = new PageAhead(list::ask)) {
      while (true) {
        Optional<PageAsk> ask = list.take(got, ahead, sink);
        if (ask.isEmpty() || over) {
          return;
        }
        if (Thread.currentThread().isInterrupted()) {
          throw new IOException("the listing was given up");
        }
        got = ahead.next(ask.get());
      }
    }
  }

  /// The list has come to its end; whether with all that the provider says it has.
  private void ended(ResourceDefinition resource, Place place, long total, long fresh) {
    if (fresh < total && !over) {
      String detail = "The provider says that there are %d, and sent %d.".formatted(total, fresh);
      losses.lost("items", resource, place, "short", detail);
    }
  }

  private List<ResourceItem> unseen(
      ResourceDefinition resource, List<ResourceItem> items, IdSet ids) {
    List<Optional<String>> named = items.stream().map(it -> it.text(resource.id())).toList();
    boolean[] fresh = ids.addAll(named.stream().flatMap(Optional::stream).toList());
    List<ResourceItem> unseen = new ArrayList<>(items.size());
    int next = 0;
    for (int i = 0; i < items.size(); i++) {
      // One without an id is told however often it comes.
      if (named.get(i).isEmpty() || fresh[next++]) {
        unseen.add(items.get(i));
      } else {
        losses.note("items came twice, and were told once");
      }
    }
    return unseen;
  }

  private void take(int level, Place place, Nest nest, List<ResourceItem> items, Sink sink)
      throws IOException {
    ResourceDefinition resource = line.get(level);
    // Only in front of the innermost lists: of the others a page each would be much at once.
    if (level + 2 == line.size() && resource.children().isEmpty()) {
      ahead(level, place, nest, items, sink);
      return;
    }
    for (ResourceItem item : items) {
      take(level, place, nest, item, sink);
    }
    sink.pageEnded();
  }

  /// The innermost lists, below the items of a page.
  private void ahead(int level, Place place, Nest nest, List<ResourceItem> items, Sink sink)
      throws IOException {
    ResourceDefinition resource = line.get(level);
    List<Place> places = new ArrayList<>();
    IdentityHashMap<Place, Optional<Instant>> since = new IdentityHashMap<>();
    for (ResourceItem item : items) {
      if (Conditions.fit(item, resource.only())
          && wanting.wants(line, level, nest, item)
          && sink.enters(step(resource, item))) {
        Place below = place.below(resource, item);
        Reading reading = sink.reads(below.list());
        if (reading instanceof Reading.Skip) {
          anyPage = true;
        } else {
          places.add(below);
          since.put(below, since(reading));
        }
      }
    }
    Function<Place, Optional<Instant>> from = it -> since.getOrDefault(it, Optional.empty());
    try (Lookahead firsts =
        new Lookahead(places, it -> first(level + 1, it, Nest.root(), from.apply(it)))) {
      for (Place each : places) {
        if (!over) {
          walk(each, from.apply(each), firsts::next, sink);
        }
      }
    }
  }

  private static Step step(ResourceDefinition resource, ResourceItem item) {
    return new Step(
        Words.one(resource), item.text(resource.id()).orElse(""), Words.name(resource, item));
  }

  private void take(int level, Place place, Nest nest, ResourceItem item, Sink sink)
      throws IOException {
    ResourceDefinition resource = line.get(level);
    if (over) {
      return;
    }
    if (Conditions.fit(item, resource.only()) && wanting.wants(line, level, nest, item)) {
      if (level == line.size() - 1) {
        tell(resource, place, item, sink);
      } else if (sink.enters(step(resource, item))) {
        walk(level + 1, place.below(resource, item), sink);
      }
    }
    if (!over && resource.children().filter(it -> Conditions.fit(item, it.of())).isPresent()) {
      descend(level, place, nest, item, sink);
    }
  }

  /// Goes on with the list below an item of the same resource.
  private void descend(int level, Place place, Nest nest, ResourceItem item, Sink sink)
      throws IOException {
    ResourceDefinition resource = line.get(level);
    Children children = resource.children().orElseThrow();
    String id = item.text(resource.id()).orElse("");
    if (nest.isBelow(id)) {
      losses.note("something lies in itself, and was gone into once");
      return;
    }
    String name = nest.path(Words.name(resource, item));
    Place inside = place.inside(children.word(), new Ancestor(id, name), item);
    if (nest.depth() >= children.depth()) {
      losses.lost(
          "list",
          resource,
          inside,
          "too_deep",
          "More than %d lists lie in each other; what is below is not listed."
              .formatted(children.depth()));
      return;
    }
    boolean chosen = nest.chosen() || wanting.chooses(children.word(), resource, item, name);
    walk(level, inside, nest.below(id, name, chosen), sink);
  }

  private Optional<PageAsk> next(ResourceDefinition resource, Place place, Turned turned) {
    return switch (turned) {
      case Turned.More(PageAsk ask) -> Optional.of(ask);
      case Turned.End _ -> Optional.empty();
      case Turned.Lost(String code, String detail) -> {
        losses.lost("page", resource, place, code, detail);
        yield Optional.empty();
      }
    };
  }

  private void tell(ResourceDefinition resource, Place place, ResourceItem item, Sink sink)
      throws IOException {
    if (wish.limit().isPresent() && count >= wish.limit().getAsLong()) {
      over = true;
      losses.lost("rest", resource, place, "limit", "The listing ends here, as was asked for.");
      return;
    }
    count++;
    sink.item(
        new ListedItem(
            item,
            item.text(resource.id()).orElse(""),
            ItemFiles.name(resource, item),
            place.region(),
            place.ancestors(),
            ItemFiles.query(line, place, item)));
  }

  /// One list on its way.
  private final class ListWalk {
    private final int level;
    private final ResourceDefinition resource;
    private final Place place;
    private final Nest nest;
    private final Optional<Instant> since;
    private final Turning turning;
    private long fresh;
    private boolean guesses = true;

    ListWalk(int level, Place place, Nest nest, Optional<Instant> since, Turning turning) {
      this.level = level;
      this.resource = line.get(level);
      this.place = place;
      this.nest = nest;
      this.since = since;
      this.turning = turning;
    }

    Got ask(PageAsk ask) {
      return calls.page(
          asked(level, nest), place.values(calls, resource), ask, since, turning::isEnd);
    }

    /// Tells what came; how the list goes on.
    Optional<PageAsk> take(Got got, PageAhead ahead, Sink sink) throws IOException {
      switch (got) {
        case Got.Part part -> {
          try (PageReader.Page page = part.page()) {
            return take(part, page, ahead, sink);
          }
        }
        case Got.End _ -> ended(resource, place, turning.total(), fresh);
        case Got.Failed failed ->
            losses.lost("page", resource, place, failed.code(), failed.detail());
        case Got.Refused refused -> {
          if (!anyPage) {
            throw new ResourceListings.RefusedException(refused.result());
          }
          losses.rest(resource, place, refused.result());
          over = true;
        }
      }
      return Optional.empty();
    }

    private Optional<PageAsk> take(Got.Part part, PageReader.Page page, PageAhead ahead, Sink sink)
        throws IOException {
      anyPage = true;
      Turned turned = turning.after(part.heard());
      boolean goesOn = observer.page(part.heard().items(), turned.words());
      List<ResourceItem> items = unseen(resource, page.items(), nest.ids());
      fresh += items.size();
      if (turned instanceof Turned.More(PageAsk next) && looksAhead(items.size())) {
        guesses &= ahead.begin(next);
        turning.afterNext().filter(_ -> mayGuess(items.size())).ifPresent(ahead::guess);
      }
      Listing.this.take(level, place, nest, items, sink);
      losses.warnings(page.around());
      if (!goesOn && !over) {
        over = true;
        losses.lost("rest", resource, place, "enough", "The listing ends here: it asked enough.");
      }
      if (turned instanceof Turned.End) {
        ended(resource, place, turning.total(), fresh);
      }
      return next(resource, place, turned);
    }

    /// Only in the innermost lists, of which a page is told in a moment; and where the next page
    /// will be wanted.
    private boolean looksAhead(int items) {
      return observer.letsAhead()
          && level == line.size() - 1
          && resource.children().isEmpty()
          && (wish.limit().isEmpty() || count + items < wish.limit().getAsLong());
    }

    /// Where no guess was wrong, more than the next page is wanted, and memory is not short.
    private boolean mayGuess(int items) {
      return guesses
          && (wish.limit().isEmpty() || count + 2L * items < wish.limit().getAsLong())
          && calls.hasRoom();
    }
  }

  /// Where items go, and who says which of the lists are read.
  @FunctionalInterface
  public interface Sink {
    /// Takes an item; waits until there is room.
    void item(ListedItem item) throws IOException;

    /// The next item may take a while.
    default void pageEnded() throws IOException {}

    /// Whether what is below the item is looked at.
    default boolean enters(Step step) throws IOException {
      return true;
    }

    /// How a list is to be read, before anything is asked of it. Several may be asked about before
    /// the first of them begins.
    default Reading reads(ItemList list) throws IOException {
      return new Reading.Whole();
    }

    /// The items of a list that is read come now.
    default void begins(ItemList list) throws IOException {}

    /// They have come.
    ///
    /// @param whole whether every page of it came
    default void ends(ItemList list, boolean whole) throws IOException {}
  }

  /// Where the first page of a list comes from.
  @FunctionalInterface
  private interface FirstPage {
    Got get() throws IOException;
  }
}
