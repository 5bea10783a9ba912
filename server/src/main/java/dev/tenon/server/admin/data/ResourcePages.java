package dev.tenon.server.admin.data;

import dev.tenon.connector.ResourceDefinition;
import dev.tenon.connector.ResourceDefinition.Children;
import dev.tenon.resource.ReadList.Progress;
import dev.tenon.server.admin.data.ResourcePage.Empty;
import dev.tenon.server.admin.data.ResourcePage.Leaf;
import dev.tenon.server.admin.data.ResourcePage.Link;
import dev.tenon.server.admin.data.ResourcePage.Standing;
import dev.tenon.server.admin.page.Pages;
import dev.tenon.server.admin.page.Section;
import dev.tenon.server.admin.page.Syncs;
import dev.tenon.server.admin.page.Visit;
import dev.tenon.server.admin.page.Words;
import dev.tenon.server.http.Answer;
import dev.tenon.sync.KeptSync;
import dev.tenon.sync.RecordStore;
import dev.tenon.sync.StoredRecord;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The items of a resource, from the provider or as they are kept.
final class ResourcePages {
  static final String ONE = "/console/data/{id}/{resource}";

  private static final int ROWS = 100;
  private static final int MAPPED = 3_000;
  private static final int MOST_MISSING = 20;

  private final Pages pages;
  private final DataParts parts;
  private final Subjects subjects;
  private final Shelf shelf;
  private final URI hub;
  private final Maps maps = new Maps();

  ResourcePages(Pages pages, DataParts parts, Subjects subjects, Shelf shelf) {
    this.pages = pages;
    this.parts = parts;
    this.subjects = subjects;
    this.shelf = shelf;
    this.hub = pages.site().baseUrl();
  }

  Answer show(Visit visit) {
    return with(visit, subjects, asked -> show(visit, asked));
  }

  /// Answers by `page` for the resource that the path names.
  static Answer with(
      Visit visit, Subjects subjects, java.util.function.Function<Asked, Answer> page) {
    return subjects.with(
        visit,
        subject ->
            subject
                .resource(visit.request().pathParameter("resource"))
                .map(it -> page.apply(Asked.read(visit, subject, it)))
                .orElseGet(() -> visit.unknown("resource")));
  }

  private Answer show(Visit visit, Asked asked) {
    if (visit.query("again").isPresent()) {
      shelf.forget(asked);
      return pages.redirect(Asked.address(asked.base(""), asked.all()));
    }
    Optional<KeptSync> kept =
        parts.syncStore().find(visit.workspace(), asked.connection(), asked.resource().name());
    Shown shown = isKept(asked, kept) ? kept(visit, asked, kept.orElseThrow()) : live(visit, asked);
    ResourcePage page = page(visit, asked, kept, shown);
    return Pages.html(200, output -> JteresourceGenerated.render(output, Pages.none(), page));
  }

  /// Records are shown where there are some, unless something else is asked for.
  private static boolean isKept(Asked asked, Optional<KeptSync> kept) {
    return kept.isPresent()
        && asked.within().isEmpty()
        && (asked.source().equals(Asked.KEPT)
            || (asked.source().isEmpty() && kept.get().standing().completeAt().isPresent()));
  }

  private Shown live(Visit visit, Asked asked) {
    String here = path(asked, asked.all());
    String again = path(asked, Asked.and(asked.all(), "again", "1"));
    return switch (shelf.look(visit, asked)) {
      case Shelf.Looked.Not(String why) ->
          new Shown(
              List.of(),
              new Standing(
                  false,
                  "",
                  Optional.empty(),
                  here,
                  again,
                  Optional.of(why),
                  List.of(),
                  List.of(),
                  Optional.empty()),
              false);
      case Shelf.Looked.Seen(Progress progress) -> {
        List<Thing> found = found(asked, progress);
        yield new Shown(found, standing(visit, progress, here, again), false);
      }
    };
  }

  private static List<Thing> found(Asked asked, Progress progress) {
    Table table = new Table(asked.line());
    List<Thing> things = progress.items().stream().map(Thing::of).toList();
    if (!asked.word().isEmpty()) {
      things = things.stream().filter(it -> table.has(it, asked.word())).toList();
    }
    return asked.sort().isPresent()
        ? table.sorted(things, asked.sort().get(), asked.descending())
        : things;
  }

