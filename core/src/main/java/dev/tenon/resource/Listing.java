package dev.tenon.resource;

import dev.tenon.client.ClientResolution;
import dev.tenon.connector.Connector;
import dev.tenon.connector.Region;
import dev.tenon.connector.ResourceDefinition;
import dev.tenon.resource.ListedItem.Ancestor;
import dev.tenon.resource.ListingSummary.Missing;
import dev.tenon.resource.PageCalls.Got;
import dev.tenon.resource.Turning.Turned;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// One listing: every page of every list of every region, below every parent. One page is in memory
/// at a time for each resource in the line. Runs once, on one thread; an interrupt ends it soon.
///
/// What cannot be had is in the summary, and the rest goes on.
public final class Listing {
  private static final int MOST_MISSING = 100;
  private static final String PARENT = "parent.";

  private final PageCalls calls;
  private final List<ResourceDefinition> line;
  private final ListingWish wish;
  private final List<Missing> missing = new ArrayList<>();
  private final Set<String> notes = new LinkedHashSet<>();
  private final Set<String> fitting = new LinkedHashSet<>();
  private final Map<String, List<String>> seenNames = new LinkedHashMap<>();
  private long count;
  private boolean anyPage;
  private boolean over;

  Listing(PageCalls calls, List<ResourceDefinition> line, ListingWish wish) {
    this.calls = calls;
    this.line = List.copyOf(line);
    this.wish = wish;
  }

  /// Tells every item to `sink`.
  ///
  /// @throws ResourceListings.RefusedException when nothing can be asked for: before the first item
  /// @throws NothingFitsException when an ancestor that is wished for is not there
  /// @throws IOException what `sink` throws
  public ListingSummary run(Sink sink) throws IOException {
    for (Place root : roots()) {
      walk(0, root, sink);
    }
    checkFits();
    return new ListingSummary(count, missing, List.copyOf(notes));
  }

  /// Where the outermost resource is asked for: in every region, or where the connection is.
  private List<Place> roots() {
    ResourceDefinition outermost = line.getFirst();
    Place here = new Place(Optional.empty(), Map.of(), List.of(), Map.of());
    if (!outermost.everyRegion()) {
      return List.of(here);
    }
    Connector connector = calls.client().connector();
    Optional<String> chosen =
        Optional.ofNullable(calls.client().client().parameters().get(ClientResolution.REGION));
    Optional<ResourceDefinition> list = Regions.list(connector);
    List<Place> found = list.map(it -> discovered(it, here)).orElse(List.of());
    List<Place> places =
        found.isEmpty() ? connector.regions().stream().map(Listing::declared).toList() : found;
    List<Place> wanted =
        places.stream().filter(it -> chosen.isEmpty() || it.region().equals(chosen)).toList();
    return wanted.isEmpty() ? List.of(here) : wanted;
  }

  private static Place declared(Region region) {
    return new Place(Optional.of(region.name()), Map.of(), List.of(), Map.of());
  }

  /// The regions as the provider itself lists them; none where it does not now.
  private List<Place> discovered(ResourceDefinition list, Place here) {
    Regions.Found found = Regions.discover(calls, list, here.values(calls, list));
    anyPage |= !found.regions().isEmpty();
    notes.addAll(found.notes());
    return found.regions().stream()
        .map(it -> new Place(Optional.of(it.name()), it.values(), List.of(), Map.of()))
        .toList();
  }

  private void walk(int level, Place place, Sink sink) throws IOException {
    ResourceDefinition resource = line.get(level);
    boolean last = level == line.size() - 1;
    Turning turning = new Turning(calls.paging(resource), notes::add);
    IdSet ids = new IdSet();
    Optional<PageAsk> ask = Optional.of(turning.first());
    while (ask.isPresent() && !over) {
      if (Thread.currentThread().isInterrupted()) {
        throw new IOException("the listing was given up");
      }
      Got got = calls.page(resource, place.values(calls, resource), ask.get(), turning::isEnd);
      ask =
          switch (got) {
            case Got.Part part -> {
              anyPage = true;
              for (ResourceItem item : part.page().items()) {
                if (!over && isNew(resource, item, ids)) {
                  if (last) {
                    tell(resource, place, item, sink);
                  } else if (isWanted(resource, item)) {
                    walk(level + 1, place.below(resource, item), sink);
                  }
                }
              }
              warnings(part.page().around());
              yield next(resource, place, turning.after(part.heard()));
            }
            case Got.End _ -> Optional.empty();
            case Got.Failed failed -> {
              lost("page", resource, place, failed.code(), failed.detail());
              yield Optional.empty();
            }
            case Got.Refused refused -> {
              if (!anyPage) {
                throw new ResourceListings.RefusedException(refused.result());
              }
              lost(
                  "rest",
                  resource,
                  place,
                  "connection_refused",
                  "The connection handed out no token any more.");
              over = true;
              yield Optional.empty();
            }
          };
    }
  }

  private Optional<PageAsk> next(ResourceDefinition resource, Place place, Turned turned) {
    return switch (turned) {
      case Turned.More(PageAsk ask) -> Optional.of(ask);
      case Turned.End _ -> Optional.empty();
      case Turned.Lost(String code, String detail) -> {
        lost("page", resource, place, code, detail);
        yield Optional.empty();
      }
    };
  }

