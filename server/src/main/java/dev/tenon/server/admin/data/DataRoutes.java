package dev.tenon.server.admin.data;

import dev.tenon.member.Role;
import dev.tenon.server.admin.page.Guard;
import dev.tenon.server.admin.page.Pages;
import dev.tenon.server.http.Route;
import java.util.List;

/// The pages of data. What there is to look at, viewers see; the items themselves, which are other
/// people's, whoever develops with them.
public final class DataRoutes {
  private final Guard guard;
  private final DataPages data;
  private final ResourcePages resources;
  private final ItemPages items;
  private final FilePages files;
  private final SyncPages syncs;
  private final SyncForms forms;

  /// Pages that show what `parts` has.
  public DataRoutes(Guard guard, Pages pages, DataParts parts) {
    Subjects subjects = new Subjects(parts);
    Shelf shelf = new Shelf(parts);
    this.guard = guard;
    this.data = new DataPages(pages, parts, subjects);
    this.resources = new ResourcePages(pages, parts, subjects, shelf);
    this.items = new ItemPages(pages, parts, subjects, shelf);
    this.files = new FilePages(pages, parts, subjects, shelf, items);
    this.syncs = new SyncPages(pages, parts);
    this.forms = new SyncForms(pages, parts, subjects, syncs);
  }

  /// The routes, in no order.
  public List<Route> routes() {
    String one = ResourcePages.ONE;
    String sync = SyncPages.ONE;
    return List.of(
        Route.of("GET", DataPages.ALL, guard.page(Role.VIEWER, data::start)),
        Route.of("GET", DataPages.ONE, guard.page(Role.VIEWER, data::show)),
        Route.of("POST", DataPages.ONE + "/page", guard.form(Role.DEVELOPER, data::makePage)),
        Route.of("GET", one, guard.page(Role.DEVELOPER, resources::show)),
        Route.of("GET", ItemPages.ITEM, guard.page(Role.DEVELOPER, items::show)),
        Route.of("GET", one + "/export", guard.page(Role.DEVELOPER, files::export)),
        Route.of("GET", one + "/file", guard.page(Role.DEVELOPER, files::file)),
        Route.of("GET", one + "/picture", guard.page(Role.DEVELOPER, files::picture)),
        Route.of("GET", one + "/text", guard.page(Role.DEVELOPER, files::text)),
        Route.of("GET", one + "/keep", guard.page(Role.DEVELOPER, forms::ask)),
        Route.of("POST", one + "/keep", guard.form(Role.DEVELOPER, forms::keep)),
        Route.of("GET", sync, guard.page(Role.VIEWER, syncs::show)),
        Route.of("POST", sync + "/run", guard.form(Role.DEVELOPER, forms::run)),
        Route.of("POST", sync + "/pause", guard.form(Role.DEVELOPER, forms::pause)),
        Route.of("POST", sync + "/schedule", guard.form(Role.DEVELOPER, forms::schedule)),
        Route.of("POST", sync + "/delete", guard.form(Role.DEVELOPER, forms::delete)));
  }
}
