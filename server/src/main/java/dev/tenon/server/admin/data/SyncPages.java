package dev.tenon.server.admin.data;

import dev.tenon.access.AppName;
import dev.tenon.access.UserId;
import dev.tenon.client.OAuthClient;
import dev.tenon.connection.Connection;
import dev.tenon.connection.Owner;
import dev.tenon.member.Role;
import dev.tenon.server.admin.data.SyncPage.Figure;
import dev.tenon.server.admin.data.SyncPage.Run;
import dev.tenon.server.admin.page.Badge;
import dev.tenon.server.admin.page.Pages;
import dev.tenon.server.admin.page.Section;
import dev.tenon.server.admin.page.Syncs;
import dev.tenon.server.admin.page.Visit;
import dev.tenon.server.admin.page.Words;
import dev.tenon.server.http.Answer;
import dev.tenon.server.http.page.Site;
import dev.tenon.sync.KeptSync;
import dev.tenon.sync.Sync;
import dev.tenon.sync.SyncId;
import dev.tenon.sync.SyncRun;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// A sync and its runs. What changes it: [SyncForms].
final class SyncPages {
  static final String ONE = "/console/syncs/{sync}";

  private static final int ROWS = 20;

  private final Site site;
  private final DataParts parts;

  SyncPages(Pages pages, DataParts parts) {
    this.site = pages.site();
    this.parts = parts;
  }

  Answer show(Visit visit) {
    return find(parts, visit)
        .map(it -> page(visit, it, 200, Optional.empty()))
        .orElseGet(() -> visit.unknown("sync"));
  }

  /// The sync that the path names.
  static Optional<KeptSync> find(DataParts parts, Visit visit) {
    String id = visit.request().pathParameter("sync");
    return id.matches("syn_[0-9A-Za-z]{1,64}")
        ? parts.syncStore().find(visit.workspace(), new SyncId(id))
        : Optional.empty();
  }

  Answer page(Visit visit, KeptSync kept, int status, Optional<String> problem) {
    Sync sync = kept.sync();
    Optional<Long> before =
        visit.query("before").filter(it -> it.matches("[0-9]{1,18}")).map(Long::valueOf);
    List<SyncRun> runs = parts.syncStore().runs(visit.workspace(), sync.id(), before, ROWS + 1);
    List<SyncRun> shown = runs.size() > ROWS ? runs.subList(0, ROWS) : runs;
    String base = site.path("/console/syncs/" + sync.id());
    String holding = "/console/data/" + sync.connection();
    SyncPage page =
        new SyncPage(
            visit.frame("Sync of " + sync.resource(), Section.DATA),
            site.path(holding),
            holder(visit, sync),
            base,
            site.path(holding + "/" + Words.inPath(sync.resource()) + "?from=" + Asked.KEPT),
            sync.resource(),
            Schedules.within(sync),
            sync.app().value(),
            Syncs.every(sync.every()),
            Syncs.badge(kept),
            sync.paused(),
            kept.standing().running(),
            kept.standing().completeAt().map(it -> Words.when(it, visit.now())),
            kept.standing().failingSince().map(it -> Words.when(it, visit.now())),
            Syncs.counted(kept)
                .map(it -> Words.count(it, "record", "records"))
                .orElse("not counted yet"),
            sync.id().value(),
            visit.may(Role.DEVELOPER),
            Schedules.choices(sync.every()),
            problem,
            shown.stream().map(it -> run(visit, it)).toList(),
            runs.size() > ROWS
                ? Optional.of(base + "?before=" + shown.getLast().number())
                : Optional.empty());
    return Pages.html(status, output -> JtesyncGenerated.render(output, Pages.none(), page));
  }

  private String holder(Visit visit, Sync sync) {
    Optional<Connection> connection =
        parts.connections().find(visit.workspace(), sync.connection());
    String client =
        connection
            .flatMap(it -> parts.clients().find(visit.workspace(), it.oauthClient()))
            .map(OAuthClient::name)
            .map(it -> " · " + it)
            .orElse("");
    return connection
            .map(
                it ->
                    switch (it.owner()) {
                      case Owner.User(UserId id) -> id.value();
                      case Owner.App(AppName name) -> "the app " + name;
                    })
            .orElse(sync.connection().value())
        + client;
  }

  private static Run run(Visit visit, SyncRun run) {
    SyncRun.Counts counts = run.counts();
    return new Run(
        run.number(),
        Words.when(run.startedAt(), visit.now()),
        run.endedAt().map(it -> length(Duration.between(run.startedAt(), it))).orElse(""),
        badge(run.state()),
        run.full() ? "everything" : "what changed",
        List.of(
            new Figure("New", Words.number(counts.added())),
            new Figure("Changed", Words.number(counts.changed())),
            new Figure("Deleted", Words.number(counts.deleted())),
            new Figure("Unchanged", Words.number(counts.unchanged())),
            new Figure("Too large", Words.number(counts.leftOut()))),
        why(run),
        run.notes());
  }

  private static List<String> why(SyncRun run) {
    List<String> missing = run.missing().stream().map(Whys::of).toList();
    return run.detail().isPresent()
        ? java.util.stream.Stream.concat(run.detail().stream(), missing.stream()).toList()
        : missing;
  }

  private static String length(Duration length) {
    return length.toSeconds() < 90 ? Math.max(1, length.toSeconds()) + " s" : Words.length(length);
  }

  private static Badge badge(SyncRun.State state) {
    return switch (state) {
      case RUNNING -> Badge.plain("Running");
      case COMPLETE -> Badge.good("Complete");
      case INCOMPLETE -> Badge.wait("Not complete");
      case FAILED -> Badge.bad("Failed");
    };
  }
}
