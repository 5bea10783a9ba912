package dev.tenon.server.admin;

import dev.tenon.access.MemberId;
import dev.tenon.entry.Entries;
import dev.tenon.member.EmailAddress;
import dev.tenon.member.Member;
import dev.tenon.member.Members;
import dev.tenon.member.Members.Change;
import dev.tenon.member.Passkeys;
import dev.tenon.member.Role;
import dev.tenon.member.SignInLink;
import dev.tenon.member.SignInLinkId;
import dev.tenon.member.SignInLinks;
import dev.tenon.member.SignInLinks.NewLink;
import dev.tenon.server.admin.page.Frames;
import dev.tenon.server.admin.page.Guard;
import dev.tenon.server.admin.page.Pages;
import dev.tenon.server.admin.page.Said;
import dev.tenon.server.admin.page.SecretPage;
import dev.tenon.server.admin.page.Section;
import dev.tenon.server.admin.page.Visit;
import dev.tenon.server.admin.page.Words;
import dev.tenon.server.http.Answer;
import dev.tenon.server.http.Route;
import dev.tenon.server.http.page.Site;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Who is a member, as what, and who was invited.
final class MemberPages {
  private static final String PATH = SettingsTab.MEMBERS;

  private final Guard guard;
  private final Pages pages;
  private final Site site;
  private final Members members;
  private final SignInLinks links;
  private final Passkeys passkeys;
  private final Entries entries;

  MemberPages(Guard guard, Pages pages, ConsoleParts parts) {
    this.guard = guard;
    this.pages = pages;
    this.site = pages.site();
    this.members = parts.members();
    this.links = parts.links();
    this.passkeys = parts.signIns().passkeys();
    this.entries = parts.signIns().entries();
  }

  List<Route> routes() {
    return List.of(
        Route.of("GET", PATH, guard.page(Role.VIEWER, this::show)),
        Route.of("POST", PATH + "/role", guard.form(Role.ADMIN, this::changeRole)),
        Route.of("POST", PATH + "/remove", guard.form(Role.ADMIN, this::remove)),
        Route.of("POST", PATH + "/link", guard.form(Role.ADMIN, this::makeLink)),
        Route.of("POST", PATH + "/withdraw", guard.form(Role.ADMIN, this::withdraw)));
  }

  private Answer show(Visit visit) {
    return page(visit, 200, "", Optional.empty());
  }

  private Answer changeRole(Visit visit) {
    Optional<MemberId> id = member(visit.form().text("member"));
    Optional<Role> role = Role.parse(visit.form().text("role"));
    if (id.isEmpty() || role.isEmpty()) {
      return visit.unknown("member");
    }
    return answer(
        visit, members.changeRole(visit.admin(), id.get(), role.get()), Said.ROLE_CHANGED);
  }

  private Answer remove(Visit visit) {
    return member(visit.form().text("member"))
        .map(id -> answer(visit, members.remove(visit.admin(), id), Said.MEMBER_REMOVED))
        .orElseGet(() -> visit.unknown("member"));
  }

  private Answer answer(Visit visit, Change change, Said said) {
    return switch (change) {
      case DONE -> pages.redirect(PATH, said);
      case UNKNOWN -> visit.unknown("member");
      case LAST_ADMIN ->
          page(
              visit,
              409,
              "",
              Optional.of("The last admin stays one: make somebody else an admin first."));
    };
  }

  private Answer makeLink(Visit visit) {
    String typed = visit.form().text("email");
    Optional<EmailAddress> email = EmailAddress.parse(typed);
    if (email.isEmpty()) {
      return page(
          visit, 422, typed, Optional.of("An e-mail address is needed, such as ada@example.com."));
    }
    Role role = Role.parse(visit.form().text("role")).orElse(Role.VIEWER);
    NewLink made = links.make(visit.admin(), new SignInLinks.Wish(role, email, ""));
    SecretPage page =
        new SecretPage(
            visit.frame("Sign-in link", Section.SETTINGS),
            "A link for " + email.get(),
            "Send it to them. Whoever opens it first is signed in, once, until "
                + Words.when(made.link().expiresAt(), visit.now()).exact()
                + ". It is shown this once.",
            "Sign-in link",
            made.key().address(site.baseUrl()).toString(),
            site.path(PATH));
    return Pages.secret(page);
  }

