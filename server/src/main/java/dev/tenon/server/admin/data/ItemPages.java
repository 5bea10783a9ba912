package dev.tenon.server.admin.data;

import dev.tenon.connector.ResourceDefinition;
import dev.tenon.resource.ListedItem;
import dev.tenon.resource.ReadList.Progress;
import dev.tenon.server.admin.data.ItemPage.Version;
import dev.tenon.server.admin.page.Pages;
import dev.tenon.server.admin.page.Section;
import dev.tenon.server.admin.page.Visit;
import dev.tenon.server.admin.page.Words;
import dev.tenon.server.http.Answer;
import dev.tenon.sync.KeptSync;
import dev.tenon.sync.StoredRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One item of a resource.
final class ItemPages {
  static final String ITEM = ResourcePages.ONE + "/item";

  private final Pages pages;
  private final DataParts parts;
  private final Subjects subjects;
  private final Shelf shelf;

  ItemPages(Pages pages, DataParts parts, Subjects subjects, Shelf shelf) {
    this.pages = pages;
    this.parts = parts;
    this.subjects = subjects;
    this.shelf = shelf;
  }

  Answer show(Visit visit) {
    return ResourcePages.with(visit, subjects, asked -> show(visit, asked));
  }

  private Answer show(Visit visit, Asked asked) {
    Optional<String> id = visit.query("item").filter(it -> it.length() <= Asked.LONGEST);
    List<StoredRecord> kept =
        asked.source().equals(Asked.LIVE) ? List.of() : kept(visit, asked, id);
    Optional<Thing> thing =
        kept.isEmpty()
            ? id.flatMap(it -> live(visit, asked, it)).map(Thing::of)
            : Optional.of(Thing.of(kept.getFirst(), parts.reader()));
    return thing
        .map(it -> page(visit, asked, it, kept))
        .orElseGet(
            () ->
                visit.problem(
                    404,
                    "The item is not in the list",
                    "It is not among what was read last: it may be gone, or lie behind what is read"
                        + " for looking. Open the list anew, or narrow it."));
  }

  private List<StoredRecord> kept(Visit visit, Asked asked, Optional<String> id) {
    Optional<KeptSync> sync =
        parts.syncStore().find(visit.workspace(), asked.connection(), asked.resource().name());
    List<StoredRecord> records =
        sync.isPresent() && id.filter(it -> it.indexOf('\0') < 0).isPresent()
            ? parts.records().find(visit.workspace(), sync.get().sync().id(), id.get())
            : List.of();
    if (!records.isEmpty()) {
      shelf.noteLook(visit, asked);
    }
    return records;
  }

  /// The item in what is read of the list; the list is read where nobody has.
  Optional<ListedItem> live(Visit visit, Asked asked, String id) {
    Optional<String> region = visit.query("region");
    return shelf.look(visit, asked) instanceof Shelf.Looked.Seen(Progress progress)
        ? progress.items().stream()
            .filter(it -> it.id().equals(id))
            .filter(it -> region.isEmpty() || it.region().equals(region))
            .findFirst()
        : Optional.empty();
  }

  private Answer page(Visit visit, Asked asked, Thing thing, List<StoredRecord> kept) {
    RowMaker rows = new RowMaker(pages.site(), asked, new Table(asked.line()), visit.now());
    ResourceDefinition resource = asked.resource();
    boolean hasShape =
        resource.geometry().filter(it -> thing.item().object(it).isPresent()).isPresent();
    ItemPage page =
        new ItemPage(
            visit.frame(rows.name(thing), Section.DATA),
            rows.name(thing),
            pages.site().path(Asked.address(asked.base(""), asked.place())),
            resource.title(),
            asked.subject().holder() + " · " + asked.subject().client().name(),
            resource.columns().stream().anyMatch(it -> it.path().equals(resource.id()))
                ? Optional.empty()
                : Optional.of(thing.id()),
            new Table(asked.line()).cells(thing, visit.now()),
            JsonText.indented(thing.item().json()),
            rows.below(thing),
            hasShape
                ? Optional.of(rows.naming().zoom().apply(thing) + "&view=" + Asked.MAP)
                : Optional.empty(),
            thing.file().map(it -> file(asked, thing, it)),
            versions(visit, asked, kept));
    return Pages.html(200, output -> JteitemGenerated.render(output, Pages.none(), page));
  }

  private ItemPage.FilePart file(Asked asked, Thing thing, String name) {
    FileKind kind = FileKind.of(name);
    return new ItemPage.FilePart(
        name,
        path(asked, thing, "/file"),
        kind == FileKind.PICTURE ? Optional.of(path(asked, thing, "/picture")) : Optional.empty(),
        kind == FileKind.TEXT ? Optional.of(path(asked, thing, "/text")) : Optional.empty());
  }

  private String path(Asked asked, Thing thing, String below) {
    var parameters = Asked.and(asked.place(), "item", thing.id());
    thing.region().ifPresent(it -> parameters.put("region", it));
    return pages.site().path(Asked.address(asked.base(below), parameters));
  }

  private List<Version> versions(Visit visit, Asked asked, List<StoredRecord> kept) {
    List<Version> versions = new ArrayList<>();
    Optional<KeptSync> sync =
        kept.isEmpty()
            ? Optional.empty()
            : parts
                .syncStore()
                .find(visit.workspace(), asked.connection(), asked.resource().name());
    Budget budget = new Budget();
    for (StoredRecord each : kept) {
      versions.add(
          new Version(
              each.number(),
              Words.when(each.deletedAt().orElse(each.changedAt()), visit.now()),
              each.deletedAt().isPresent(),
              budget.indented(each.json())));
      sync.ifPresent(
          it ->
              parts
                  .records()
                  .history(visit.workspace(), it.sync().id(), each.place(), each.id())
                  .forEach(
                      earlier ->
                          versions.add(
                              new Version(
                                  earlier.number(),
                                  Words.when(earlier.changedAt(), visit.now()),
                                  false,
                                  budget.indented(earlier.json())))));
    }
    return versions;
  }

  /// All versions together are shown as far as one item is.
  private static final class Budget {
    private int left = JsonText.MOST;

    JsonText indented(String json) {
      JsonText text = JsonText.indented(json, left);
      left -= text.text().length();
      return text;
    }
  }
}
