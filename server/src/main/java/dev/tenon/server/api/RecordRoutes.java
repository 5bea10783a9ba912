package dev.tenon.server.api;

import dev.tenon.access.Caller;
import dev.tenon.access.KeyId;
import dev.tenon.access.WorkspaceId;
import dev.tenon.connector.ResourceDefinition;
import dev.tenon.resource.PageReader;
import dev.tenon.resource.ResourceListings;
import dev.tenon.resource.Words;
import dev.tenon.server.http.Answer;
import dev.tenon.server.http.Callers;
import dev.tenon.server.http.Cursors;
import dev.tenon.server.http.Problem;
import dev.tenon.server.http.ProblemException;
import dev.tenon.server.http.Request;
import dev.tenon.server.http.Route;
import dev.tenon.sync.KeptSync;
import dev.tenon.sync.RecordStore;
import dev.tenon.sync.RecordStore.Deleted;
import dev.tenon.sync.StoredRecord;
import dev.tenon.sync.Sync;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The records that are kept in step, as they are and as they change.
public final class RecordRoutes {
  private static final String ALL = "/api/v1/connections/{id}/records/{resource}";

  /// Looked at for one answer; where a filter leaves little of them, the page is short and has a
  /// cursor.
  private static final int LOOKED_AT = 10_000;

  private static final int AT_ONCE = 500;
  private static final KeyId KEY = new KeyId("key_sync");

  private final Desk desk;
  private final VisibleSyncs visible;
  private final RecordStore records;
  private final ResourceListings listings;
  private final PageReader reader;

  /// Answers from `records`.
  ///
  /// @param reader reads what is kept, to filter it
  public RecordRoutes(
      Desk desk,
      VisibleSyncs visible,
      RecordStore records,
      ResourceListings listings,
      PageReader reader) {
    this.desk = desk;
    this.visible = visible;
    this.records = records;
    this.listings = listings;
    this.reader = reader;
  }

  /// The calls.
  public List<Route> routes() {
    Callers callers = desk.callers();
    return List.of(
        Route.of("GET", ALL, callers.either(this::list)),
        Route.of("GET", ALL + "/{record}", callers.either(this::show)));
  }

  private Answer list(Request request, Caller caller) {
    KeptSync kept = visible.ofResource(request, caller);
    Sync sync = kept.sync();
    Optional<Long> since = Desk.parameter(request, "changed_since", RecordRoutes::version);
    Deleted deleted =
        Desk.parameter(request, "deleted", RecordRoutes::deleted)
            .orElse(since.isPresent() ? Deleted.TOLD : Deleted.LEFT_OUT);
    RecordFilter filter = filter(request, sync);
    if (since.filter(it -> it > 0 && it < kept.standing().goneVersion()).isPresent()) {
      throw new ProblemException(changesGone());
    }
    String list = "records of " + sync.id();
    Cursors.Page page = desk.page(request, caller.workspace(), list);
    long after = page.after().map(Long::parseLong).or(() -> since).orElse(0L);
    Found found = found(caller.workspace(), sync, after, deleted, filter, page.limit());
    Optional<String> next =
        found.more()
            ? Optional.of(desk.cursor(caller.workspace(), list, Long.toString(found.last())))
            : Optional.empty();
    return answer(kept, found, next);
  }

  /// Matching records, and how far was looked.
  private Found found(
      WorkspaceId workspace,
      Sync sync,
      long after,
      Deleted deleted,
      RecordFilter filter,
      int limit) {
    List<StoredRecord> found = new ArrayList<>();
    long last = after;
    for (int looked = 0; looked < LOOKED_AT; ) {
      int asked = filter.isEmpty() ? limit + 1 - found.size() : AT_ONCE;
      List<StoredRecord> rows = records.list(workspace, sync.id(), last, deleted, asked);
      for (StoredRecord row : rows) {
        if (found.size() == limit) {
          return new Found(found, last, true);
        }
        last = row.version();
        if (filter.fits(row)) {
          found.add(row);
        }
      }
      looked += rows.size();
      if (rows.size() < asked) {
        return new Found(found, last, false);
      }
    }
    return new Found(found, last, true);
  }