  private static Standing standing(Visit visit, Progress progress, String here, String again) {
    List<String> missing =
        progress
            .summary()
            .map(it -> it.missing().stream().limit(MOST_MISSING).map(Whys::of).toList())
            .orElse(List.of());
    int count = progress.items().size();
    Optional<String> bounded =
        progress.more()
            ? Optional.of(
                "The list goes on: the first %s are read for looking. Search and sorting look at those. Export takes all; “Keep in step” makes all of them searchable."
                    .formatted(Words.count(count, "item", "items")))
            : Optional.empty();
    // What this very look began has begun just now, and is not to come.
    Instant latest = visit.now().minusMillis(1);
    Instant begun = progress.begunAt().isAfter(latest) ? latest : progress.begunAt();
    return new Standing(
        !progress.over(),
        Words.count(count, "item", "items"),
        Optional.of(Words.when(begun, visit.now())),
        here,
        again,
        progress.failure().map(Whys::of),
        missing,
        progress.summary().map(it -> it.notes()).orElse(List.of()),
        bounded);
  }

  private Shown kept(Visit visit, Asked asked, KeptSync kept) {
    boolean isMap = asked.view().equals(Asked.MAP);
    shelf.noteLook(visit, asked);
    List<StoredRecord> rows = isMap ? mapped(visit, asked, kept) : rows(visit, asked, kept);
    Optional<Long> count = Syncs.counted(kept);
    Optional<String> bounded =
        count.filter(it -> it > RecordStore.LOOKED_THROUGH).isPresent()
                && (!asked.word().isEmpty() || asked.sort().isPresent())
            ? Optional.of(
                "Searched and sorted among the %s that changed last."
                    .formatted(Words.number(RecordStore.LOOKED_THROUGH)))
            : Optional.empty();
    if (isMap && (rows.size() > MAPPED || characters(rows) > parts.lists().bounds().characters())) {
      rows = rows.subList(0, Math.min(rows.size(), MAPPED));
      bounded =
          Optional.of(
              "The map has the first %s, those that changed last: more is not read at once. Search for fewer to see others."
                  .formatted(Words.count(rows.size(), "record", "records")));
    }
    Standing standing =
        new Standing(
            false,
            count
                .map(it -> Words.count(it, "record", "records") + " kept")
                .orElse("Not counted yet"),
            kept.standing().completeAt().map(it -> Words.when(it, visit.now())),
            path(asked, asked.all()),
            "",
            kept.standing().failures() > 0
                ? Optional.of(
                    "The last run was not complete, so this may be behind. Its page says why.")
                : Optional.empty(),
            List.of(),
            List.of(),
            bounded);
    List<Thing> things = rows.stream().map(it -> Thing.of(it, parts.reader())).toList();
    return new Shown(things, standing, true);
  }

  private List<StoredRecord> rows(Visit visit, Asked asked, KeptSync kept) {
    return parts
        .records()
        .table(
            visit.workspace(),
            kept.sync().id(),
            new RecordStore.Look(
                searched(asked),
                asked.word(),
                asked.sort().map(it -> asked.resource().columns().get(it).path()),
                asked.descending(),
                (asked.page() - 1) * ROWS,
                ROWS + 1));
  }

  /// A map has no order, and all of it at once: as much as of a list that is read for looking.
  private List<StoredRecord> mapped(Visit visit, Asked asked, KeptSync kept) {
    return parts
        .records()
        .newest(
            visit.workspace(),
            kept.sync().id(),
            new RecordStore.Look(
                searched(asked), asked.word(), Optional.empty(), false, 0, MAPPED + 1),
            parts.lists().bounds().characters());
  }

  private static long characters(List<StoredRecord> rows) {
    return rows.stream().mapToLong(it -> it.json().length()).sum();
  }

  private static List<String> searched(Asked asked) {
    return asked.resource().columns().stream().map(ResourceDefinition.Column::path).toList();
  }

  private ResourcePage page(Visit visit, Asked asked, Optional<KeptSync> kept, Shown shown) {
    Table table = new Table(asked.line());
    RowMaker rows = new RowMaker(pages.site(), asked, table, visit.now());
    int from = shown.paged() ? 0 : Math.min((asked.page() - 1) * ROWS, shown.things().size());
    List<Thing> page = shown.things().subList(from, Math.min(from + ROWS, shown.things().size()));
    boolean isMap = asked.view().equals(Asked.MAP);
    Map<String, String> all = asked.all();
    ResourceDefinition resource = asked.resource();
    Optional<Drawing> drawing =
        isMap
            ? resource
                .geometry()
                .flatMap(it -> maps.draw(shown.things(), it, asked.zoom(), rows.naming()))
            : Optional.empty();
    return new ResourcePage(
        visit.frame(resource.title(), Section.DATA),
        resource.title(),
        pages.site().path("/console/data/" + asked.connection()),
        asked.subject().holder() + " · " + asked.subject().client().name(),
        pages.site().path(asked.base("")),
        trail(asked),
        views(asked, shown),
        sources(asked, kept, shown),
        asked.word(),
        Asked.without(all, "q"),
        shown.paged() ? List.of() : new Narrowing(parts).of(asked),
        Asked.without(asked.place(), narrowed(asked)),
        shown.standing(),
        rows.heads(),
        page.stream().map(rows::row).toList(),
        empty(asked, shown),
        asked.page() > 1 ? Optional.of(turned(asked, asked.page() - 1)) : Optional.empty(),
        shown.things().size() > from + ROWS
            ? Optional.of(turned(asked, asked.page() + 1))
            : Optional.empty(),
        exports(asked),
        Commands.of(asked, hub),
        keep(visit, asked, kept),
        drawing,
        tree(asked, shown, rows));
  }