  /// JSON:API's warnings inside a 200 (Autodesk: a region that could not be asked).
  private void warnings(ResourceItem around) {
    for (int i = 0; i < 10; i++) {
      Optional<String> title = around.text("meta.warnings." + i + ".Title");
      if (title.isEmpty()) {
        return;
      }
      notes.add("the provider warns: " + title.get());
    }
  }

  private boolean isNew(ResourceDefinition resource, ResourceItem item, IdSet ids) {
    Optional<String> id = item.text(resource.id());
    boolean fresh = id.isEmpty() || ids.add(id.get());
    if (!fresh) {
      notes.add("items came twice, and were told once");
    }
    return fresh;
  }

  private boolean isWanted(ResourceDefinition resource, ResourceItem item) {
    String word = Words.one(resource);
    String wanted = wish.within().get(word);
    if (wanted == null) {
      return true;
    }
    String name = Words.name(resource, item);
    boolean fits =
        item.text(resource.id()).filter(wanted::equals).isPresent() || name.equals(wanted);
    if (fits) {
      fitting.add(word);
    } else {
      List<String> names = seenNames.computeIfAbsent(word, _ -> new ArrayList<>());
      if (names.size() < 1000) {
        names.add(name);
      }
    }
    return fits;
  }

  private void tell(ResourceDefinition resource, Place place, ResourceItem item, Sink sink)
      throws IOException {
    if (wish.limit().isPresent() && count >= wish.limit().getAsLong()) {
      over = true;
      lost("rest", resource, place, "limit", "The listing ends here, as was asked for.");
      return;
    }
    count++;
    sink.item(
        new ListedItem(
            item,
            item.text(resource.id()).orElse(""),
            ResourceFiles.name(resource, item),
            place.region(),
            place.ancestors()));
  }

  private void lost(
      String what, ResourceDefinition resource, Place place, String code, String detail) {
    if (missing.size() < MOST_MISSING) {
      missing.add(
          new Missing(
              what,
              resource.name(),
              place.region(),
              place.items().isEmpty()
                  ? Optional.empty()
                  : place.ancestors().values().stream().reduce((_, it) -> it).map(Ancestor::id),
              code,
              detail));
    }
  }

  /// A wish that nothing fits is a mistake of whoever wished, where the list above is whole.
  private void checkFits() throws NothingFitsException {
    for (Map.Entry<String, String> wanted : wish.within().entrySet()) {
      if (!fitting.contains(wanted.getKey()) && missing.isEmpty()) {
        throw new NothingFitsException(
            wanted.getKey(), wanted.getValue(), seenNames.getOrDefault(wanted.getKey(), List.of()));
      }
    }
  }

  /// Where items go.
  @FunctionalInterface
  public interface Sink {
    /// Takes an item; waits until there is room.
    void item(ListedItem item) throws IOException;
  }

  /// An ancestor that was wished for is not there.
  public static final class NothingFitsException extends IOException {
    private static final long serialVersionUID = 1L;

    private final String word;
    private final String wanted;
    private final transient List<String> there;

    NothingFitsException(String word, String wanted, List<String> there) {
      super("there is no such " + word);
      this.word = word;
      this.wanted = wanted;
      this.there = List.copyOf(there);
    }

    /// What it is: `project`.
    public String word() {
      return word;
    }

    /// What was wished for.
    public String wanted() {
      return wanted;
    }

    /// The names that there are, up to a thousand.
    public List<String> there() {
      return there;
    }
  }

  /// Where a list is asked for.
  ///
  /// @param regionValues template values of the region
  /// @param items those above, outermost first
  record Place(
      Optional<String> region,
      Map<String, String> regionValues,
      List<ResourceItem> items,
      Map<String, Ancestor> ancestors) {
    Place below(ResourceDefinition resource, ResourceItem item) {
      List<ResourceItem> more = new ArrayList<>(items);
      more.add(item);
      Map<String, Ancestor> all = new LinkedHashMap<>(ancestors);
      all.put(
          Words.one(resource),
          new Ancestor(item.text(resource.id()).orElse(""), Words.name(resource, item)));
      return new Place(region, regionValues, more, all);
    }

    /// `parent.x` is of the item right above, `parent.parent.x` of the one above that.
    Function<String, Optional<String>> values(PageCalls calls, ResourceDefinition resource) {
      return name -> {
        if (name.startsWith(PARENT) && resource.parent().isPresent()) {
          int above = items.size();
          String path = name;
          while (path.startsWith(PARENT) && above > 0) {
            path = path.substring(PARENT.length());
            above--;
          }
          return above < items.size() ? items.get(above).text(path) : Optional.empty();
        }
        return Optional.ofNullable(regionValues.get(name))
            .or(() -> ofRegion(calls, name))
            .or(() -> calls.client().value(name));
      };
    }

    /// What the connector declares for the region.
    private Optional<String> ofRegion(PageCalls calls, String name) {
      return region
          .flatMap(
              it ->
                  calls.client().connector().regions().stream()
                      .filter(each -> each.name().equals(it))
                      .findFirst())
          .flatMap(it -> Optional.ofNullable(it.values().get(name)))
          .filter(it -> it.isFilledBy(calls.client()::value))
          .map(it -> it.expand(calls.client()::value));
    }
  }
}
