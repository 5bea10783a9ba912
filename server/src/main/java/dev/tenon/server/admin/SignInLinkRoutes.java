package dev.tenon.server.admin;

import dev.tenon.access.Names;
import dev.tenon.access.Passphrase;
import dev.tenon.access.SessionKey;
import dev.tenon.access.SignInKey;
import dev.tenon.member.EmailAddress;
import dev.tenon.member.Member;
import dev.tenon.member.PassphraseRules;
import dev.tenon.member.SignIn;
import dev.tenon.member.SignInLink;
import dev.tenon.member.SignInLinks;
import dev.tenon.member.SignInLinks.Opened;
import dev.tenon.member.SignedIn;
import dev.tenon.server.admin.LinkPage.Problems;
import dev.tenon.server.admin.page.Cookies;
import dev.tenon.server.admin.page.Form;
import dev.tenon.server.admin.page.Frames;
import dev.tenon.server.admin.page.Guard;
import dev.tenon.server.admin.page.Pages;
import dev.tenon.server.admin.page.Said;
import dev.tenon.server.http.Answer;
import dev.tenon.server.http.Request;
import dev.tenon.server.http.Route;
import dev.tenon.workspace.Workspace;
import dev.tenon.workspace.Workspaces;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// One-time links. The address that was printed is left at once for one without the key, so that
/// the key stays neither in the history nor in a referrer. Looking has no effect, whoever looks and
/// however often; only the press of the button uses a link up.
final class SignInLinkRoutes {
  private static final String PATH = "/console/link";

  private final Guard guard;
  private final Cookies cookies;
  private final Pages pages;
  private final SignIn signIn;
  private final SignInLinks links;
  private final Workspaces workspaces;
  private final PassphraseRules rules;
  private final RandomGenerator random;

  SignInLinkRoutes(
      Guard guard, Cookies cookies, Pages pages, ConsoleParts parts, RandomGenerator random) {
    this.guard = guard;
    this.cookies = cookies;
    this.pages = pages;
    this.signIn = parts.signIn();
    this.links = parts.links();
    this.workspaces = parts.workspaces();
    this.rules = parts.signIns().passphraseRules();
    this.random = random;
  }

  List<Route> routes() {
    return List.of(
        Route.of("GET", PATH + "/{key}", guard.open(this::enter)),
        Route.of("GET", PATH, guard.open(this::show)),
        Route.of("POST", PATH, guard.open(this::press)));
  }

  private Answer enter(Request request) {
    return SignInKey.parse(request.pathParameter("key"))
        .map(key -> cookies.setLink(pages.redirect(PATH), key))
        .orElseGet(this::unknown);
  }

  private Answer show(Request request) {
    return cookies
        .link(request)
        .flatMap(links::open)
        .map(it -> page(request, 200, it, proposed(it), Problems.none()))
        .orElseGet(this::unknown);
  }

  private Answer press(Request request) {
    Optional<Opened> opened = cookies.link(request).flatMap(links::open);
    if (opened.isEmpty()) {
      return unknown();
    }
    if (!guard.isOurForm(request)) {
      return page(request, 403, opened.get(), proposed(opened.get()), Problems.none());
    }
    return opened
        .get()
        .member()
        .map(member -> entered(request, links.enter(opened.get().link(), member)))
        .orElseGet(() -> join(request, opened.get()));
  }

  private Answer join(Request request, Opened opened) {
    Form form = Form.of(request);
    SignInLink link = opened.link();
    Typed typed =
        new Typed(
            form.text("name"),
            link.email().map(EmailAddress::value).orElseGet(() -> form.text("email")));
    Optional<EmailAddress> email = EmailAddress.parse(typed.email());
    String passphrase = form.exact("passphrase");
    Problems problems =
        new Problems(
            Names.problem(typed.name()).map(it -> "Your name " + it + "."),
            email.isPresent()
                ? Optional.empty()
                : Optional.of("An e-mail address is needed, such as ada@example.com."),
            passphrase.isEmpty()
                ? Optional.empty()
                : rules
                    .problem(passphrase, typed.email(), typed.name(), workspaceName(link))
                    .map(it -> "It " + it + "."));
    if (problems.any()) {
      return page(request, 422, opened, typed, problems);
    }
    Optional<SignedIn> joined =
        links.join(link, email.orElseThrow(), typed.name(), Passphrase.typed(passphrase));
    if (joined.isEmpty() && cookies.link(request).flatMap(links::open).isPresent()) {
      return page(
          request,
          422,
          opened,
          typed,
          new Problems(
              Optional.empty(),
              Optional.of("A member of this workspace has this address already."),
              Optional.empty()));
    }
    return entered(request, joined);
  }

  private Answer entered(Request request, Optional<SignedIn> signedIn) {
    if (signedIn.isEmpty()) {
      return unknown();
    }
    guard.signed(request).ifPresent(signIn::end);
    Answer answer = pages.redirect("/console", Said.WELCOME);
    return cookies.clearLink(cookies.setSession(answer, signedIn.get().key()));
  }

  private Answer page(Request request, int status, Opened opened, Typed typed, Problems problems) {
    Optional<SessionKey> known = cookies.visit(request);
    SessionKey key = known.orElseGet(() -> SessionKey.random(random));
    SignInLink link = opened.link();
    LinkPage page =
        new LinkPage(
            pages.head("Sign in"),
            pages.site().path(PATH),
            key.formToken(),
            workspaceName(link),
            opened.member().map(Member::name),
            Frames.roleName(link.role()),
            typed.name(),
            typed.email(),
            link.email().isPresent(),
            problems);
    Answer answer =
        Pages.html(status, output -> JtelinkGenerated.render(output, Pages.none(), page));
    return known.isPresent() ? answer : cookies.setVisit(answer, key);
  }

  private String workspaceName(SignInLink link) {
    return workspaces.find(link.workspace()).map(Workspace::name).orElse("");
  }

  private Answer unknown() {
    return cookies.clearLink(
        guard.plain(
            404,
            "This link does not sign in any more",
            "It was used already, is older than a day, or is not whole. An admin of your workspace"
                + " makes a new one in the settings; so does the command tenon console-link."));
  }

  private static Typed proposed(Opened opened) {
    return new Typed(
        opened.link().name(), opened.link().email().map(EmailAddress::value).orElse(""));
  }

  private record Typed(String name, String email) {}
}