  private Answer withdraw(Visit visit) {
    String id = visit.form().text("link");
    boolean withdrawn =
        id.matches("sil_[0-9A-Za-z]{1,64}") && links.remove(visit.admin(), new SignInLinkId(id));
    return withdrawn ? pages.redirect(PATH, Said.LINK_WITHDRAWN) : visit.unknown("link");
  }

  private Answer page(Visit visit, int status, String email, Optional<String> problem) {
    List<Member> all = members.list(visit.workspace());
    Map<MemberId, Member> byId =
        all.stream().collect(Collectors.toMap(Member::id, Function.identity()));
    boolean mayChange = visit.may(Role.ADMIN);
    MembersPage page =
        new MembersPage(
            visit.frame("Members", Section.SETTINGS),
            SettingsTab.all(site, PATH),
            site.path(PATH),
            mayChange,
            rows(visit, all),
            List.of(
                choice(Role.VIEWER, "sees everything but secrets"),
                choice(Role.DEVELOPER, "also looks at users’ data, works on apps and webhooks"),
                choice(Role.ADMIN, "does everything")),
            mayChange
                ? links.list(visit.workspace()).stream().map(it -> link(visit, byId, it)).toList()
                : List.of(),
            email,
            problem);
    return Pages.html(status, output -> JtemembersGenerated.render(output, Pages.none(), page));
  }

  private List<MembersPage.Row> rows(Visit visit, List<Member> all) {
    Set<MemberId> byPasskey = passkeys.holders(visit.workspace());
    Set<MemberId> byProvider = entries.holders(visit.workspace());
    return all.stream()
        .map(it -> row(visit, it, byPasskey.contains(it.id()), byProvider.contains(it.id())))
        .toList();
  }

  private static String comesBackBy(Member it, boolean passkey, boolean provider) {
    List<String> ways =
        Stream.of(
                it.passphrase().isPresent() ? "passphrase" : "",
                passkey ? "passkey" : "",
                provider ? "provider" : "")
            .filter(way -> !way.isEmpty())
            .toList();
    String text = ways.isEmpty() ? "link only" : String.join(", ", ways);
    return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }

  private static MembersPage.Row row(Visit visit, Member it, boolean passkey, boolean provider) {
    return new MembersPage.Row(
        it.id().value(),
        it.name(),
        it.email().value(),
        it.role().apiName(),
        Frames.roleName(it.role()),
        comesBackBy(it, passkey, provider),
        Words.when(it.seenAt().orElse(it.createdAt()), visit.now()),
        it.id().equals(visit.member().id()));
  }

  private static MembersPage.Link link(Visit visit, Map<MemberId, Member> byId, SignInLink it) {
    Optional<Member> member = it.member().flatMap(id -> Optional.ofNullable(byId.get(id)));
    return new MembersPage.Link(
        it.id().value(),
        member
            .map(Member::name)
            .or(() -> it.email().map(EmailAddress::value))
            .orElse("Whoever opens it"),
        Frames.roleName(member.map(Member::role).orElse(it.role())),
        Words.when(it.expiresAt(), visit.now()));
  }

  private static MembersPage.RoleChoice choice(Role role, String about) {
    return new MembersPage.RoleChoice(role.apiName(), Frames.roleName(role), about);
  }

  private static Optional<MemberId> member(String text) {
    return text.matches("mem_[0-9A-Za-z]{1,64}")
        ? Optional.of(new MemberId(text))
        : Optional.empty();
  }
}
