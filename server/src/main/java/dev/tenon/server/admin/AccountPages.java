package dev.tenon.server.admin;

import dev.tenon.access.Names;
import dev.tenon.access.Passphrase;
import dev.tenon.member.Member;
import dev.tenon.member.Members;
import dev.tenon.member.Role;
import dev.tenon.server.admin.page.Form;
import dev.tenon.server.admin.page.Frames;
import dev.tenon.server.admin.page.Guard;
import dev.tenon.server.admin.page.Pages;
import dev.tenon.server.admin.page.Said;
import dev.tenon.server.admin.page.Section;
import dev.tenon.server.admin.page.Visit;
import dev.tenon.server.http.Answer;
import dev.tenon.server.http.Route;
import java.util.List;
import java.util.Optional;

/// The signed-in member's own name and passphrase.
final class AccountPages {
  private final Guard guard;
  private final Pages pages;
  private final Members members;

  AccountPages(Guard guard, Pages pages, ConsoleParts parts) {
    this.guard = guard;
    this.pages = pages;
    this.members = parts.members();
  }

  List<Route> routes() {
    String path = Section.ACCOUNT.path();
    return List.of(
        Route.of("GET", path, guard.page(Role.VIEWER, this::show)),
        Route.of("POST", path + "/name", guard.form(Role.VIEWER, this::rename)),
        Route.of("POST", path + "/passphrase", guard.form(Role.VIEWER, this::changePassphrase)));
  }

  private Answer show(Visit visit) {
    return page(visit, 200, Optional.empty(), Optional.empty(), Optional.empty());
  }

  private Answer rename(Visit visit) {
    String name = visit.form().text("name");
    Optional<String> problem = Names.problem(name);
    if (problem.isPresent()) {
      return page(
          visit,
          422,
          problem.map(it -> "Your name " + it + "."),
          Optional.empty(),
          Optional.empty());
    }
    members.rename(visit.signed(), name);
    return pages.redirect(Section.ACCOUNT.path(), Said.NAME_CHANGED);
  }

  private Answer changePassphrase(Visit visit) {
    Form form = visit.form();
    String wished = form.exact("passphrase");
    Optional<String> problem =
        Passphrase.problem(wished, visit.member().email().value()).map(it -> "It " + it + ".");
    if (problem.isPresent()) {
      return page(visit, 422, Optional.empty(), problem, Optional.empty());
    }
    boolean changed =
        members.changePassphrase(
            visit.signed(),
            Passphrase.typed(wished).orElseThrow(),
            Passphrase.typed(form.exact("current")));
    return changed
        ? pages.redirect(Section.ACCOUNT.path(), Said.PASSPHRASE_CHANGED)
        : page(
            visit,
            422,
            Optional.empty(),
            Optional.empty(),
            Optional.of("This is not the passphrase that you have now."));
  }

  private Answer page(
      Visit visit,
      int status,
      Optional<String> name,
      Optional<String> passphrase,
      Optional<String> current) {
    Member member = visit.member();
    AccountPage page =
        new AccountPage(
            visit.frame("Your account", Section.ACCOUNT),
            pages.site().path(Section.ACCOUNT.path()),
            member.name(),
            member.email().value(),
            Frames.roleName(member.role()),
            member.passphrase().isPresent(),
            Passphrase.SHORTEST,
            name,
            passphrase,
            current);
    return Pages.html(status, output -> JteaccountGenerated.render(output, Pages.none(), page));
  }
}
