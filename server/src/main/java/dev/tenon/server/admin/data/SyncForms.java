package dev.tenon.server.admin.data;

import dev.tenon.access.AppName;
import dev.tenon.server.admin.page.Form;
import dev.tenon.server.admin.page.Pages;
import dev.tenon.server.admin.page.Said;
import dev.tenon.server.admin.page.Section;
import dev.tenon.server.admin.page.Visit;
import dev.tenon.server.http.Answer;
import dev.tenon.sync.KeptSync;
import dev.tenon.sync.OrganizationRule;
import dev.tenon.sync.Sync;
import dev.tenon.sync.SyncLimits;
import dev.tenon.sync.Syncs;
import dev.tenon.sync.Walks.Planned;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Puts resources in step, and changes, runs and ends what is kept.
final class SyncForms {
  private static final Duration USUAL = Duration.ofHours(1);

  private final Pages pages;
  private final DataParts parts;
  private final Subjects subjects;
  private final SyncPages syncPages;

  SyncForms(Pages pages, DataParts parts, Subjects subjects, SyncPages syncPages) {
    this.pages = pages;
    this.parts = parts;
    this.subjects = subjects;
    this.syncPages = syncPages;
  }

  Answer ask(Visit visit) {
    return ResourcePages.with(
        visit,
        subjects,
        asked ->
            asked.subject().isUsers()
                ? form(visit, asked, 200, Optional.of(USUAL), Map.of())
                : visit.problem(
                    409,
                    "Only what users hold is kept in step",
                    "This connection is the app’s own. Its lists can be looked at and exported."));
  }

  private Answer form(
      Visit visit,
      Asked asked,
      int status,
      Optional<Duration> every,
      Map<String, String> problems) {
    KeepPage page =
        new KeepPage(
            visit.frame("Keep in step", Section.DATA),
            pages.site().path(Asked.address(asked.base(""), asked.place())),
            pages.site().path(asked.base("/keep")),
            asked.resource().title(),
            asked.subject().holder() + " · " + asked.subject().client().name(),
            DataPages.apps(asked.subject()),
            Schedules.choices(every),
            new Narrowing(parts).of(asked),
            problems);
    return Pages.html(status, output -> JtekeepGenerated.render(output, Pages.none(), page));
  }

  Answer keep(Visit visit) {
    return ResourcePages.with(visit, subjects, asked -> keep(visit, asked));
  }

  private Answer keep(Visit visit, Asked place) {
    Form form = visit.form();
    Map<String, String> within = new LinkedHashMap<>();
    for (String word : place.narrowing()) {
      form.some(Asked.IN + word)
          .filter(it -> it.length() <= Asked.LONGEST && it.indexOf('\0') < 0)
          .ifPresent(it -> within.put(word, it));
    }
    Asked asked = place.narrowedTo(within);
    Optional<Optional<Duration>> every = Schedules.read(form.text("every"));
    Optional<AppName> app =
        asked.subject().apps().stream()
            .filter(it -> it.value().equals(form.text("as")))
            .findFirst();
    Map<String, String> problems = new LinkedHashMap<>();
    if (every.isEmpty()) {
      problems.put("every", "Choose how often.");
    }
    if (app.isEmpty()) {
      problems.put("as", "Choose an app that may use the connection.");
    }
    if (!problems.isEmpty()) {
      return form(visit, asked, 422, Optional.of(USUAL), problems);
    }
    Syncs.Wish wish =
        new Syncs.Wish(
            asked.connection(),
            asked.resource().name(),
            within,
            app.get(),
            every.get(),
            false,
            OrganizationRule.ALL,
            SyncLimits.standard());
    return switch (parts.syncs().create(visit.admin(), wish)) {
      case Syncs.Created.Stored(KeptSync kept) ->
          pages.redirect("/console/syncs/" + kept.sync().id(), Said.SYNC_MADE);
      case Syncs.Created.Taken _ ->
          form(visit, asked, 422, every.get(), problem("It is kept in step already."));
      case Syncs.Created.TooMany _ ->
          form(
              visit,
              asked,
              422,
              every.get(),
              problem("A connection has at most %d syncs.".formatted(Syncs.MOST)));
      case Syncs.Created.NotReadable(Planned planned) ->
          form(visit, asked, 422, every.get(), problem(why(planned)));
    };
  }

  private static Map<String, String> problem(String text) {
    return Map.of("all", text);
  }

  private static String why(Planned planned) {
    return switch (planned) {
      case Planned.Ready _ -> throw new IllegalStateException("ready is no problem: a bug");
      case Planned.NoConnection _ -> "The app may not use the connection.";
      case Planned.NoToken it -> Whys.of(it.reason());
      case Planned.NoResource _ -> "The connector has no such resource any more.";
      case Planned.NoParameter(String asked, List<String> _) ->
          "“%s” narrows nothing here.".formatted(asked);
    };
  }

  Answer run(Visit visit) {
    return with(
        visit,
        kept ->
            pages.redirect(
                path(kept), parts.syncs().run(kept.sync()) ? Said.SYNC_RUN : Said.SYNC_RUNS));
  }

  Answer pause(Visit visit) {
    boolean pauses = visit.form().text("paused").equals("true");
    return with(
        visit,
        kept ->
            changed(
                visit,
                kept,
                kept.sync().every(),
                pauses,
                pauses ? Said.SYNC_PAUSED : Said.SYNC_CHANGED));
  }

  Answer schedule(Visit visit) {
    Optional<Optional<Duration>> every = Schedules.read(visit.form().text("every"));
    return with(
        visit,
        kept ->
            every.isEmpty()
                ? syncPages.page(visit, kept, 422, Optional.of("Choose how often."))
                : changed(visit, kept, every.get(), kept.sync().paused(), Said.SYNC_CHANGED));
  }

  private Answer changed(
      Visit visit, KeptSync kept, Optional<Duration> every, boolean paused, Said said) {
    Sync before = kept.sync();
    Sync after =
        new Sync(
            before.id(),
            before.workspace(),
            before.connection(),
            before.resource(),
            before.within(),
            before.app(),
            every,
            paused,
            before.organizations(),
            before.limits(),
            before.createdAt(),
            before.version() + 1);
    return parts.syncs().change(visit.admin(), after)
        ? pages.redirect(path(kept), said)
        : syncPages.page(
            visit,
            kept,
            409,
            Optional.of("Somebody else changed it meanwhile. Look at it, and try again."));
  }

  Answer delete(Visit visit) {
    return with(
        visit,
        kept -> {
          parts.syncs().delete(visit.admin(), kept.sync());
          return pages.redirect("/console/data/" + kept.sync().connection(), Said.SYNC_DELETED);
        });
  }

  private static String path(KeptSync kept) {
    return "/console/syncs/" + kept.sync().id();
  }

  private Answer with(Visit visit, Function<KeptSync, Answer> work) {
    return SyncPages.find(parts, visit).map(work).orElseGet(() -> visit.unknown("sync"));
  }
}
