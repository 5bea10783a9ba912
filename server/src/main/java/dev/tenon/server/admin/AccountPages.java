package dev.tenon.server.admin;

import dev.tenon.access.Names;
import dev.tenon.access.Passphrase;
import dev.tenon.entry.Entries;
import dev.tenon.entry.MemberProviders;
import dev.tenon.member.IdentityStore.Connected;
import dev.tenon.member.Member;
import dev.tenon.member.Members;
import dev.tenon.member.Members.PassphraseChange;
import dev.tenon.member.Passkey;
import dev.tenon.member.Passkeys;
import dev.tenon.member.PassphraseRules;
import dev.tenon.member.Role;
import dev.tenon.server.admin.AccountPage.Problems;
import dev.tenon.server.admin.page.Form;
import dev.tenon.server.admin.page.Frames;
import dev.tenon.server.admin.page.Guard;
import dev.tenon.server.admin.page.Pages;
import dev.tenon.server.admin.page.Said;
import dev.tenon.server.admin.page.Section;
import dev.tenon.server.admin.page.Visit;
import dev.tenon.server.admin.page.Words;
import dev.tenon.server.http.Answer;
import dev.tenon.server.http.Route;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// The signed-in member's own name and passphrase, and how else they sign in.
final class AccountPages {
  private static final String PATH = Section.ACCOUNT.path();

  private final Guard guard;
  private final Pages pages;
  private final Members members;
  private final PassphraseRules rules;
  private final Passkeys passkeys;
  private final Entries entries;
  private final MemberProviders providers;

  AccountPages(Guard guard, Pages pages, ConsoleParts parts) {
    this.guard = guard;
    this.pages = pages;
    this.members = parts.members();
    this.rules = parts.signIns().passphraseRules();
    this.passkeys = parts.signIns().passkeys();
    this.entries = parts.signIns().entries();
    this.providers = parts.signIns().providers();
  }

  List<Route> routes() {
    return List.of(
        Route.of("GET", PATH, guard.page(Role.VIEWER, this::show)),
        Route.of("POST", PATH + "/name", guard.form(Role.VIEWER, this::rename)),
        Route.of("POST", PATH + "/passphrase", guard.form(Role.VIEWER, this::changePassphrase)));
  }

  private Answer show(Visit visit) {
    return page(visit, 200, Problems.none());
  }

  private Answer rename(Visit visit) {
    String name = visit.form().text("name");
    Optional<String> problem = Names.problem(name).map(it -> "Your name " + it + ".");
    if (problem.isPresent()) {
      return page(visit, 422, Problems.ofName(problem));
    }
    members.rename(visit.signed(), name);
    return pages.redirect(PATH, Said.NAME_CHANGED);
  }

  private Answer changePassphrase(Visit visit) {
    Form form = visit.form();
    Member member = visit.member();
    String wished = form.exact("passphrase");
    String workspace = visit.frame("", Section.ACCOUNT).workspace();
    Optional<String> problem =
        rules
            .problem(wished, member.email().value(), member.name(), workspace)
            .map(it -> "It " + it + ".");
    if (problem.isPresent()) {
      return page(visit, 422, Problems.ofPassphrase(problem));
    }
    if (member.passphrase().isEmpty() && !passkeys.isFresh(visit.signed())) {
      return page(
          visit,
          422,
          Problems.ofPassphrase(
              Optional.of(
                  "You signed in more than an hour ago: sign out and in again, then set one.")));
    }
    PassphraseChange change =
        members.changePassphrase(
            visit.signed(),
            Passphrase.typed(wished).orElseThrow(),
            Passphrase.typed(form.exact("current")));
    return switch (change) {
      case PassphraseChange.Done _ -> pages.redirect(PATH, Said.PASSPHRASE_CHANGED);
      case PassphraseChange.Wrong _ ->
          page(visit, 422, Problems.ofCurrent("This is not the passphrase that you have now."));
      case PassphraseChange.TooMany(Duration left) ->
          page(
                  visit,
                  429,
                  Problems.ofCurrent(
                      "There were too many wrong ones. Try again in " + Words.length(left) + "."))
              .with("Retry-After", Long.toString(left.toSeconds() + 1));
    };
  }

  /// The page, with what was wrong.
  Answer page(Visit visit, int status, Problems problems) {
    Member member = visit.member();
    boolean fresh = passkeys.isFresh(visit.signed());
    List<Passkey> own = passkeys.list(member);
    boolean room = fresh && own.size() < Passkeys.MOST;
    AccountPage page =
        new AccountPage(
            visit.frame("Your account", Section.ACCOUNT),
            pages.site().path(PATH),
            member.id().value(),
            member.name(),
            member.email().value(),
            Frames.roleName(member.role()),
            member.passphrase().isPresent(),
            Passphrase.SHORTEST,
            fresh,
            own.stream().map(it -> row(visit, it)).toList(),
            room ? passkeys.site().map(site -> ask(visit, site)) : Optional.empty(),
            passkeys.site().isPresent(),
            entries.list(member).stream().map(it -> provider(visit, it)).toList(),
            providers.find(visit.workspace()).isPresent(),
            problems);
    return Pages.html(status, output -> JteaccountGenerated.render(output, Pages.none(), page));
  }

  private PasskeyAsk ask(Visit visit, String site) {
    return new PasskeyAsk(
        pages.site().path(PATH + "/passkeys"),
        passkeys.challenge(visit.signed()).value(),
        site,
        pages.passkeyScript());
  }

  private static AccountPage.PasskeyRow row(Visit visit, Passkey it) {
    return new AccountPage.PasskeyRow(
        it.id().value(),
        it.credential(),
        it.name(),
        it.isSynced() ? "Synced between your devices" : "On one device",
        Words.when(it.createdAt(), visit.now()),
        it.usedAt().map(at -> Words.when(at, visit.now())));
  }

  private static AccountPage.Provider provider(Visit visit, Connected it) {
    String issuer = it.identity().issuer();
    return new AccountPage.Provider(
        issuer,
        Optional.ofNullable(URI.create(issuer).getHost()).orElse(issuer),
        it.identity().subject(),
        Words.when(it.since(), visit.now()));
  }
}