  /// Says with each page how far the copy can be trusted: whoever reads records of a sync that
  /// never came to its end has a part.
  private static Answer answer(KeptSync kept, Found found, Optional<String> next) {
    String head =
        SyncJson.text(
            json ->
                json.text("resource", kept.sync().resource())
                    .text("status", SyncJson.status(kept.standing()))
                    .time("complete_at", kept.standing().completeAt()));
    String tail =
        SyncJson.text(json -> json.number("changed_since", found.last()).text("next_cursor", next));
    String items = SyncJson.list(found.records().stream().map(SyncJson::record).toList());
    String body =
        head.substring(0, head.length() - 1) + ",\"items\":" + items + "," + tail.substring(1);
    return Answer.json(200, body.getBytes(StandardCharsets.UTF_8));
  }

  private Answer show(Request request, Caller caller) {
    Sync sync = visible.ofResource(request, caller).sync();
    String id = request.pathParameter("record");
    List<StoredRecord> found =
        isStorable(id) ? records.find(caller.workspace(), sync.id(), id) : List.of();
    if (found.isEmpty()) {
      throw new ProblemException(Problems.unknown("record"));
    }
    List<String> items = new ArrayList<>();
    for (StoredRecord each : found) {
      List<String> earlier =
          records.history(caller.workspace(), sync.id(), each.place(), id).stream()
              .map(SyncJson::earlier)
              .toList();
      items.add(
          "{\"record\":%s,\"earlier\":%s}"
              .formatted(SyncJson.record(each), SyncJson.list(earlier)));
    }
    String body = "{\"items\":" + SyncJson.list(items) + ",\"next_cursor\":null}";
    return Answer.json(200, body.getBytes(StandardCharsets.UTF_8));
  }

  private static boolean isStorable(String id) {
    return id.indexOf('\0') < 0
        && new String(id.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8).equals(id);
  }

  private RecordFilter filter(Request request, Sync sync) {
    Caller.App app = new Caller.App(sync.workspace(), KEY, sync.app());
    Optional<List<ResourceDefinition>> all = listings.of(app, sync.connection());
    Optional<ResourceDefinition> resource =
        all.flatMap(
            it -> it.stream().filter(each -> each.name().equals(sync.resource())).findFirst());
    List<String> above = new ArrayList<>();
    resource
        .flatMap(ResourceDefinition::parent)
        .ifPresent(it -> above(above, all.orElseThrow(), it));
    return RecordFilter.read(request, resource, above, reader);
  }

  private static void above(List<String> words, List<ResourceDefinition> all, String parent) {
    all.stream()
        .filter(it -> it.name().equals(parent))
        .findFirst()
        .ifPresent(
            it -> {
              words.addFirst(Words.one(it));
              it.parent().ifPresent(next -> above(words, all, next));
            });
  }

  private static long version(String text) {
    if (!text.matches("[0-9]{1,18}")) {
      throw new IllegalArgumentException("a version that an answer gave is expected");
    }
    return Long.parseLong(text);
  }

  private static Deleted deleted(String text) {
    return switch (text) {
      case "false" -> Deleted.LEFT_OUT;
      case "true" -> Deleted.TOLD;
      case "only" -> Deleted.ALONE;
      default -> throw new IllegalArgumentException("true, false or only is expected");
    };
  }

  private static Problem changesGone() {
    return Problem.of(
        410,
        "changes_gone",
        "Changes since then are not kept any more",
        "Records were deleted since that version and are not kept any more. Read all records again,"
            + " without changed_since, and go on from the changed_since of the last page.");
  }

  /// @param last the version up to which was looked
  private record Found(List<StoredRecord> records, long last, boolean more) {}
}