  private static String[] narrowed(Asked asked) {
    return asked.narrowing().stream().map(it -> Asked.IN + it).toArray(String[]::new);
  }

  private String turned(Asked asked, int page) {
    return path(asked, Asked.and(asked.all(), "page", Integer.toString(page)));
  }

  private String path(Asked asked, Map<String, String> parameters) {
    return pages.site().path(Asked.address(asked.base(""), parameters));
  }

  /// The resources above, where one can go back to.
  private List<Link> trail(Asked asked) {
    List<Link> trail = new ArrayList<>();
    for (ResourceDefinition each : asked.line().subList(0, asked.line().size() - 1)) {
      trail.add(
          new Link(
              each.title(),
              pages
                  .site()
                  .path(
                      "/console/data/%s/%s"
                          .formatted(asked.connection(), Words.inPath(each.name()))),
              false));
    }
    return trail;
  }

  private List<Link> views(Asked asked, Shown shown) {
    List<Link> views = new ArrayList<>();
    Map<String, String> plain = Asked.without(asked.all(), "view");
    views.add(new Link("Table", path(asked, plain), asked.view().isEmpty()));
    if (asked.resource().geometry().isPresent()) {
      views.add(
          new Link(
              "Map",
              path(asked, Asked.and(plain, "view", Asked.MAP)),
              asked.view().equals(Asked.MAP)));
    }
    if (asked.resource().children().isPresent() && !shown.paged()) {
      views.add(
          new Link(
              "Tree",
              path(asked, Asked.and(plain, "view", Asked.TREE)),
              asked.view().equals(Asked.TREE)));
    }
    return views.size() > 1 ? views : List.of();
  }

  private List<Link> sources(Asked asked, Optional<KeptSync> kept, Shown shown) {
    if (kept.isEmpty() || !asked.within().isEmpty()) {
      return List.of();
    }
    Map<String, String> plain = Asked.without(asked.all(), "from", "view");
    return List.of(
        new Link("Kept", path(asked, Asked.and(plain, "from", Asked.KEPT)), shown.paged()),
        new Link(
            "At the provider", path(asked, Asked.and(plain, "from", Asked.LIVE)), !shown.paged()));
  }

  private static Empty empty(Asked asked, Shown shown) {
    if (shown.standing().running()) {
      return new Empty("Reading…", "The first items are on their way.");
    }
    if (!asked.word().isEmpty()) {
      return new Empty("Nothing is found", "Try a shorter word, or show all.");
    }
    return shown.standing().problem().isPresent() || !shown.standing().missing().isEmpty()
        ? new Empty("Nothing could be read", "What stands above says why.")
        : new Empty(
            "There is none",
            "The provider has no %s that this user sees."
                .formatted(asked.resource().title().toLowerCase(java.util.Locale.ROOT)));
  }

  private List<Link> exports(Asked asked) {
    List<String> formats = new ArrayList<>(List.of("csv", "json", "ndjson"));
    if (asked.resource().geometry().isPresent()) {
      formats.add("geojson");
    }
    return formats.stream()
        .map(
            it ->
                new Link(
                    it.equals("geojson") ? "GeoJSON" : it.toUpperCase(java.util.Locale.ROOT),
                    pages
                        .site()
                        .path(
                            Asked.address(
                                asked.base("/export"), Asked.and(asked.place(), "format", it))),
                    false))
        .toList();
  }

  private Optional<Link> keep(Visit visit, Asked asked, Optional<KeptSync> kept) {
    if (kept.isPresent()) {
      return Optional.of(
          new Link(
              "Its sync", pages.site().path("/console/syncs/" + kept.get().sync().id()), true));
    }
    return asked.subject().isUsers() && visit.may(dev.tenon.member.Role.DEVELOPER)
        ? Optional.of(
            new Link(
                "Keep in step",
                pages.site().path(Asked.address(asked.base("/keep"), asked.place())),
                false))
        : Optional.empty();
  }

  private static List<Leaf> tree(Asked asked, Shown shown, RowMaker rows) {
    Optional<Children> children = asked.resource().children();
    return asked.view().equals(Asked.TREE) && children.isPresent() && !shown.paged()
        ? Trees.of(shown.things(), children.get().word(), rows::name, rows::item)
        : List.of();
  }

  /// What is to be shown.
  ///
  /// @param paged whether the things are of this page alone, with one more where there is another
  ///   page
  private record Shown(List<Thing> things, Standing standing, boolean paged) {}
}
