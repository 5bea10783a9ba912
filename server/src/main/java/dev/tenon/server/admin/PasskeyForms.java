package dev.tenon.server.admin;

import dev.tenon.access.Names;
import dev.tenon.member.PasskeyId;
import dev.tenon.member.Passkeys;
import dev.tenon.member.Passkeys.Added;
import dev.tenon.member.Role;
import dev.tenon.member.Ticket;
import dev.tenon.server.admin.AccountPage.Problems;
import dev.tenon.server.admin.page.Form;
import dev.tenon.server.admin.page.Guard;
import dev.tenon.server.admin.page.Pages;
import dev.tenon.server.admin.page.Said;
import dev.tenon.server.admin.page.Section;
import dev.tenon.server.admin.page.Visit;
import dev.tenon.server.http.Answer;
import dev.tenon.server.http.Route;
import java.util.List;
import java.util.Optional;

/// What a member does with their own passkeys.
final class PasskeyForms {
  private static final String ACCOUNT = Section.ACCOUNT.path();
  private static final String PATH = ACCOUNT + "/passkeys";

  private final Guard guard;
  private final Pages pages;
  private final AccountPages account;
  private final Passkeys passkeys;

  PasskeyForms(Guard guard, Pages pages, AccountPages account, ConsoleParts parts) {
    this.guard = guard;
    this.pages = pages;
    this.account = account;
    this.passkeys = parts.signIns().passkeys();
  }

  List<Route> routes() {
    return List.of(
        Route.of("POST", PATH, guard.form(Role.VIEWER, this::add)),
        Route.of("POST", PATH + "/rename", guard.form(Role.VIEWER, this::rename)),
        Route.of("POST", PATH + "/remove", guard.form(Role.VIEWER, this::remove)));
  }

  private Answer add(Visit visit) {
    Form form = visit.form();
    Added added =
        passkeys.add(
            visit.signed(),
            Ticket.parse(form.exact("challenge")),
            form.exact("answer"),
            form.text("name"));
    return switch (added) {
      case DONE -> pages.redirect(ACCOUNT, Said.PASSKEY_ADDED);
      case OVER -> refused(visit, "This page was open for too long. Please try again.");
      case STALE -> refused(visit, "You signed in more than an hour ago: sign in again first.");
      case NAMELESS -> refused(visit, "A name has at most 128 characters and no slash.");
      case INVALID ->
          refused(
              visit,
              "The hub could not check that passkey. It has to be made for this site, and to ask for"
                  + " your finger, face or PIN.");
      case REFUSED ->
          refused(
              visit,
              "That passkey is there already, or you have %d of them: remove one that you do not"
                      .formatted(Passkeys.MOST)
                  + " use.");
    };
  }

  private Answer refused(Visit visit, String problem) {
    return account.page(visit, 422, Problems.ofPasskey(problem));
  }

  private Answer rename(Visit visit) {
    String name = visit.form().text("name");
    Optional<String> problem = Names.problem(name);
    if (problem.isPresent()) {
      return refused(visit, "The name of a passkey " + problem.get() + ".");
    }
    return id(visit).filter(it -> passkeys.rename(visit.signed(), it, name)).isPresent()
        ? pages.redirect(ACCOUNT, Said.PASSKEY_RENAMED)
        : visit.unknown("passkey");
  }

  private Answer remove(Visit visit) {
    return id(visit).filter(it -> passkeys.remove(visit.signed(), it)).isPresent()
        ? pages.redirect(ACCOUNT, Said.PASSKEY_REMOVED)
        : visit.unknown("passkey");
  }

  private static Optional<PasskeyId> id(Visit visit) {
    return PasskeyId.parse(visit.form().text("passkey"));
  }
}
